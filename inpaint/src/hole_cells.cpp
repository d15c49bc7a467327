#include "hole_cells.hpp"

#include <algorithm>
#include <cmath>

#include "median.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kCell = 4;    // pixels
constexpr int kMargin = 8;     // cells around the hole that are binned
constexpr int kReach = 4;      // cells around the hole that are used
constexpr int kLargest = 192;  // pixels a side of a hole
constexpr std::size_t kFewestInCell = 5;
constexpr double kOutlier = 4;  // deviations

bool lay_out(HoleCells &cells, const Scene &scene, const Box &hole) {
  if (hole.width() > kLargest || hole.height() > kLargest) return false;
  cells.grid = grid_around(hole.x0, hole.y0, hole.x1, hole.y1, scene.sun_x, scene.sun_y, kCell, 0, 1);
  if (cells.grid.r0 < kLargest / 2.0) return false;
  double low_i = 1e9, high_i = -1e9, low_j = 1e9, high_j = -1e9;
  for (int y = hole.y0; y <= hole.y1; ++y) {
    for (int x = hole.x0; x <= hole.x1; ++x) {
      if (!is_missing(scene, x, y)) continue;
      double i = 0, j = 0;
      cells.grid.locate(x, y, i, j);
      low_i = std::min(low_i, i);
      high_i = std::max(high_i, i);
      low_j = std::min(low_j, j);
      high_j = std::max(high_j, j);
    }
  }
  if (low_i > high_i) return false;
  cells.i0 = std::floor(low_i) - kMargin;
  cells.j0 = std::floor(low_j) - kMargin;
  cells.nv = static_cast<int>(std::ceil(high_i) - cells.i0) + kMargin + 1;
  cells.nu = static_cast<int>(std::ceil(high_j) - cells.j0) + kMargin + 1;
  return true;
}

// Mean of each cell without its outliers, and the variance of one pixel.
bool average(HoleCells &cells, std::vector<std::vector<double>> &logs) {
  std::vector<double> medians(logs.size(), 0), deviations;
  for (std::size_t k = 0; k < logs.size(); ++k) {
    if (logs[k].size() < kFewestInCell) continue;
    medians[k] = upper_median(logs[k]);
    for (const double q : logs[k]) deviations.push_back(std::abs(q - medians[k]));
  }
  if (deviations.size() < 100) return false;
  const double sigma = 1.4826 * upper_median(deviations);
  cells.pixel_variance = sigma * sigma;
  cells.value.assign(logs.size(), 0);
  cells.count.assign(logs.size(), 0);
  for (std::size_t k = 0; k < logs.size(); ++k) {
    if (logs[k].size() < kFewestInCell) continue;
    for (const double q : logs[k]) {
      if (std::abs(q - medians[k]) > kOutlier * sigma) continue;
      cells.value[k] += q;
      cells.count[k] += 1;
    }
    if (cells.count[k] > 0) cells.value[k] /= cells.count[k];
  }
  return true;
}

void choose(HoleCells &cells) {
  const auto near_hole = [&](int u, int v, int reach) {
    for (int b = std::max(0, u - reach); b <= std::min(cells.nu - 1, u + reach); ++b)
      for (int a = std::max(0, v - reach); a <= std::min(cells.nv - 1, v + reach); ++a)
        if (cells.missing[cells.index(b, a)] > 0) return true;
    return false;
  };
  for (int u = 0; u < cells.nu; ++u) {
    for (int v = 0; v < cells.nv; ++v) {
      const std::size_t k = cells.index(u, v);
      if (cells.count[k] >= std::max(6.0, 0.4 * cells.total[k]) && near_hole(u, v, kReach)) cells.known.push_back(k);
      if (near_hole(u, v, 2)) cells.wanted.push_back(k);
    }
  }
}

}  // namespace

bool HoleCells::locate(double x, double y, double &v, double &u) const {
  grid.locate(x, y, v, u);
  v -= i0;
  u -= j0;
  return u > -0.5 && v > -0.5 && u < nu - 0.5 && v < nv - 0.5;
}

std::optional<double> base_of(const Scene &scene, const RadialProfile &profile, int x, int y) {
  if (!scene.reference.empty()) {
    if (scene.reference_valid(x, y) == 0 || !(scene.reference(x, y) > 0)) return std::nullopt;
    return static_cast<double>(scene.reference(x, y));
  }
  return profile(std::max(1.0, std::hypot(x - scene.sun_x, y - scene.sun_y)));
}

bool bin_into(HoleCells &cells, const Scene &scene, const RadialProfile &profile, const Box &hole) {
  const auto n = static_cast<std::size_t>(cells.nu) * static_cast<std::size_t>(cells.nv);
  std::vector<std::vector<double>> logs(n);
  cells.missing.assign(n, 0);
  cells.total.assign(n, 0);
  const int reach = static_cast<int>((kMargin + 4) * kCell * 1.5);
  for (int y = std::max(0, hole.y0 - reach); y <= std::min(scene.image.ny() - 1, hole.y1 + reach); ++y) {
    for (int x = std::max(0, hole.x0 - reach); x <= std::min(scene.image.nx() - 1, hole.x1 + reach); ++x) {
      double v = 0, u = 0;
      if (!cells.locate(x, y, v, u)) continue;
      const std::size_t k = cells.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)));
      cells.total[k] += 1;
      if (is_missing(scene, x, y)) cells.missing[k] += 1;
      if (scene.measured(x, y) == 0 || !(scene.image(x, y) > 0)) continue;
      if (const auto base = base_of(scene, profile, x, y)) logs[k].push_back(std::log(static_cast<double>(scene.image(x, y)) / *base));
    }
  }
  return average(cells, logs);
}

std::optional<HoleCells> hole_cells(const Scene &scene, const RadialProfile &profile, const Box &hole) {
  HoleCells cells;
  if (!lay_out(cells, scene, hole) || !bin_into(cells, scene, profile, hole)) return std::nullopt;
  choose(cells);
  return cells;
}

}  // namespace corkit::inpaint
