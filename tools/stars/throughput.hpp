// Throughput against radius: how much of a star's light reaches the image, compared with the image's zero point.
//
// Notes     Medians of all stars of a camera and level in rings of 45 pixels of the full frame; their errors from the scatter.
#pragma once

#include <string>
#include <vector>

#include "stars/finding.hpp"

namespace tool {

struct Ring {
  std::string camera, level;
  double radius_px = 0;  // mean, pixels of the full frame
  double throughput = 0, error = 0;
  int stars = 0;
};

std::vector<Ring> throughput_of(const std::vector<Finding> &findings);
std::string as_text(const std::vector<Ring> &rings);
std::string as_json_line(const std::vector<Ring> &rings);

}  // namespace tool
