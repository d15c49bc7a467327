// Isolated holes of one size cut into one image, and what each method makes of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fill_image.hpp"
#include "first_guess.hpp"
#include "sample_source.hpp"

namespace corkit::inpaint {

inline constexpr int kSizes = 3;
std::string size_name(int size);                               // "1", "2x2", "3x2...4x4"
std::pair<int, int> draw_rectangle(Random &random, int size);  // columns and rows in blocks

struct Trial {
  std::size_t image = 0;
  std::vector<HolePlace> holes;
  Image<std::uint8_t> lost;
};
inline constexpr int kApart = 64;  // pixels between holes: each is isolated
void add_hole(Trial &trial, HolePlace place);
// As many holes, up to `most`, as find a place 64 pixels apart.
Trial draw_trial(Random &random, const SourceImage &image, std::size_t index, int size, int most, bool aligned);

struct MethodFill {
  std::string method;
  bool context = false;
  Image<float> image, sigma;  // sigma empty where the method gives none
};
// model and context may be null. ctx null: without fuzzy, which only fills holes on the block grid. flat: the model's, or what is learned
// without this image (response_of()); empty: none.
std::vector<MethodFill> fill_by_all(corkit_context *ctx, const SourceImage &image, const Trial &trial, const Model *model,
                                    const Image<float> &flat, const SourceImage *context);
MethodFill fill_learned(const SourceImage &image, const Trial &trial, const Model &model, const Image<float> &flat,
                        const SourceImage *context);

// The piece of an image under a hole's box, and a map of the hole in it.
template <class T>
Image<T> cut(const Image<T> &image, const HolePlace &hole, int margin = 0) {
  const int width = hole.columns * kBlockSide + 2 * margin, height = hole.rows * kBlockSide + 2 * margin;
  Image<T> out(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int u = hole.x0 - margin + x, v = hole.y0 - margin + y;
      if (u >= 0 && v >= 0 && u < image.nx() && v < image.ny()) out(x, y) = image(u, v);
    }
  }
  return out;
}

}  // namespace corkit::inpaint
