// TRIGRID /QUINTIC over a regular grid of nodes: Akima's quintic on each triangle, derivatives by Renka's global method.
//
// Follows   H. Akima 1978, TOMS 4, 148 (the polynomial); R. J. Renka & A. K. Cline 1984, Rocky Mountain J. Math. 14, 223
//           (gradients); spec/quintic.md
// Notes     1. Second derivatives: the gradient method applied to the gradients, the two mixed ones averaged (our choice; IDL's is
//           unknown, effect 0.05 % of the fill). 2. No IDL output exists to compare with; see docs/parity.md.
#pragma once

#include <array>
#include <cstdint>

#include "core/image.hpp"

namespace corkit::idl {

struct Derivatives {
  Image<double> zx, zy, zxx, zxy, zyy;  // at the nodes
};

struct Gradients {
  Image<double> zx, zy;
};

// Renka's global gradients (the exact minimum, not a number of sweeps) of nodes spaced by dx.
Gradients renka_gradients(const Image<double> &nodes, double dx, const Image<std::uint8_t> &cuts);
Derivatives renka_derivatives(const Image<double> &nodes, double dx, const Image<std::uint8_t> &cuts);

// Value of the surface at (x, y), given derivatives; 0 outside the hull.
double quintic_at(const Image<double> &nodes, const Derivatives &derivatives, double x0, double dx, const Image<std::uint8_t> &cuts,
                  double x, double y);

// TRI_SURF at integer pixels 0..nx-1, 0..ny-1 with estimated derivatives; 0 outside the hull.
Image<double> trigrid_quintic(const Image<double> &nodes, double x0, double dx, const Image<std::uint8_t> &cuts, int nx, int ny);

}  // namespace corkit::idl
