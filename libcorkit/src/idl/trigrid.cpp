// TRIGRID over a regular grid of nodes, linear.
//
// Given     nodes at (x0 + k*dx, x0 + l*dx), or (k*dx, l*dy) for the map; cuts: how each cell is divided (grid_diagonals)
// Returned  the plane through each triangle's nodes at integer pixels
// Notes     1. The order of the sums is that of the reference warp maps (1e-5 pixel) and of the products made with them.
//           2. On a cell's diagonal both triangles give the same value. MapRows computes both planes for all pixels of a cell and takes
//           one:
//              without branches, for vector registers.
#include "idl/trigrid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "idl/node_grid.hpp"

namespace corkit::idl {

namespace {

struct CellPlace {
  int cell;         // node below
  double fraction;  // of the way to the next node
  bool inside;      // between the first and the last node, both included
};

std::vector<CellPlace> cell_places(int pixels, int nodes, double x0, double dx) {
  std::vector<CellPlace> all(static_cast<std::size_t>(pixels));
  int pixel = 0;
  for (CellPlace &place : all) {
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

Image<double> planes(const Image<double> &nodes, const Image<std::uint8_t> &cuts, const std::vector<CellPlace> &columns,
                     const std::vector<CellPlace> &rows) {
  auto out = Image<double>::uninitialized(static_cast<int>(columns.size()), static_cast<int>(rows.size()));
  double *to = out.data();
  for (const CellPlace &row : rows) {
    const double *lower = nodes.row(row.cell);
    const double *upper = nodes.row(row.cell + 1);
    const std::uint8_t *cut = cuts.row(row.cell);
    for (const CellPlace &column : columns) {
      const int k = column.cell;
      *to++ = column.inside && row.inside
                  ? on_planes(lower[k], lower[k + 1], upper[k], upper[k + 1], cut[k] == 0, column.fraction, row.fraction)
                  : 0.0;
    }
  }
  return out;
}

// on_planes() of pixels in one row of one cell, in the same order of operations; u: their fractions.
CORKIT_INLINED void row_on_planes(double z00, double z10, double z01, double z11, bool rising, const double *u, double v, float *to,
                                  int pixels) {
  if (rising) {
    const double slope = z10 - z00;
    const double rise = v * (z11 - z10);
    const double other_start = z00 + v * (z01 - z00);
    const double other_slope = z11 - z01;
    for (int k = 0; k < pixels; ++k) {
      const double one = z00 + u[k] * slope + rise;
      const double other = other_start + u[k] * other_slope;
      to[k] = static_cast<float>(v <= u[k] ? one : other);
    }
  } else {
    const double slope = z10 - z00;
    const double rise = v * (z01 - z00);
    const double other_slope = z01 - z11;
    const double other_rise = (1 - v) * (z10 - z11);
    for (int k = 0; k < pixels; ++k) {
      const double one = z00 + u[k] * slope + rise;
      const double other = z11 + (1 - u[k]) * other_slope + other_rise;
      to[k] = static_cast<float>(u[k] + v <= 1 ? one : other);
    }
  }
}

}  // namespace

Image<double> trigrid_linear(const Image<double> &nodes, double x0, double dx, const Image<std::uint8_t> &cuts, int nx, int ny) {
  check_cuts("TRIGRID", nodes, cuts);
  check_steps("TRIGRID", x0, dx);
  check_result("TRIGRID", nx, ny);
  return planes(nodes, cuts, cell_places(nx, nodes.nx(), x0, dx), cell_places(ny, nodes.ny(), x0, dx));
}

MapRows::MapRows(Image<double> nodes, double dx, double dy, Image<std::uint8_t> cuts, int nx, int ny)
    : nodes_(std::move(nodes)), cuts_(std::move(cuts)), nx_(nx) {
  check_cuts("WARP_TRI", nodes_, cuts_);
  check_steps("WARP_TRI", 0, dx);
  check_steps("WARP_TRI", 0, dy);
  check_result("WARP_TRI", nx, ny);
  const auto columns = cell_places(nx, nodes_.nx(), 0, dx);
  for (const CellPlace &column : columns) {
    while (static_cast<int>(first_column_.size()) <= column.cell) first_column_.push_back(static_cast<int>(u_.size()));
    u_.push_back(column.fraction);
  }
  first_column_.push_back(nx);
  for (const CellPlace &row : cell_places(ny, nodes_.ny(), 0, dy)) rows_.push_back({row.cell, row.fraction});
}

void MapRows::row(int y, float *to, InstructionSet set) const {
  const Row at = rows_[static_cast<std::size_t>(y)];
  const double *lower = nodes_.row(at.cell);
  const double *upper = nodes_.row(at.cell + 1);
  const std::uint8_t *cut = cuts_.row(at.cell);
  run_with(set, [&]() CORKIT_INLINED_LAMBDA {
    for (std::size_t k = 0; k + 1 < first_column_.size(); ++k) {
      const int first = first_column_[k];
      row_on_planes(lower[k], lower[k + 1], upper[k], upper[k + 1], cut[k] == 0, u_.data() + first, at.v, to + first,
                    first_column_[k + 1] - first);
    }
  });
}

Image<float> trigrid_map(const Image<double> &nodes, double dx, double dy, const Image<std::uint8_t> &cuts, int nx, int ny) {
  const MapRows rows(nodes, dx, dy, cuts, nx, ny);
  auto map = Image<float>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) rows.row(y, map.row(y), best_instruction_set());
  return map;
}

}  // namespace corkit::idl
