#include "fill/fuzzy/gradient.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>

#include "idl/arrays.hpp"

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

}  // namespace

double grad_zone(const Image<float> &zone) {
  Image<float> smooth = idl::median(zone, kMedianWidth);
  for (std::size_t k = 0; k < zone.size(); ++k)
    if (zone[k] == 0) smooth[k] = 0;
  const Image<double> cells = idl::rebin(convert<double>(smooth), zone.nx() / kCell, zone.ny() / kCell);

  Image<std::uint8_t> known(cells.nx(), cells.ny(), 0);
  for (std::size_t k = 0; k < cells.size(); ++k) known[k] = cells[k] != 0 ? 1 : 0;
  const Image<std::uint8_t> beside_gap = edge_of(known);
  Image<std::uint8_t> inner = known;
  for (std::size_t k = 0; k < inner.size(); ++k)
    if (beside_gap[k] != 0) inner[k] = 0;
  const Image<std::uint8_t> ring = edge_of(inner);

  Slope total;
  for (int y = 1; y < cells.ny() - 1; ++y)
    for (int x = 1; x < cells.nx() - 1; ++x) {
      if (ring(x, y) == 0) continue;
      const Slope slope = sobel(cells, x, y);
      total.x += slope.x / 8;
      total.y += slope.y / 8;
    }
  if (total.y == 0) return 0;
  const double two_pi = 2 * std::numbers::pi;
  const double angle = std::fmod(std::atan2(total.y, total.x) + two_pi, two_pi);
  return std::isfinite(angle) ? angle : 0;
}

}  // namespace corkit::fuzzy
