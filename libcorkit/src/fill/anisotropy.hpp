// A diffusion tensor as a sum over pixel offsets with weights that are never negative.
//
// Given     D = [xx xy; xy yy], symmetric and positive definite
// Returned  three offsets e and weights w >= 0 with D = sum w e e^T
// References  E. Selling, J. reine angew. Math. 77 (1874) 143; J. Fehrenbach, J.-M. Mirebeau, J. Math. Imaging Vis. 49 (2014) 123
// Notes     on a grid, sum w (u(x+e) - 2u(x) + u(x-e)) is then div(D grad u) and the matrix of the system an M-matrix, for any direction
//           of the tensor; the price is offsets of up to about the square root of its anisotropy.
#pragma once

#include <array>

namespace corkit {

struct WeightedOffset {
  int x = 0, y = 0;
  double weight = 0;
};

std::array<WeightedOffset, 3> selling_offsets(double xx, double xy, double yy);

// D of diffusion 1 across and `ratio` along the direction (dx, dy); isotropic for (0, 0).
std::array<WeightedOffset, 3> radial_offsets(double dx, double dy, double ratio);

}  // namespace corkit
