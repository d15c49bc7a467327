// A hole's surroundings on cells of 4 pixels along and across the solar radius.
//
// Notes     1. Cell (u, v), u along and v across the radius, is at r0 + 4 (u0 + u) pixels from the Sun's centre; across, cells are 4 pixels
// wide
//              at r0.
//           2. A cell's value is the mean over its pixels of log(image / radial profile); pixels far from the median of their cell (stars,
//              cosmic rays) are left out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/image.hpp"
#include "fill/radial_profile.hpp"

namespace corkit {

inline constexpr double kCellPixels = 4;

struct PolarCells {
  double sun_x = 0, sun_y = 0, r0 = 0, angle0 = 0;
  double u0 = 0, v0 = 0;
  int nu = 0, nv = 0;

  std::size_t size() const { return static_cast<std::size_t>(nu) * static_cast<std::size_t>(nv); }
  std::size_t index(int u, int v) const { return static_cast<std::size_t>(u) * static_cast<std::size_t>(nv) + static_cast<std::size_t>(v); }
  // Place of a pixel; false when it is in no cell.
  bool locate(double x, double y, double &u, double &v) const;
};

struct CellValues {
  std::vector<double> value, count;  // of the pixels used
  std::vector<std::size_t> pixels;   // with a value, outliers among them
  double pixel_variance = 0;         // of the logarithm, one pixel
};

// Pixels x0 ... x1, y0 ... y1.
struct PixelBox {
  int x0 = 0, y0 = 0, x1 = -1, y1 = -1;
};

// Cells over a hole, `along` and `across` cells more on either side. None for an empty hole, one of more than 192 pixels a side, or one too
// near the Sun's centre.
std::optional<PolarCells> cells_over(const std::vector<std::size_t> &hole, int nx, double sun_x, double sun_y, int along, int across);
// Pixels that may lie in cells.
PixelBox pixels_of(const PolarCells &cells, int nx, int ny);
// Of the pixels that have a value above 0 (`use` null), or of those among them where *use is `wanted`. False with hardly a pixel.
// least_variance: of a pixel, for the limit of outliers; a smoothed image has hardly a scatter of its own.
bool average_cells(const PolarCells &cells, const Image<double> &image, const Image<std::uint8_t> *use, std::uint8_t wanted,
                   const RadialProfile &profile, CellValues &out, double least_variance = 0);
// Bilinear, clamped to the cells.
double read_cells(const PolarCells &cells, const std::vector<double> &field, double u, double v);

}  // namespace corkit
