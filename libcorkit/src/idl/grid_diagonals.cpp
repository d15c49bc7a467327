// The diagonals TRIANGULATE chooses in a regular grid, where every cell is a tie.
//
// Given     nx x ny nodes at (x0 + k*dx, y0 + l*dy)
// Returned  (nx-1) x (ny-1) cuts, 0 rising (k,l)-(k+1,l+1), 1 falling (k+1,l)-(k,l+1)
#include <algorithm>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "idl/triangulate.hpp"

namespace corkit::idl {

Image<std::uint8_t> grid_diagonals(int nx, int ny, double x0, double dx, double y0, double dy) {
  constexpr int longest = 4096;
  if (nx < 2 || ny < 2 || nx > longest || ny > longest)
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: a grid of " + std::to_string(nx) + " x " + std::to_string(ny) +
                                           " nodes; each side must have 2 to " + std::to_string(longest));
  std::vector<double> x, y;
  for (int l = 0; l < ny; ++l)
    for (int k = 0; k < nx; ++k) {
      x.push_back(x0 + dx * k);
      y.push_back(y0 + dy * l);
    }

  constexpr std::uint8_t undecided = 2;
  Image<std::uint8_t> cuts(nx - 1, ny - 1, undecided);
  for (const Triangle &triangle : triangulate(x, y)) {
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
                "TRIANGULATE: a cell of the regular grid was not cut in two; please report the grid's size and steps");
  return cuts;
}

}  // namespace corkit::idl
