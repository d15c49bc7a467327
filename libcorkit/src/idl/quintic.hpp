// TRIGRID /QUINTIC over a rectangular grid of nodes: Akima's quintic on each triangle, derivatives by Renka's global method.
//
// Follows   H. Akima 1978, TOMS 4, 148 (the polynomial); R. J. Renka & A. K. Cline 1984, Rocky Mountain J. Math. 14, 223
//           (gradients); spec/quintic.md
// Notes     1. Second derivatives: the gradient method applied to the gradients, the two mixed ones averaged.
//           2. Numbers that IDL printed of such surfaces come back (tests/parity/idl/idl_numbers.cpp); other second derivatives, or
//              coordinates scaled to the unit square, miss them.
//           3. IDL iterates until the gradients change by less than an absolute limit, between 1.1e-6 and 3.0e-6. Of images in DN/s
//              that is below 1e-6 DN/s from the exact minimum, which is taken here; of data of 1e-25 it is one sweep.
#pragma once

#include <cstdint>

#include "core/image.hpp"
#include "idl/node_grid.hpp"

namespace corkit::idl {

struct Derivatives {
  Image<double> zx, zy, zxx, zxy, zyy;  // at the nodes
};

struct Gradients {
  Image<double> zx, zy;
};

// Instead of a number of sweeps: the exact minimum.
inline constexpr int kConverged = 0;

// Renka's global gradients. sweeps: of Gauss and Seidel's iteration in the order of the nodes, x fastest, from zero.
Gradients renka_gradients(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps = kConverged);
Derivatives renka_derivatives(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps = kConverged);

// Value of the surface at (x, y), given derivatives; 0 outside the hull.
double quintic_at(const Image<double> &nodes, const Derivatives &derivatives, const NodeGrid &grid, const Image<std::uint8_t> &cuts,
                  double x, double y);

// TRI_SURF at integer pixels 0..nx-1, 0..ny-1 with estimated derivatives; 0 outside the hull.
Image<double> trigrid_quintic(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int nx, int ny);
// The same at the pixels where wanted is not 0, and 0 at the others.
Image<double> trigrid_quintic(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts,
                              const Image<std::uint8_t> &wanted);

}  // namespace corkit::idl
