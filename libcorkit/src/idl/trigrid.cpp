// TRIGRID over a regular grid of nodes, linear.
//
// Given     nodes at (x0 + k*dx, x0 + l*dx), or (k*dx, l*dy) for the map; cuts: how each cell is divided (grid_diagonals)
// Returned  the plane through each triangle's nodes at integer pixels
// Notes     1. The order of the sums is that of the reference warp maps (1e-5 pixel) and of the products made with them.
//           2. On a cell's diagonal both triangles give the same value.
#include "idl/trigrid.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "idl/node_grid.hpp"

namespace corkit::idl {

namespace {

struct Place {
  int cell;         // node below
  double fraction;  // of the way to the next node
  bool inside;      // between the first and the last node, both included
};

std::vector<Place> places(int pixels, int nodes, double x0, double dx) {
  std::vector<Place> all(static_cast<std::size_t>(pixels));
  int pixel = 0;
  for (Place &place : all) {
    const double steps = std::floor((pixel - x0) / dx);
    const int cell = static_cast<int>(std::clamp(steps, 0.0, static_cast<double>(nodes - 2)));
    const double last = x0 + dx * (nodes - 1);
    place = {cell, (pixel - (x0 + dx * cell)) / dx, pixel >= x0 && pixel <= last};
    ++pixel;
  }
  return all;
}

double on_planes(double z00, double z10, double z01, double z11, bool rising, double u, double v) {
  if (rising) return v <= u ? z00 + u * (z10 - z00) + v * (z11 - z10) : z00 + v * (z01 - z00) + u * (z11 - z01);
  return u + v <= 1 ? z00 + u * (z10 - z00) + v * (z01 - z00) : z11 + (1 - u) * (z01 - z11) + (1 - v) * (z10 - z11);
}

enum class Beyond { zero, extend };

template <class T>
Image<T> planes(const Image<double> &nodes, const Image<std::uint8_t> &cuts, const std::vector<Place> &columns,
                const std::vector<Place> &rows, Beyond beyond) {
  auto out = Image<T>::uninitialized(static_cast<int>(columns.size()), static_cast<int>(rows.size()));
  T *to = out.data();
  for (const Place &row : rows) {
    const double *lower = nodes.row(row.cell);
    const double *upper = nodes.row(row.cell + 1);
    const std::uint8_t *cut = cuts.row(row.cell);
    for (const Place &column : columns) {
      const int k = column.cell;
      const bool wanted = beyond == Beyond::extend || (column.inside && row.inside);
      *to++ = wanted ? static_cast<T>(on_planes(lower[k], lower[k + 1], upper[k], upper[k + 1], cut[k] == 0, column.fraction, row.fraction))
                     : T{0};
    }
  }
  return out;
}

}  // namespace

Image<double> trigrid_linear(const Image<double> &nodes, double x0, double dx, const Image<std::uint8_t> &cuts, int nx, int ny) {
  check_cuts("TRIGRID", nodes, cuts);
  check_steps("TRIGRID", x0, dx);
  check_result("TRIGRID", nx, ny);
  return planes<double>(nodes, cuts, places(nx, nodes.nx(), x0, dx), places(ny, nodes.ny(), x0, dx), Beyond::zero);
}

Image<float> trigrid_map(const Image<double> &nodes, double dx, double dy, const Image<std::uint8_t> &cuts, int nx, int ny) {
  check_cuts("WARP_TRI", nodes, cuts);
  check_steps("WARP_TRI", 0, dx);
  check_steps("WARP_TRI", 0, dy);
  check_result("WARP_TRI", nx, ny);
  return planes<float>(nodes, cuts, places(nx, nodes.nx(), 0, dx), places(ny, nodes.ny(), 0, dy), Beyond::extend);
}

}  // namespace corkit::idl
