// TRIGRID over a regular grid of nodes: the linear surface, and the quintic one of TRI_SURF (quintic.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit::idl {

// Plane through each triangle's nodes, DOUBLE arithmetic (spec/level1.md 20.4, 20.7). nodes(k,l) lies at (x0 + k*dx, x0 + l*dx);
// cuts from grid_diagonals(). Result nx x ny pixels at integer coordinates; outside the hull 0; pixels on the hull are inside.
Image<double> trigrid_linear(const Image<double> &nodes, double x0, double dx, const Image<std::uint8_t> &cuts, int nx, int ny);

// WARP_TRI's map, a row at a time: nodes(k,l) lies at (k*dx, l*dy); pixels beyond the last node continue the last cell; FLOAT.
class MapRows {
 public:
  MapRows(Image<double> nodes, double dx, double dy, Image<std::uint8_t> cuts, int nx, int ny);

  int nx() const { return nx_; }
  int ny() const { return static_cast<int>(rows_.size()); }
  void row(int y, float *to, InstructionSet set) const;

 private:
  struct Row {
    int cell;
    double v;  // fraction of the way to the next node
  };

  Image<double> nodes_;
  Image<std::uint8_t> cuts_;
  int nx_;
  std::vector<int> first_column_;  // of each column of cells; one more at the end
  std::vector<double> u_;          // of each column
  std::vector<Row> rows_;
};

// All rows.
Image<float> trigrid_map(const Image<double> &nodes, double dx, double dy, const Image<std::uint8_t> &cuts, int nx, int ny);

}  // namespace corkit::idl
