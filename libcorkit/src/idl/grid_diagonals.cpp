// The diagonals TRIANGULATE chooses in a rectangular grid, where every cell is a tie.
//
// Given     nodes at (x[k], y[l]), ascending
// Returned  one cut a cell: 0 rising (k,l)-(k+1,l+1), 1 falling (k+1,l)-(k,l+1)
#include <algorithm>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "idl/triangulate.hpp"

namespace corkit::idl {

namespace {

constexpr int kLongest = 4096;

void check_sides(int nx, int ny) {
  if (nx < 2 || ny < 2 || nx > kLongest || ny > kLongest)
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: a grid of " + std::to_string(nx) + " x " + std::to_string(ny) +
                                           " nodes; each side must have 2 to " + std::to_string(kLongest));
}

bool ascends(std::span<const double> positions) {
  return std::adjacent_find(positions.begin(), positions.end(), [](double a, double b) { return !(a < b); }) == positions.end();
}

std::vector<double> equally_spaced(int nodes, double first, double step) {
  std::vector<double> positions(static_cast<std::size_t>(nodes));
  for (int k = 0; k < nodes; ++k) positions[static_cast<std::size_t>(k)] = first + step * k;
  return positions;
}

}  // namespace

Image<std::uint8_t> grid_diagonals(std::span<const double> x, std::span<const double> y, Oracle oracle) {
  constexpr auto counted = [](std::span<const double> positions) {
    return static_cast<int>(std::min(positions.size(), std::size_t{kLongest} + 1));
  };
  const int nx = counted(x);
  const int ny = counted(y);
  check_sides(nx, ny);
  if (!ascends(x) || !ascends(y))
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: the positions of the grid's nodes do not ascend; give them in order, each once");
  std::vector<double> all_x, all_y;
  for (const double at_y : y)
    for (const double at_x : x) {
      all_x.push_back(at_x);
      all_y.push_back(at_y);
    }

  constexpr std::uint8_t undecided = 2;
  Image<std::uint8_t> cuts(nx - 1, ny - 1, undecided);
  for (const Triangle &triangle : triangulate(all_x, all_y, oracle)) {
    const int k = std::min({triangle.a % nx, triangle.b % nx, triangle.c % nx});
    const int l = std::min({triangle.a / nx, triangle.b / nx, triangle.c / nx});
    const int corner = k + nx * l;
    const auto has = [&](int node) { return triangle.a == node || triangle.b == node || triangle.c == node; };
    const bool rising = has(corner) && has(corner + nx + 1);
    const bool falling = has(corner + 1) && has(corner + nx);
    if (k < nx - 1 && l < ny - 1 && rising != falling) cuts(k, l) = rising ? 0 : 1;
  }
  if (std::find(cuts.begin(), cuts.end(), undecided) != cuts.end())
    throw Error(CORKIT_ERROR_INTERNAL,
                "TRIANGULATE: a cell of the rectangular grid was not cut in two; please report the positions of its nodes");
  return cuts;
}

Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx, double y0, double dy, Oracle oracle) {
  check_sides(nx, ny);
  return grid_diagonals(equally_spaced(nx, x0, dx), equally_spaced(ny, y0, dy), oracle);
}

}  // namespace corkit::idl
