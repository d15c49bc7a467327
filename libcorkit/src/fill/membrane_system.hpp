// The linear system of a membrane: which pixels pull at which, and its solution.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit {

// Two neighbours in the sense of fill/anisotropy.hpp, of which at least a is missing. Pixels are numbered y*nx + x.
struct MembraneEdge {
  std::size_t a = 0, b = 0;
  double weight = 0;
};

// A set of missing pixels connected by edges, and everything measured that they touch.
struct MembraneHole {
  std::vector<std::size_t> pixels;  // ascending
  std::vector<MembraneEdge> edges;
  bool anchored = false;  // touches a measured pixel
};

// In the order of their first pixels.
std::vector<MembraneHole> membrane_holes(const Image<std::uint8_t> &state, double sun_x, double sun_y, double anisotropy);

// u of hole.pixels, given u of the measured pixels it touches (value[k] for pixel k). The hole must be anchored.
std::vector<double> solve_membrane(const MembraneHole &hole, const Image<std::uint8_t> &state, const Image<double> &value);

}  // namespace corkit
