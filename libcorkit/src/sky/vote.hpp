// Roll and shift at which most predicted stars fall on a detected point.
//
// Given     predicted stars, detected points, the Sun's direction and nominal pixel, rolls to try
// Returned  the best candidates, most votes first
// Notes     For each roll a histogram of detection minus prediction in bins of one pixel, summed over 3 x 3 bins. In C2 only pairs vote
// whose
//           magnitudes agree: there, detections are more likely to be something else than a star.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sky/apparent.hpp"
#include "sky/camera_model.hpp"

namespace corkit::sky {

struct Spot {
  Pixel at;             // full frame
  double seen_mag = 0;  // from its counts
  double error_px = 0;  // of either coordinate, by the noise
};

struct Search {
  std::vector<double> rolls_deg;
  double half_window = 0;            // px
  std::optional<double> magnitudes;  // greatest difference of a pair
  std::size_t candidates = 4;
};

struct Candidate {
  double roll_deg = 0;
  Pixel offset;
  int votes = 0;
};

std::vector<Candidate> vote(const Optics &optics, const Vec3 &sun, std::span<const SkyStar> stars, std::span<const Spot> spots,
                            const Search &search);

}  // namespace corkit::sky
