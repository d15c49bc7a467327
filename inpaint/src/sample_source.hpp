// Training patches of recipe product: holes cut at random into images, with what the membrane makes of them.
//
// Notes     1. Patches come in groups: a few isolated holes in one image, filled by one membrane. Group g depends on the seed and g
//              alone, so that a run is repeated, and resumed, exactly.
//           2. Holes: rectangles and connected clusters of 1 to 16 blocks anywhere (not only on the block grid), in the annulus
//              where the camera sees corona. Rotation about the Sun is inherent in polar patches; half of them are mirrored.
//           3. Noise is added to what is measured, never to the truth. A change is scaled by what is done to the context: the truth is
//              always what was measured.
//           4. On fronts: of sixteen places drawn, the one with the largest spread_of_change().
#pragma once

#include <optional>
#include <vector>

#include "kriging.hpp"
#include "masks.hpp"
#include "network_input.hpp"
#include "source_image.hpp"

namespace corkit::inpaint {

struct Annulus {
  double inner = 2.6, outer = 6.2;  // solar radii; every pixel of a hole lies within
};
Annulus scored_annulus(const std::string &detector);    // C2 2.6 ... 6.2, C3 5 ... 25
Annulus training_annulus(const std::string &detector);  // a little wider

struct HolePlace {
  int x0 = 0, y0 = 0;         // pixel of the corner of its bounding box
  int columns = 1, rows = 1;  // blocks
  std::vector<Block> blocks;  // within the box
  int size_class() const;     // 0: one block, 1: up to four (2x2), 2: more
};

// No lost pixel (looked at eight pixels apart) less than `gap` pixels from a box.
bool is_isolated(const Image<std::uint8_t> &lost, int x0, int y0, int width, int height, int gap);
// Every pixel of the hole is valid and within the annulus.
bool finds_place(const SourceImage &image, const std::vector<Block> &blocks, int x0, int y0, const Annulus &annulus);

// A place where every pixel of the hole is valid, within the annulus, and `gap` pixels away from every lost one; none after 200 tries.
std::optional<HolePlace> place_hole(Random &random, const SourceImage &image, const Image<std::uint8_t> &lost, int columns, int rows,
                                    std::vector<Block> blocks, const Annulus &annulus, int gap, bool aligned);
std::vector<Block> whole_rectangle(int columns, int rows);

// An image with holes, and the membrane's guess in them.
struct HoledImage {
  const SourceImage *image = nullptr;
  std::vector<HolePlace> holes;
  Image<std::uint8_t> lost;
  Scene scene;
};

struct Sample {
  NetworkInput input;
  Image<float> truth;        // in the units of input.data
  Image<std::uint8_t> hole;  // cells that count
  int size_class = 0;
  std::string detector;
};

// Along the solar radius.
void mirror(Sample &sample);

// How a hole becomes a patch.
struct Sampling {
  double cell = 4;  // pixels
  int margin = 10;  // cells
  Covariance covariance, alone;
  double noise = 0;   // photon noise added to every other image: up to so many times its own variance
  double fronts = 0;  // with context: in this part of the groups holes are where most has changed
  double change = 0;  // with context: in every other group what has changed since is scaled, by 0 ... this
};

class SampleSource {
 public:
  // images: kept by reference. context: index of the image nearest in time (same camera, filter, size, at most two hours), where there
  // is one; with_context leaves images without one out. Error(CORKIT_ERROR_INPUT) when no image is left.
  SampleSource(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use, bool with_context, const Sampling &sampling,
               int multiple, std::uint64_t seed);

  std::vector<Sample> group(std::uint64_t g) const;
  // The image and the holes of group g; none when no hole finds a place.
  std::optional<HoledImage> holed_image(std::uint64_t g) const;

 private:
  std::optional<HoledImage> cut_holes(Random &random) const;
  std::optional<HolePlace> front_place(Random &random, std::size_t which, const Image<std::uint8_t> &lost, int columns, int rows,
                                       const std::vector<Block> &blocks) const;

  const std::vector<SourceImage> &images_;
  std::vector<std::size_t> use_;
  std::vector<std::optional<std::size_t>> context_;
  std::vector<double> gain_;           // photon_gain() of each, where noise is added
  std::vector<Image<float>> changes_;  // change_between() each and its context
  bool with_context_;
  Sampling sampling_;
  int multiple_;
  std::uint64_t seed_;
};

// Nearest image in time that may be the context of image k.
std::optional<std::size_t> context_of(const std::vector<SourceImage> &images, std::size_t k);

}  // namespace corkit::inpaint
