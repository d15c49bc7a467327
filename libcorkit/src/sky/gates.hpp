// When stars that were found prove a pointing.
//
// Given     how many pairs there are, how many there could be, how many chance makes, their scatter
// Returned  nothing where it is proved, else a sentence with the reason
// Notes     1. C3: 30 pairs and five times what chance makes. C2: 5 pairs, 40 per cent of the stars that could be seen, a scatter below 0.4
//              pixel an axis, chance below 0.2 pairs.
//           2. For all: as many pairs by chance at any of the rolls and shifts that were tried, less than once in a thousand images.
//           3. With dates 37 days off, real images give 0-8 pairs in C3 and 0-3 in C2.
#pragma once

#include <optional>
#include <string>

#include "lasco/detector.hpp"

namespace corkit::sky {

struct Evidence {
  int pairs = 0, seeable = 0;
  double chance = 0;  // pairs, mean of shifted tries
  double rms_px = 0;
  double trials = 1;  // independent rolls and shifts that were tried
};

std::optional<std::string> doubt(Detector detector, const Evidence &evidence);

// Probability of k events or more where `expected` are expected.
double poisson_tail(int k, double expected);

}  // namespace corkit::sky
