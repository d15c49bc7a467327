#include "picture/radial_filter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace corkit::picture {
namespace {

constexpr double kClip = 3;                 // deviations
constexpr double kDeviationOfMad = 1.4826;  // of a normal distribution
constexpr std::size_t kFewest = 8;          // values that make a deviation

struct Ring {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double deviation = std::numeric_limits<double>::quiet_NaN();
};

double median(std::vector<double> &values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Ring statistics(std::vector<double> values) {
  if (values.size() < kFewest) return {};
  const double centre = median(values);
  std::vector<double> distances(values.size());
  std::transform(values.begin(), values.end(), distances.begin(), [&](double v) { return std::abs(v - centre); });
  const double reach = kClip * kDeviationOfMad * median(distances);
  double sum = 0, squares = 0, count = 0;
  for (const double value : values) {
    if (std::abs(value - centre) > reach) continue;
    sum += value - centre;
    squares += (value - centre) * (value - centre);
    ++count;
  }
  const double mean = sum / count;
  return {centre + mean, std::sqrt(std::max(squares / count - mean * mean, 0.0))};
}

}  // namespace

Image<float> normalised_radially(const Image<float> &image, double sun_x, double sun_y) {
  const double farthest_x = std::max(std::abs(sun_x), std::abs(sun_x - image.nx()));
  const double farthest_y = std::max(std::abs(sun_y), std::abs(sun_y - image.ny()));
  std::vector<std::vector<double>> values(static_cast<std::size_t>(std::hypot(farthest_x, farthest_y)) + 2);
  const auto distance = [&](int x, int y) { return std::hypot(x - sun_x, y - sun_y); };
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x)
      if (std::isfinite(image(x, y))) values[static_cast<std::size_t>(distance(x, y))].push_back(static_cast<double>(image(x, y)));
  std::vector<Ring> rings(values.size());
  std::transform(values.begin(), values.end(), rings.begin(), [](auto &ring) { return statistics(std::move(ring)); });

  Image<float> out(image.nx(), image.ny(), std::numeric_limits<float>::quiet_NaN());
  for (int y = 0; y < image.ny(); ++y) {
    for (int x = 0; x < image.nx(); ++x) {
      if (!std::isfinite(image(x, y))) continue;
      // Ring i's middle is at i + 1/2; where a neighbour is empty, the pixel's own ring stands alone.
      const double r = distance(x, y);
      const auto own = static_cast<std::size_t>(r);
      const double t = r - 0.5 - std::floor(r - 0.5);
      const bool beyond = r - static_cast<double>(own) >= 0.5;
      const std::size_t other = beyond ? std::min(own + 1, rings.size() - 1) : own - (own > 0 ? 1 : 0);
      Ring ring = rings[own];
      if (std::isfinite(rings[other].mean)) {
        const double weight = beyond ? t : 1 - t;
        ring.mean += weight * (rings[other].mean - ring.mean);
        ring.deviation += weight * (rings[other].deviation - ring.deviation);
      }
      if (ring.deviation > 0) out(x, y) = static_cast<float>((static_cast<double>(image(x, y)) - ring.mean) / ring.deviation);
    }
  }
  return out;
}

}  // namespace corkit::picture
