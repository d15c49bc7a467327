#include "fill/fuzzy/gradient.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "idl/median.hpp"

namespace corkit::fuzzy {
namespace {

constexpr int kMedianWidth = 7;
constexpr int kCell = 8;  // pixels a side

struct Slope {
  double x = 0, y = 0;
};

// Eight times the mean slope of the nine elements around (x, y).
template <class T>
Slope sobel(const Image<T> &a, int x, int y) {
  const auto at = [&](int dx, int dy) { return static_cast<double>(a(x + dx, y + dy)); };
  return {(at(1, 1) + 2 * at(1, 0) + at(1, -1)) - (at(-1, 1) + 2 * at(-1, 0) + at(-1, -1)),
          (at(1, 1) + 2 * at(0, 1) + at(-1, 1)) - (at(1, -1) + 2 * at(0, -1) + at(-1, -1))};
}

// Elements of a region (1) that have an edge of it beside them; none on the border of the image.
Image<std::uint8_t> edge_of(const Image<std::uint8_t> &region) {
  Image<std::uint8_t> edge(region.nx(), region.ny(), 0);
  for (int y = 1; y < region.ny() - 1; ++y)
    for (int x = 1; x < region.nx() - 1; ++x) {
      const Slope slope = sobel(region, x, y);
      edge(x, y) = region(x, y) != 0 && (slope.x != 0 || slope.y != 0) ? 1 : 0;
    }
  return edge;
}

enum CellState : std::uint8_t { kDark = 0, kKnown = 1, kUndecided = 2 };

// What the pixels alone tell of the cells: dark without a lit pixel; known, which is to say that their mean after the median is not 0,
// where no pixel that the medians see is negative and a median inside the cell is positive.
Image<std::uint8_t> cell_states(const Image<float> &zone) {
  constexpr int inside = kMedianWidth;  // pixels a side of the one window that lies within a cell's first row and column
  Image<std::uint8_t> states(zone.nx() / kCell, zone.ny() / kCell, kUndecided);
  Image<std::uint8_t> doubtful(states.nx(), states.ny(), 0);
  for (int j = 0; j < states.ny(); ++j)
    for (int i = 0; i < states.nx(); ++i) {
      int lit = 0;
      int positive_inside = 0;
      for (int y = 0; y < kCell; ++y)
        for (int x = 0; x < kCell; ++x) {
          const float value = zone(i * kCell + x, j * kCell + y);
          lit += value != 0 ? 1 : 0;
          positive_inside += value > 0 && x < inside && y < inside ? 1 : 0;
          if (!(value >= 0)) doubtful(i, j) = 1;
        }
      if (lit == 0)
        states(i, j) = kDark;
      else if (positive_inside > inside * inside / 2)
        states(i, j) = kKnown;
    }
  for (int j = 0; j < states.ny(); ++j)
    for (int i = 0; i < states.nx(); ++i) {
      if (doubtful(i, j) == 0) continue;
      for (int l = std::max(j - 1, 0); l <= std::min(j + 1, states.ny() - 1); ++l)
        for (int k = std::max(i - 1, 0); k <= std::min(i + 1, states.nx() - 1); ++k)
          if (states(k, l) == kKnown) states(k, l) = kUndecided;
    }
  return states;
}

// Means of cells after a median that leaves dark pixels dark, made for the cells that are asked for.
class SmoothCells {
 public:
  explicit SmoothCells(const Image<float> &zone)
      : zone_(zone), made_(zone.nx() / kCell, zone.ny() / kCell, 0), means_(made_.nx(), made_.ny(), 0.0) {}

  const Image<double> &means() const { return means_; }

  void make(const Image<std::uint8_t> &cells) {
    Image<std::uint8_t> wanted(zone_.nx(), zone_.ny(), 0);
    bool any = false;
    for (int y = 0; y < wanted.ny(); ++y)
      for (int i = 0; i < cells.nx(); ++i) {
        if (cells(i, y / kCell) == 0 || made_(i, y / kCell) != 0) continue;
        std::fill_n(wanted.row(y) + i * kCell, kCell, std::uint8_t{1});
        any = true;
      }
    if (!any) return;
    const Image<float> smooth = idl::median(zone_, kMedianWidth, wanted);
    for (int j = 0; j < cells.ny(); ++j)
      for (int i = 0; i < cells.nx(); ++i) {
        if (cells(i, j) == 0 || made_(i, j) != 0) continue;
        means_(i, j) = mean(smooth, i, j);
        made_(i, j) = 1;
      }
  }

 private:
  double mean(const Image<float> &smooth, int i, int j) const {
    double sum = 0;
    for (int y = j * kCell; y < (j + 1) * kCell; ++y)
      for (int x = i * kCell; x < (i + 1) * kCell; ++x) sum += zone_(x, y) == 0 ? 0.0 : static_cast<double>(smooth(x, y));
    return sum / (kCell * kCell);
  }

  const Image<float> &zone_;
  Image<std::uint8_t> made_;
  Image<double> means_;
};

Image<std::uint8_t> with_neighbours(const Image<std::uint8_t> &cells) {
  Image<std::uint8_t> wide = cells;
  for (int j = 1; j < cells.ny() - 1; ++j)
    for (int i = 1; i < cells.nx() - 1; ++i) {
      if (cells(i, j) == 0) continue;
      for (int l = j - 1; l <= j + 1; ++l) std::fill_n(wide.row(l) + i - 1, 3, std::uint8_t{1});
    }
  return wide;
}

}  // namespace

double grad_zone(const Image<float> &zone) {
  SmoothCells cells(zone);
  Image<std::uint8_t> known = cell_states(zone);
  Image<std::uint8_t> undecided(known.nx(), known.ny(), 0);
  for (std::size_t k = 0; k < known.size(); ++k) undecided[k] = known[k] == kUndecided ? 1 : 0;
  cells.make(undecided);
  for (std::size_t k = 0; k < known.size(); ++k)
    if (undecided[k] != 0) known[k] = cells.means()[k] != 0 ? kKnown : kDark;

  const Image<std::uint8_t> beside_gap = edge_of(known);
  Image<std::uint8_t> inner = known;
  for (std::size_t k = 0; k < inner.size(); ++k)
    if (beside_gap[k] != 0) inner[k] = 0;
  const Image<std::uint8_t> ring = edge_of(inner);
  cells.make(with_neighbours(ring));

  const Image<double> &means = cells.means();
  Slope total;
  for (int y = 1; y < means.ny() - 1; ++y)
    for (int x = 1; x < means.nx() - 1; ++x) {
      if (ring(x, y) == 0) continue;
      const Slope slope = sobel(means, x, y);
      total.x += slope.x / 8;
      total.y += slope.y / 8;
    }
  if (total.y == 0) return 0;
  const double two_pi = 2 * std::numbers::pi;
  const double angle = std::fmod(std::atan2(total.y, total.x) + two_pi, two_pi);
  return std::isfinite(angle) ? angle : 0;
}

}  // namespace corkit::fuzzy
