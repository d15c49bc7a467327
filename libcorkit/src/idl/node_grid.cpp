// Axes of rectangular grids; checks shared by TRIGRID and TRI_SURF.
#include "idl/node_grid.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/error.hpp"

namespace corkit::idl {

namespace {

template <class T>
std::string shape(const Image<T> &image) {
  return std::to_string(image.nx()) + " x " + std::to_string(image.ny());
}

void check_count(int nodes) {
  if (nodes < 2) throw Error(CORKIT_ERROR_ARGUMENT, "TRI_SURF: " + std::to_string(nodes) + " nodes along an axis; give at least two");
}

}  // namespace

Axis Axis::regular(int nodes, double first, double step) {
  check_count(nodes);
  check_steps("TRI_SURF", first, step);
  return {nodes, first, step};
}

Axis::Axis(std::vector<double> positions) : nodes_(static_cast<int>(positions.size())), positions_(std::move(positions)) {
  check_count(nodes_);
  const auto descends = [](double a, double b) { return !(a < b); };
  if (std::adjacent_find(positions_.begin(), positions_.end(), descends) != positions_.end() || !std::isfinite(positions_.front()) ||
      !std::isfinite(positions_.back()))
    throw Error(CORKIT_ERROR_ARGUMENT,
                "TRI_SURF: the positions of the nodes do not ascend or are not finite; give them in order, each once");
}

Axis Axis::at(std::vector<double> positions) { return Axis(std::move(positions)); }

std::optional<Axis::Place> Axis::place(double coordinate) const {
  if (irregular()) {
    if (!(coordinate >= positions_.front() && coordinate <= positions_.back())) return std::nullopt;
    const auto above = std::upper_bound(positions_.begin(), positions_.end() - 1, coordinate);
    const int cell = static_cast<int>(above - positions_.begin()) - 1;
    return Place{cell, (coordinate - position(cell)) / step(cell)};
  }
  const double steps = (coordinate - first_) / step_;
  if (!(steps >= 0 && steps <= nodes_ - 1)) return std::nullopt;
  const int cell = std::min(static_cast<int>(steps), nodes_ - 2);
  return Place{cell, steps - cell};
}

void check_cuts(const char *routine, const Image<double> &nodes, const Image<std::uint8_t> &cuts) {
  if (nodes.nx() < 2 || nodes.ny() < 2)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": " + shape(nodes) + " nodes make no surface; give at least 2 x 2");
  if (cuts.nx() != nodes.nx() - 1 || cuts.ny() != nodes.ny() - 1)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": " + shape(cuts) + " cuts for " + shape(nodes) +
                                           " nodes; give one for each cell, as grid_diagonals does");
}

void check_grid(const char *routine, const Image<double> &nodes, const NodeGrid &grid) {
  if (nodes.nx() != grid.x.nodes() || nodes.ny() != grid.y.nodes())
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": positions of " + std::to_string(grid.x.nodes()) + " x " +
                                           std::to_string(grid.y.nodes()) + " nodes for " + shape(nodes) + " values; give one for each");
}

void check_steps(const char *routine, double x0, double dx) {
  if (!std::isfinite(x0) || !std::isfinite(dx) || !(dx > 0))
    throw Error(CORKIT_ERROR_ARGUMENT,
                std::string(routine) + ": the nodes' origin or step is not usable; give a finite origin and a positive step");
}

void check_result(const char *routine, int nx, int ny) {
  if (nx < 1 || ny < 1)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": a result of " + std::to_string(nx) + " x " + std::to_string(ny) +
                                           " pixels; give at least one pixel");
}

}  // namespace corkit::idl
