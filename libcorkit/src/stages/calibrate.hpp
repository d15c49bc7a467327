// DN to mean solar brightness: what c2_calibrate and c3_calibrate share.
#pragma once

#include <string>
#include <vector>

#include "core/image.hpp"

namespace corkit {

struct Calibrated {
  RealImage image;  // MSB, not warped
  float exptime_s = 0;
  bool exposure_found = false;       // the EXPTIME card is to be replaced
  std::string exptime_comment;       // of the EXPTIME card, when it was
  std::vector<std::string> history;  // lines for a FITS header, in order
};

}  // namespace corkit
