// TRIGRID over a regular grid of nodes: the linear surface, and the quintic one of TRI_SURF (quintic.hpp).
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::idl {

// Plane through each triangle's nodes, DOUBLE arithmetic (spec/level1.md 20.4, 20.7). nodes(k,l) lies at (x0 + k*dx, x0 + l*dx);
// cuts from grid_diagonals(). Result nx x ny pixels at integer coordinates; outside the hull 0; pixels on the hull are inside.
Image<double> trigrid_linear(const Image<double> &nodes, double x0, double dx, const Image<std::uint8_t> &cuts, int nx, int ny);

// WARP_TRI's map: nodes(k,l) lies at (k*dx, l*dy); pixels beyond the last node continue the last cell; stored as FLOAT.
Image<float> trigrid_map(const Image<double> &nodes, double dx, double dy, const Image<std::uint8_t> &cuts, int nx, int ny);

}  // namespace corkit::idl
