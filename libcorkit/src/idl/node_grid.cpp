// Checks shared by TRIGRID and TRI_SURF.
#include "idl/node_grid.hpp"

#include <cmath>
#include <string>

#include "core/error.hpp"

namespace corkit::idl {

namespace {

template <class T>
std::string shape(const Image<T> &image) {
  return std::to_string(image.nx()) + " x " + std::to_string(image.ny());
}

}  // namespace

void check_cuts(const char *routine, const Image<double> &nodes, const Image<std::uint8_t> &cuts) {
  if (nodes.nx() < 2 || nodes.ny() < 2)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": " + shape(nodes) + " nodes make no surface; give at least 2 x 2");
  if (cuts.nx() != nodes.nx() - 1 || cuts.ny() != nodes.ny() - 1)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": " + shape(cuts) + " cuts for " + shape(nodes) +
                                           " nodes; give one for each cell, as grid_diagonals does");
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
