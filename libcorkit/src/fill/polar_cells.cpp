#include "fill/polar_cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/distance.hpp"

namespace corkit {
namespace {

constexpr int kLargest = 192;  // pixels a side of a hole
constexpr std::size_t kFewestInCell = 5, kFewestPixels = 100;
constexpr double kOutlier = 4;  // deviations

double upper_median(std::vector<double> &values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

PixelBox box_of(const std::vector<std::size_t> &hole, int nx) {
  PixelBox box{std::numeric_limits<int>::max(), std::numeric_limits<int>::max(), -1, -1};
  for (const std::size_t k : hole) {
    const int x = static_cast<int>(k % static_cast<std::size_t>(nx)), y = static_cast<int>(k / static_cast<std::size_t>(nx));
    box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
  }
  return box;
}

}  // namespace

bool PolarCells::locate(double x, double y, double &u, double &v) const {
  const double dx = x - sun_x, dy = y - sun_y;
  const double turn = std::remainder(std::atan2(dy, dx) - angle0, 2 * std::numbers::pi);
  u = (distance(dx, dy) - r0) / kCellPixels - u0;
  v = turn * r0 / kCellPixels - v0;
  return u > -0.5 && v > -0.5 && u < nu - 0.5 && v < nv - 0.5;
}

std::optional<PolarCells> cells_over(const std::vector<std::size_t> &hole, int nx, double sun_x, double sun_y, int along, int across) {
  if (hole.empty()) return std::nullopt;
  const PixelBox box = box_of(hole, nx);
  if (box.x1 - box.x0 >= kLargest || box.y1 - box.y0 >= kLargest) return std::nullopt;
  const double cx = (box.x0 + box.x1) / 2.0 - sun_x, cy = (box.y0 + box.y1) / 2.0 - sun_y;
  PolarCells cells{sun_x, sun_y, distance(cx, cy), std::atan2(cy, cx), 0, 0, 0, 0};
  if (cells.r0 < kLargest / 2.0) return std::nullopt;
  double low_u = HUGE_VAL, high_u = -HUGE_VAL, low_v = HUGE_VAL, high_v = -HUGE_VAL;
  for (const std::size_t k : hole) {
    double u = 0, v = 0;
    cells.locate(static_cast<double>(k % static_cast<std::size_t>(nx)), static_cast<double>(k / static_cast<std::size_t>(nx)), u, v);
    low_u = std::min(low_u, u);
    high_u = std::max(high_u, u);
    low_v = std::min(low_v, v);
    high_v = std::max(high_v, v);
  }
  cells.u0 = std::floor(low_u) - along;
  cells.v0 = std::floor(low_v) - across;
  cells.nu = static_cast<int>(std::ceil(high_u) - cells.u0) + along + 1;
  cells.nv = static_cast<int>(std::ceil(high_v) - cells.v0) + across + 1;
  return cells;
}

PixelBox pixels_of(const PolarCells &cells, int nx, int ny) {
  PixelBox box{nx, ny, -1, -1};
  // Along the rim of the cells, two points a cell: between two of them it bulges by less than a pixel.
  const auto see = [&](double u, double v) {
    const double r = cells.r0 + (cells.u0 + u) * kCellPixels, angle = cells.angle0 + (cells.v0 + v) * kCellPixels / cells.r0;
    const double x = cells.sun_x + r * std::cos(angle), y = cells.sun_y + r * std::sin(angle);
    box = {std::min(box.x0, static_cast<int>(std::floor(x)) - 1), std::min(box.y0, static_cast<int>(std::floor(y)) - 1),
           std::max(box.x1, static_cast<int>(std::ceil(x)) + 1), std::max(box.y1, static_cast<int>(std::ceil(y)) + 1)};
  };
  for (int k = 0; k <= 2 * cells.nu; ++k) {
    see(k / 2.0 - 0.5, -0.5);
    see(k / 2.0 - 0.5, cells.nv - 0.5);
  }
  for (int k = 0; k <= 2 * cells.nv; ++k) {
    see(-0.5, k / 2.0 - 0.5);
    see(cells.nu - 0.5, k / 2.0 - 0.5);
  }
  return {std::max(box.x0, 0), std::max(box.y0, 0), std::min(box.x1, nx - 1), std::min(box.y1, ny - 1)};
}

bool average_cells(const PolarCells &cells, const Image<double> &image, const Image<std::uint8_t> *use, std::uint8_t wanted,
                   const RadialProfile &profile, CellValues &out, double least_variance) {
  std::vector<std::vector<double>> logs(cells.size());
  const PixelBox box = pixels_of(cells, image.nx(), image.ny());
  for (int y = box.y0; y <= box.y1; ++y) {
    for (int x = box.x0; x <= box.x1; ++x) {
      double u = 0, v = 0;
      if (!(image(x, y) > 0) || !std::isfinite(image(x, y)) || (use != nullptr && (*use)(x, y) != wanted) || !cells.locate(x, y, u, v))
        continue;
      const double p = profile(std::max(1.0, distance(x - cells.sun_x, y - cells.sun_y)));
      logs[cells.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)))].push_back(std::log(image(x, y) / p));
    }
  }
  std::vector<double> medians(logs.size(), 0), deviations;
  for (std::size_t k = 0; k < logs.size(); ++k) {
    if (logs[k].size() < kFewestInCell) continue;
    medians[k] = upper_median(logs[k]);
    for (const double q : logs[k]) deviations.push_back(std::abs(q - medians[k]));
  }
  if (deviations.size() < kFewestPixels) return false;
  const double own = 1.4826 * upper_median(deviations), sigma = std::max(own, std::sqrt(least_variance));
  out.pixel_variance = own * own;
  out.value.assign(logs.size(), 0);
  out.count.assign(logs.size(), 0);
  out.pixels.assign(logs.size(), 0);
  for (std::size_t k = 0; k < logs.size(); ++k) {
    out.pixels[k] = logs[k].size();
    if (logs[k].size() < kFewestInCell) continue;
    for (const double q : logs[k]) {
      if (std::abs(q - medians[k]) > kOutlier * sigma) continue;
      out.value[k] += q;
      out.count[k] += 1;
    }
    if (out.count[k] > 0) out.value[k] /= out.count[k];
  }
  return true;
}

double read_cells(const PolarCells &cells, const std::vector<double> &field, double u, double v) {
  const double a = std::clamp(u, 0.0, cells.nu - 1.0), b = std::clamp(v, 0.0, cells.nv - 1.0);
  const int i = std::min(static_cast<int>(a), cells.nu - 2), j = std::min(static_cast<int>(b), cells.nv - 2);
  const double fa = a - i, fb = b - j;
  return (1 - fa) * ((1 - fb) * field[cells.index(i, j)] + fb * field[cells.index(i, j + 1)]) +
         fa * ((1 - fb) * field[cells.index(i + 1, j)] + fb * field[cells.index(i + 1, j + 1)]);
}

}  // namespace corkit
