// Statistics keywords of a level-1 image.
//
// Follows   reduce_statistics2.pro 1.4 (spec/level1.md section 15)
// Given     image MSB; it is CHANGED where its maximum is 0.1 or more (SolarSoft caps such pixels at 0.00005)
// Returned  keywords in order; none when no pixel is positive
// Notes     1. DATAAVG and DATASIG are summed in DOUBLE; SolarSoft's FLOAT sums are good to about 1e-3.
//           2. Percentiles come from sorted bins instead of a histogram: the same numbers without its memory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct StatisticsCard {
  std::string keyword;
  HeaderValue value;
  std::string comment;
};

std::vector<StatisticsCard> reduce_statistics2(RealImage &image, std::optional<float> satmax, std::optional<float> satmin);

}  // namespace corkit
