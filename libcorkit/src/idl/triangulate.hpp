// TRIANGULATE: Delaunay triangulations. In a regular grid every cell is a tie, which the oracle's scheme decides.
//
// Notes     1. Oracle::idl divides and conquers (spec/triangulate.md). Two points in one place: Error.
//           2. Oracle::gdl sweeps (spec/level1.md 20.2); the order of equal distances is part of the definition (introsort.hpp). Doubled
//              points are left out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image.hpp"
#include "core/oracle.hpp"

namespace corkit::idl {

struct Triangle {
  int a = 0, b = 0, c = 0;  // indices of the points, counter-clockwise
  friend bool operator==(const Triangle &, const Triangle &) = default;
};

// In the interpreter's order. Fewer than three points or all on one line: Error.
std::vector<Triangle> triangulate(std::span<const double> x, std::span<const double> y, Oracle oracle);

// The two schemes, for points that triangulate() has checked.
std::vector<Triangle> triangulate_idl(std::span<const double> x, std::span<const double> y);
std::vector<Triangle> triangulate_gdl(std::span<const double> x, std::span<const double> y);

// Which way each cell of the grid of nodes (x[k], y[l]) is cut by triangulate(): 0 from (k,l) to (k+1,l+1), 1 from (k+1,l) to
// (k,l+1); one pixel a cell. x and y ascend.
Image<std::uint8_t> grid_diagonals(std::span<const double> x, std::span<const double> y, Oracle oracle);

// Of nx x ny nodes at (x0 + dx*k, y0 + dy*l).
Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx, double y0, double dy, Oracle oracle);
inline Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx, Oracle oracle) {
  return grid_diagonals(nx, ny, x0, dx, x0, dx, oracle);
}

}  // namespace corkit::idl
