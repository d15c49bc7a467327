// How the corona varies: the covariance that kriging interpolates with, of the logarithm of brightness over the radial profile or over what
// a context image shows.
//
// Notes     Covariance of two cells du apart along and dv across the radius (pixels), at distance r0 from the Sun:
//             g (r0/350)^amplitude_power [ a1^2 (1 + s1) exp(-s1) + a2^2 exp(-s2) ] + constant,  s_c = |(du/along_c, dv/across_c)|
//           with du and dv times (r0/350)^along_power, ^across_power. g is 1, or what the cells around a hole make likely.
#pragma once

#include <vector>

namespace corkit {

struct Covariance {
  double a1 = 0.0874, along1 = 172.9, across1 = 22.39;
  double a2 = 0.0135, along2 = 49.62, across2 = 42.29;
  double amplitude_power = -2.7177, along_power = -1.1081, across_power = 0.3638;
  double constant = 0.01;
  double noise = 1.2612, floor = 0.004;  // variance of a cell: noise * that of a pixel / pixels + floor^2
};

// Fitted to C2 Orange images (inpaint/README.md): of an image, and of its ratio to another one 12 minutes apart.
inline constexpr Covariance kImageCovariance{0.05682716729, 106.9143849,  29.56696854,  0.01897730655, 109.0083949,  1107.295064,
                                             -2.946742694,  -1.503171029, -1.050474551, 0.01,          0.9049702506, 0.001228903348};
inline constexpr Covariance kChangeCovariance{0.005640227124, 92.97186662,  11.80287794,   0.03877976391, 522.3364965, 393.6394271,
                                              -2.947899473,   -1.729982032, -0.8041556843, 0.01,          2.0702997,   0.001462281477};

// By lag, cells of `cell` pixels: element u * nv + v for u along and v across; g = 1, without the constant.
std::vector<double> covariance_table(const Covariance &covariance, double r0, double cell, int nu, int nv);

}  // namespace corkit
