// A hole and its surroundings on cells of 4 pixels along and across the solar radius: what kriging works on.
//
// Notes     1. A cell's value is the mean of the logarithm of image / radial profile, or, with context, of image / reference, over its
//              measured pixels. Pixels far from the median of their cell (stars, cosmic rays) are left out.
//           2. known: cells measured well enough, within four cells of the hole; wanted: the hole's cells and two around it.
#pragma once

#include <optional>
#include <vector>

#include "holes.hpp"
#include "network_input.hpp"

namespace corkit::inpaint {

struct HoleCells {
  PolarGrid grid;                      // n unused
  double i0 = 0, j0 = 0;               // place of cell (0, 0) in grid's cells
  int nu = 0, nv = 0;                  // along, across
  std::vector<double> value, count;    // of its measured pixels without outliers
  std::vector<double> missing, total;  // pixels
  double pixel_variance = 0;           // of the logarithm, one pixel
  std::vector<std::size_t> known, wanted;

  std::size_t index(int u, int v) const { return static_cast<std::size_t>(u) * static_cast<std::size_t>(nv) + static_cast<std::size_t>(v); }
  // Place of a pixel; false outside.
  bool locate(double x, double y, double &v, double &u) const;
};

// None for holes of more than 192 pixels a side, too near the Sun's centre, or with hardly a measured pixel around them.
std::optional<HoleCells> hole_cells(const Scene &scene, const RadialProfile &profile, const Box &hole);

// Values and counts of the same cells in another scene, one in which the hole was measured.
bool bin_into(HoleCells &cells, const Scene &scene, const RadialProfile &profile, const Box &hole);

// What the image is divided by at a pixel; none where the reference has no value.
std::optional<double> base_of(const Scene &scene, const RadialProfile &profile, int x, int y);

inline bool is_missing(const Scene &scene, int x, int y) { return scene.known(x, y) != 0 && scene.measured(x, y) == 0; }

}  // namespace corkit::inpaint
