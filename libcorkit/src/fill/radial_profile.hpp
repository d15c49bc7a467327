// Mean brightness as a function of the distance from the Sun's centre.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit {

// Between the rings (one pixel wide) the profile follows a power law of r; inside the first and beyond the last ring with data it is
// constant. A mean that is not well above 0 is replaced by a floor, so that images can be divided by the profile; without any positive
// mean the profile is 1.
class RadialProfile {
 public:
  // Of the measured pixels. Rings outside [r_first, r_last] are not looked at.
  RadialProfile(const Image<double> &image, const Image<std::uint8_t> &state, double sun_x, double sun_y, double r_first, double r_last);

  double operator()(double r) const;

 private:
  struct Ring {
    double log_r, log_mean;
  };
  std::vector<Ring> rings_;
};

}  // namespace corkit
