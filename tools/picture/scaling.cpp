#include "picture/scaling.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace corkit::picture {
namespace {

double at_percent(std::vector<float> &values, double percent) {
  const double position = std::clamp(percent, 0.0, 100.0) / 100 * static_cast<double>(values.size() - 1);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::lround(position));
  std::nth_element(values.begin(), nth, values.end());
  return static_cast<double>(*nth);
}

double stretched(double value, Stretch stretch) {
  switch (stretch) {
    case Stretch::log:
      return std::log(value);
    case Stretch::sqrt:
      return std::sqrt(std::max(value, 0.0));
    default:
      return value;
  }
}

}  // namespace

Limits percentile_limits(const Image<float> &image, double low_percent, double high_percent, Stretch stretch) {
  std::vector<float> values;
  values.reserve(image.size());
  for (const float value : image)
    if (std::isfinite(value) && (stretch != Stretch::log || value > 0)) values.push_back(value);
  if (values.empty()) return stretch == Stretch::log ? Limits{1, 2} : Limits{0, 1};
  Limits limits{at_percent(values, low_percent), at_percent(values, high_percent)};
  if (!(limits.high > limits.low)) limits.high = limits.low + (limits.low != 0 ? std::abs(limits.low) : 1);
  return limits;
}

Limits symmetrical(const Limits &limits) {
  const double largest = std::max(std::abs(limits.low), std::abs(limits.high));
  return {-largest, largest};
}

Image<std::uint8_t> scaled(const Image<float> &image, const Limits &limits, Stretch stretch) {
  // A square root of distances from the lower limit, so that limits below zero have one.
  const double origin = stretch == Stretch::sqrt ? limits.low : 0;
  const double low = stretched(limits.low - origin, stretch);
  const double range = stretched(limits.high - origin, stretch) - low;
  auto out = Image<std::uint8_t>::uninitialized(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k) {
    const auto value = static_cast<double>(image[k]);
    if (std::isnan(value)) {
      out[k] = 0;
      continue;
    }
    const double clipped = std::clamp(value, limits.low, limits.high);
    const double t = (stretched(clipped - origin, stretch) - low) / range;
    out[k] = static_cast<std::uint8_t>(1 + std::lround(254 * std::clamp(t, 0.0, 1.0)));
  }
  return out;
}

}  // namespace corkit::picture
