// What the surfaces over a regular grid of nodes demand of their input.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::idl {

// At least 2 x 2 nodes and one cut for each cell: Error otherwise, naming the routine.
void check_cuts(const char *routine, const Image<double> &nodes, const Image<std::uint8_t> &cuts);
// Position of the first node and a positive step, finite: Error otherwise.
void check_steps(const char *routine, double x0, double dx);
// A result of nx x ny pixels.
void check_result(const char *routine, int nx, int ny);

}  // namespace corkit::idl
