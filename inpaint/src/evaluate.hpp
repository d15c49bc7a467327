// Scores of the fill methods on holes cut into images whose event no training saw.
//
// Follows   spec sections 3 and 4: isolated holes of one block, 2x2, and 3x2 ... 4x4 blocks at random in the corona (C2: every pixel
//           between 2.6 and 6.2 solar radii, C3: 5 to 25), or where a front crosses, or nothing happens; level 0.5 minus bias; the same
//           holes for every method
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "fill_image.hpp"
#include "hole_classes.hpp"
#include "reporter.hpp"
#include "sample_source.hpp"
#include "score.hpp"

namespace corkit::inpaint {

struct Evaluation {
  std::vector<std::string> folders;
  std::string camera = "C2";
  std::vector<std::string> events;  // days held out; none: every image
  std::string weights;              // "" : without the learned fill
  std::string csv, gallery;         // "" none
  int holes = 200;                  // per row
  HoleClass hole_class = HoleClass::random;
  bool by_event = false;  // rows of each event besides
  int hardest = 0;        // of the gallery: so many holes with the largest errors; 0: the first ones of each size
  bool aligned = true;    // to the block grid, as telemetry loses them
  std::uint64_t seed = 1;
};

// "table" lines one a row, and their list. model may be null.
nlohmann::json evaluate(const Evaluation &settings, const Model *model, const Reporter &reporter);

// The factor that makes 68.27 % of the errors lie within sigma: the quantile of |error| / sigma over the filled pixels of holes in the
// images named, all classes and sizes alike (front and quiet where an image has a neighbour in time).
// flat: what is known of the flat field without an image, by its index.
using FlatWithout = std::function<Image<float>(std::size_t)>;
double calibrated_factor(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use, const Model &model,
                         const FlatWithout &flat, bool with_context, int holes, std::uint64_t seed);

}  // namespace corkit::inpaint
