// What is learned of a camera's flat field at small scales (libcorkit's fill/flat_field.hpp), and how weights store it.
//
// Given     level-0.5 images of 1024 x 1024 pixels, of three events at least
// Returned  response of each pixel relative to its surroundings, in steps of kFlatStep about 1
// Notes     1. Of each image, brightness relative to its mean over a Gaussian of 6 pixels, once more without what was off by four
//              deviations. The mean of an event's images, and of the events without the largest and smallest fifth: a star, a cosmic ray,
//              a streamer is in one event.
//           2. What is left of the corona and the photons differs between events. Where that is much, less of the mean is kept (Wiener).
//           3. Nothing is known within some pixels of what was not read out, nor where small scales or their noise are far above the usual:
//              under the occulter and at its edge, in dark corners.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/image.hpp"

namespace corkit::inpaint {

struct SourceImage;

inline constexpr double kFlatStep = 0.00075;  // of the shipped weights: 127 of them are 9.5 %

struct LearnedFlat {
  Image<std::int8_t> deviation;  // in steps; empty: not known
  double step = kFlatStep;
  std::set<std::string> days;  // of the images that it was learned from, where it is known
};
// 1 on average; empty where not known.
Image<float> response_of(const LearnedFlat &flat);

class FlatLearner {
 public:
  // use: indices of images.
  FlatLearner(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use);
  // Of all events but the one of that day; nothing where that leaves fewer than three.
  LearnedFlat learn(const std::string &without_day = "") const;

 private:
  struct EventMean {
    std::vector<std::string> days;
    Image<float> deviation;  // NaN where no image has a value
  };
  std::vector<EventMean> events_;
};

}  // namespace corkit::inpaint
