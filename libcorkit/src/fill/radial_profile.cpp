#include "fill/radial_profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/distance.hpp"

#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

// Of the brightest ring: the corona of C3 spans a factor of some hundred, dark sky after stray light is subtracted may be negative.
constexpr double kFloor = 1e-4;

struct Sum {
  double value = 0, r = 0;
  long long count = 0;
};

// The first whole number not below a coordinate, within the image.
int column(double x, int nx) { return static_cast<int>(std::ceil(std::clamp(x, 0.0, static_cast<double>(nx)))); }

// The pixels of one row, added to their rings in the order of x. What does not count is added to a ring of its own, the last one: that
// needs no branches.
struct Rings {
  double first, last, sun_x, dy;

  void add(const double *values, const std::uint8_t *states, int begin, int end, std::vector<Sum> &sums) const {
    constexpr int kRun = 32;
    const auto none = static_cast<double>(sums.size() - 1);
    const auto outside = static_cast<std::int32_t>(none);
    double r[kRun];
    std::int32_t ring[kRun];
    for (int x0 = begin; x0 < end; x0 += kRun) {
      const int n = std::min(kRun, end - x0);
      for (int k = 0; k < kRun; ++k) {
        r[k] = distance(x0 + k - sun_x, dy);
        const double from_first = r[k] - first;
        const double counted = from_first >= 0 ? from_first : none;
        ring[k] = static_cast<std::int32_t>(r[k] <= last ? counted : none);
      }
      for (int k = 0; k < n; ++k) {
        Sum &sum = sums[static_cast<std::size_t>(states[x0 + k] == kMeasured ? ring[k] : outside)];
        sum.value += values[x0 + k];
        sum.r += r[k];
        ++sum.count;
      }
    }
  }
};

}  // namespace

RadialProfile::RadialProfile(const Image<double> &image, const Image<std::uint8_t> &state, double sun_x, double sun_y, double r_first,
                             double r_last) {
  // Only rings that cross the image, wherever the Sun is; one more, for rounding.
  const auto beyond = [](double centre, int n) { return std::max({-centre, centre - (n - 1), 0.0}); };
  const auto farthest = [](double centre, int n) { return std::max(std::abs(centre), std::abs(centre - (n - 1))); };
  const double nearest_r = distance(beyond(sun_x, image.nx()), beyond(sun_y, image.ny())) - 1;
  const double farthest_r = distance(farthest(sun_x, image.nx()), farthest(sun_y, image.ny())) + 1;
  const double first = std::floor(std::max({r_first, nearest_r, 0.0}));
  r_last = std::min(r_last, farthest_r);
  if (!std::isfinite(farthest_r) || !(r_last >= first)) return;
  std::vector<Sum> sums(static_cast<std::size_t>(r_last - first) + 3);
  for (int y = 0; y < image.ny(); ++y) {
    const double dy = y - sun_y;
    if (std::abs(dy) > r_last) continue;
    // The columns whose rings these are, and one more on either side: left of the inner rings, right of them.
    const double outer = std::sqrt(std::max(r_last * r_last - dy * dy, 0.0)) + 1;
    const double inner = first > std::abs(dy) ? std::sqrt(first * first - dy * dy) - 1 : -1;
    const int begin = column(sun_x - outer, image.nx()), end = column(sun_x + outer + 1, image.nx());
    const int pause = inner > 0 ? column(sun_x - inner + 1, image.nx()) : end;
    const int resume = inner > 0 ? column(sun_x + inner, image.nx()) : end;
    const Rings rings{first, r_last, sun_x, dy};
    rings.add(image.row(y), state.row(y), begin, std::min(pause, end), sums);
    rings.add(image.row(y), state.row(y), std::max(resume, pause), end, sums);
  }
  sums.pop_back();
  double brightest = 0;
  for (const Sum &sum : sums)
    if (sum.count > 0) brightest = std::max(brightest, sum.value / static_cast<double>(sum.count));
  if (!(brightest > 0) || !std::isfinite(brightest)) return;
  for (const Sum &sum : sums) {
    if (sum.count == 0) continue;
    const double n = static_cast<double>(sum.count);
    // The Sun's centre itself has no logarithm.
    constexpr double kSmallestRadius = 0.25;
    rings_.push_back({std::log(std::max(sum.r / n, kSmallestRadius)), std::log(std::max(sum.value / n, kFloor * brightest))});
  }
}

double RadialProfile::operator()(double r) const {
  if (rings_.empty()) return 1;
  const double log_r = r > 0 ? std::log(r) : rings_.front().log_r;
  const auto after =
      std::upper_bound(rings_.begin(), rings_.end(), log_r, [](double value, const Ring &ring) { return value < ring.log_r; });
  if (after == rings_.begin()) return std::exp(rings_.front().log_mean);
  if (after == rings_.end()) return std::exp(rings_.back().log_mean);
  const auto before = after - 1;
  const double t = (log_r - before->log_r) / (after->log_r - before->log_r);
  return std::exp(before->log_mean + t * (after->log_mean - before->log_mean));
}

}  // namespace corkit
