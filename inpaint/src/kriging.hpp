// The best linear estimate of a hole from the cells around it, given how the corona varies: a learned covariance (kriging).
//
// Notes     1. What is estimated is the logarithm of image / radial profile, or, with context, of image / reference, on cells of 4 pixels
//              along and across the solar radius. Pixels far from the median of their cell (stars, cosmic rays) are left out.
//           2. Covariance of two cells du apart along and dv across the radius (pixels), at distance r0 from the Sun:
//              (r0/350)^amplitude_power [ a1^2 (1 + s1) exp(-s1) + a2^2 exp(-s2) ] + constant, s_c = |(du/along_c, dv/across_c)| with du
//              and dv times (r0/350)^along_power, ^across_power. Fitted to the training images.
//           3. Holes of more than 192 pixels a side, and holes with hardly a cell around them, keep the first guess they have.
#pragma once

#include <vector>

#include "holes.hpp"
#include "network_input.hpp"

namespace corkit::inpaint {

struct Kernel {
  double a1 = 0.0874, along1 = 172.9, across1 = 22.39;
  double a2 = 0.0135, along2 = 49.62, across2 = 42.29;
  double amplitude_power = -2.7177, along_power = -1.1081, across_power = 0.3638;
  double constant = 0.01;
  double noise = 1.2612, floor = 0.004;  // variance of a cell: noise * that of a pixel / pixels + floor^2
};

// Replaces the guess of the scene's missing pixels in the holes named; with context, `alone` gets the estimate that does without. Returns
// the number of holes it estimated.
int krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Kernel &kernel);

}  // namespace corkit::inpaint
