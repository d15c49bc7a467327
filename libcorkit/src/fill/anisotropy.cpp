#include "fill/anisotropy.hpp"

namespace corkit {
namespace {

struct Offset {
  int x = 0, y = 0;
};

Offset operator-(Offset a, Offset b) { return {a.x - b.x, a.y - b.y}; }
Offset operator-(Offset a) { return {-a.x, -a.y}; }

}  // namespace

std::array<WeightedOffset, 3> selling_offsets(double xx, double xy, double yy) {
  const auto dot = [&](Offset a, Offset b) { return xx * a.x * b.x + xy * (a.x * b.y + a.y * b.x) + yy * a.y * b.y; };
  std::array<Offset, 3> base{Offset{-1, -1}, Offset{1, 0}, Offset{0, 1}};
  // Each step shortens the base; a tensor that is no longer definite in double precision must not turn the search into an endless one.
  constexpr int kMostSteps = 200;
  for (int step = 0, clean = 0; step < kMostSteps && clean < 3; ++step) {
    const auto i = static_cast<std::size_t>(step % 3);
    const auto j = static_cast<std::size_t>((step + 1) % 3);
    const auto k = static_cast<std::size_t>((step + 2) % 3);
    if (dot(base[i], base[j]) <= 0) {
      ++clean;
      continue;
    }
    const Offset difference = base[i] - base[j];
    base[i] = -base[i];
    base[k] = difference;
    clean = 0;
  }
  std::array<WeightedOffset, 3> offsets;
  for (std::size_t k = 0; k < 3; ++k) {
    const double weight = -dot(base[(k + 1) % 3], base[(k + 2) % 3]);
    offsets[k] = {-base[k].y, base[k].x, weight > 0 ? weight : 0};
  }
  return offsets;
}

std::array<WeightedOffset, 3> radial_offsets(double dx, double dy, double ratio) {
  const double r2 = dx * dx + dy * dy;
  if (!(r2 > 0)) return selling_offsets(1, 0, 1);
  const double excess = (ratio - 1) / r2;
  return selling_offsets(1 + excess * dx * dx, excess * dx * dy, 1 + excess * dy * dy);
}

}  // namespace corkit
