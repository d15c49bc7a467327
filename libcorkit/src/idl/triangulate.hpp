// TRIANGULATE: Delaunay triangulation by the sweep-hull scheme, ties as GDL's (spec/level1.md 20.2).
//
// Notes     the order of equal distances is that of libstdc++'s std::sort; it decides the diagonals on the axes of a regular
//           grid, so that sort is part of the definition.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image.hpp"

namespace corkit::idl {

struct Triangle {
  int a = 0, b = 0, c = 0;  // indices of the points
  friend bool operator==(const Triangle &, const Triangle &) = default;
};

// In order of creation. Fewer than three points or all on one line: Error.
std::vector<Triangle> triangulate(std::span<const double> x, std::span<const double> y);

// Which way each cell of a regular nx x ny grid is cut by triangulate(): 0 from (k,l) to (k+1,l+1), 1 from (k+1,l) to
// (k,l+1); an (nx-1) x (ny-1) image. x0, y0 and dx, dy: position of the first node and steps, as they enter the sort.
Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx, double y0, double dy);
inline Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx) { return grid_diagonals(nx, ny, x0, dx, x0, dx); }

}  // namespace corkit::idl
