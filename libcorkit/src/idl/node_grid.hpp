// Where the nodes of a surface lie, and what the surfaces demand of their input.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/image.hpp"

namespace corkit::idl {

// Positions of a rectangular grid's columns or rows.
class Axis {
 public:
  // At first + step*k. Fewer than two nodes, a step that is not positive: Error.
  static Axis regular(int nodes, double first, double step);
  // At ascending positions.
  static Axis at(std::vector<double> positions);

  int nodes() const { return nodes_; }
  double position(int node) const { return irregular() ? positions_[static_cast<std::size_t>(node)] : first_ + step_ * node; }
  double step(int cell) const { return irregular() ? position(cell + 1) - position(cell) : step_; }

  // Cells of equal number have equal steps: 0 for all of a regular axis.
  int kind(int cell) const { return irregular() ? cell : 0; }
  int kinds() const { return irregular() ? nodes_ - 1 : 1; }

  // Where a coordinate falls: in a cell, the fraction s of its step from the lower node; nothing outside the nodes or for NaN.
  struct Place {
    int cell;
    double s;
  };
  std::optional<Place> place(double coordinate) const;

 private:
  Axis(int nodes, double first, double step) : nodes_(nodes), first_(first), step_(step) {}
  explicit Axis(std::vector<double> positions);
  bool irregular() const { return !positions_.empty(); }

  int nodes_;
  double first_ = 0, step_ = 0;    // of a regular axis
  std::vector<double> positions_;  // of another
};

struct NodeGrid {
  Axis x, y;

  static NodeGrid regular(int nx, int ny, double first, double step) {
    return {Axis::regular(nx, first, step), Axis::regular(ny, first, step)};
  }
};

// At least 2 x 2 nodes and one cut for each cell: Error otherwise, naming the routine.
void check_cuts(const char *routine, const Image<double> &nodes, const Image<std::uint8_t> &cuts);
// A position for each node.
void check_grid(const char *routine, const Image<double> &nodes, const NodeGrid &grid);
// Position of the first node and a positive step, finite: Error otherwise.
void check_steps(const char *routine, double x0, double dx);
// A result of nx x ny pixels.
void check_result(const char *routine, int nx, int ny);

}  // namespace corkit::idl
