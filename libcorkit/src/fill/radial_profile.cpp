#include "fill/radial_profile.hpp"

#include <algorithm>
#include <cmath>

#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

// Of the brightest ring: the corona of C3 spans a factor of some hundred, dark sky after stray light is subtracted may be negative.
constexpr double kFloor = 1e-4;

// Not std::hypot, whose last bit depends on the processor.
double distance(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

struct Sum {
  double value = 0, r = 0;
  long long count = 0;
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
  std::vector<Sum> sums(static_cast<std::size_t>(r_last - first) + 2);
  for (int y = 0; y < image.ny(); ++y) {
    const double dy = y - sun_y;
    if (std::abs(dy) > r_last) continue;
    const double *row = image.row(y);
    const std::uint8_t *states = state.row(y);
    for (int x = 0; x < image.nx(); ++x) {
      if (states[x] != kMeasured) continue;
      const double dx = x - sun_x;
      const double r = distance(dx, dy);
      if (r < first || r > r_last) continue;
      Sum &sum = sums[static_cast<std::size_t>(r - first)];
      sum.value += row[x];
      sum.r += r;
      ++sum.count;
    }
  }
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
