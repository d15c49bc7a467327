// What the header says about an image, as far as its stars are concerned.
//
// Notes     Error for other telescopes, dark images, lamps, a field whose geometry is not that of 1 x 1, 2 x 2 or 4 x 4 binning.
#pragma once

#include <string>
#include <vector>

#include "sky/solve.hpp"

namespace corkit::sky {

struct Scene {
  Detector detector = Detector::C3;
  bool level1 = false;
  Utc utc;
  double clock_s = 0;
  bool clock_corrected = false;
  Optics optics;  // full frame
  FrameMap frame;
  double roll_deg = 0;      // header's, in the sense of Camera
  double rate_of_unit = 1;  // DN/s of one unit of the image
  double exposure_s = 0;
  double least_noise = 0;     // of a pixel, by lossy compression on board; unit of the image
  bool colours_known = true;  // how bright stars of any colour are through the filter
  double zero_point_mag = 0;  // of 3 x 3 pixels, in DN/s: what is expected
  std::vector<std::string> warnings;
};

Scene scene_of(const CalibrationStore &store, const AnyImage &image, const Header &cards, const SolveOptions &options);

}  // namespace corkit::sky
