#include "fill/fuzzy/zones.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fill/blocks.hpp"
#include "idl/arrays.hpp"

namespace corkit::fuzzy {
namespace {

constexpr float kDarkest = 0.1F;

// A zone while it grows. The rectangle stays one block within the frame, so that it can be extended by one.
struct Candidate {
  int i0, i1, j0, j1;
  bool alive;
};

bool extended_holds(const Image<std::int16_t> &labels, const Candidate &box, std::int16_t label) {
  for (int j = box.j0 - 1; j <= box.j1 + 1; ++j)
    for (int i = box.i0 - 1; i <= box.i1 + 1; ++i)
      if (labels(i, j) == label) return true;
  return false;
}

class ZoneBuilder {
 public:
  explicit ZoneBuilder(const Image<std::uint8_t> &missing) : labels_(missing.nx(), missing.ny(), -1) {
    for (int j = 0; j < missing.ny(); ++j)
      for (int i = 0; i < missing.nx(); ++i)
        if (missing(i, j) != 0) add(i, j);
  }

  // Survivors numbered from 0 in the order of their labels.
  Image<std::int16_t> map() && {
    std::vector<std::int16_t> number(candidates_.size());
    std::int16_t next = 0;
    for (std::size_t k = 0; k < candidates_.size(); ++k)
      if (candidates_[k].alive) number[k] = next++;
    for (std::int16_t &label : labels_)
      if (label >= 0) label = number[static_cast<std::size_t>(label)];
    return std::move(labels_);
  }

 private:
  void add(int i, int j) {
    const int imax = labels_.nx();
    const int jmax = labels_.ny();
    const auto added = static_cast<std::int16_t>(candidates_.size());
    candidates_.push_back({std::max(i - 1, 1), std::min(i + 1, imax - 2), std::max(j - 1, 1), std::min(j + 1, jmax - 2), true});
    labels_(i, j) = added;
    for (std::int16_t old = 0; old < added;) old = swallows(added, old) ? std::int16_t{0} : static_cast<std::int16_t>(old + 1);
  }

  bool swallows(std::int16_t added, std::int16_t old) {
    Candidate &from = candidates_[static_cast<std::size_t>(old)];
    Candidate &into = candidates_[static_cast<std::size_t>(added)];
    if (!from.alive) return false;
    if (!extended_holds(labels_, into, old) && !extended_holds(labels_, from, added)) return false;
    into = {std::min(into.i0, from.i0), std::max(into.i1, from.i1), std::min(into.j0, from.j0), std::max(into.j1, from.j1), true};
    from.alive = false;
    std::replace(labels_.begin(), labels_.end(), old, added);
    return true;
  }

  Image<std::int16_t> labels_;
  std::vector<Candidate> candidates_;
};

// Whether the mean of a block is above the limit even if every sum was rounded for the worst: nearly always, and without adding up in the
// order that REBIN prescribes.
bool certainly_lit(const Image<float> &image, int x0, int y0, int nx, int ny) {
  constexpr int kSums = 32;
  float sums[kSums] = {};
  float magnitudes[kSums] = {};
  for (int y = y0; y < y0 + ny; ++y) {
    const float *from = image.row(y) + x0;
    for (int x = 0; x + kSums <= nx; x += kSums)
      for (int k = 0; k < kSums; ++k) {
        sums[k] += from[x + k];
        magnitudes[k] += std::abs(from[x + k]);
      }
  }
  double sum = 0;
  double magnitude = 0;
  for (int k = 0; k < kSums; ++k) {
    sum += static_cast<double>(sums[k]);
    magnitude += static_cast<double>(magnitudes[k]);
  }
  const double pixels = static_cast<double>(nx) * ny;
  const double rounding = pixels * static_cast<double>(std::numeric_limits<float>::epsilon()) * magnitude;
  return nx % kSums == 0 && sum - rounding > 1.001 * static_cast<double>(kDarkest) * pixels;
}

}  // namespace

Image<std::uint8_t> dark_blocks(const Image<float> &image, const Image<std::uint8_t> &useful) {
  const int side_x = image.nx() / useful.nx();
  const int side_y = image.ny() / useful.ny();
  Image<std::uint8_t> dark(useful.nx(), useful.ny(), 0);
  for (int j = 0; j < useful.ny(); ++j)
    for (int i = 0; i < useful.nx(); ++i) {
      if (useful(i, j) == 0 || certainly_lit(image, i * side_x, j * side_y, side_x, side_y)) continue;
      Image<float> block = Image<float>::uninitialized(side_x, side_y);
      for (int y = 0; y < side_y; ++y) std::copy_n(image.row(j * side_y + y) + i * side_x, side_x, block.row(y));
      dark(i, j) = idl::rebin(block, 1, 1)[0] <= kDarkest ? 1 : 0;
    }
  return dark;
}

Image<std::int16_t> get_miss_blocks(const Image<std::uint8_t> &missing) { return ZoneBuilder(missing).map(); }

std::vector<Zone> zones_of(const Image<std::int16_t> &map) {
  std::vector<Zone> zones;
  for (int j = 0; j < map.ny(); ++j)
    for (int i = 0; i < map.nx(); ++i) {
      if (map(i, j) < 0) continue;
      const auto number = static_cast<std::size_t>(map(i, j));
      if (number >= zones.size()) zones.resize(number + 1);
      Zone &zone = zones[number];
      if (zone.count++ == 0) zone = {1, i, i, j, j};
      zone.imin = std::min(zone.imin, i);
      zone.imax = std::max(zone.imax, i);
      zone.jmax = j;
    }
  return zones;
}

Blocks with_neighbours(int imin, int imax, int jmin, int jmax, int n) {
  return {std::max(imin - 1, 0), std::min(imax + 1, n - 1), std::max(jmin - 1, 0), std::min(jmax + 1, n - 1)};
}

}  // namespace corkit::fuzzy
