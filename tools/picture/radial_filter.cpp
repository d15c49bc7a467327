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

// The ring statistic at distance r: between the middles of two rings, i + 1/2; where the neighbour has none, the ring's own.
double between(const std::vector<double> &rings, double r) {
  const auto own = static_cast<std::size_t>(r);
  const double offset = r - static_cast<double>(own) - 0.5;
  const std::size_t other = offset >= 0 ? std::min(own + 1, rings.size() - 1) : own - (own > 0 ? 1 : 0);
  if (std::isnan(rings[other])) return rings[own];
  return rings[own] + std::abs(offset) * (rings[other] - rings[own]);
}

}  // namespace

Image<float> normalised_radially(const Image<float> &image, double sun_x, double sun_y, const Image<std::uint8_t> &untrue) {
  const double farthest_x = std::max(std::abs(sun_x), std::abs(sun_x - image.nx()));
  const double farthest_y = std::max(std::abs(sun_y), std::abs(sun_y - image.ny()));
  const auto count = static_cast<std::size_t>(std::hypot(farthest_x, farthest_y)) + 2;
  const auto distance = [&](std::size_t k) {
    const auto nx = static_cast<std::size_t>(image.nx());
    return std::hypot(static_cast<double>(k % nx) - sun_x, static_cast<double>(k / nx) - sun_y);
  };
  const auto statistics_of = [&](const Image<float> &values) {
    std::vector<std::vector<double>> members(count);
    for (std::size_t k = 0; k < values.size(); ++k)
      if (std::isfinite(values[k]) && (untrue.empty() || untrue[k] == 0))
        members[static_cast<std::size_t>(distance(k))].push_back(static_cast<double>(values[k]));
    std::vector<Ring> rings(count);
    std::transform(members.begin(), members.end(), rings.begin(), [](auto &ring) { return statistics(std::move(ring)); });
    return rings;
  };
  const auto part = [&](const std::vector<Ring> &rings, double Ring::*which) {
    std::vector<double> values(count);
    std::transform(rings.begin(), rings.end(), values.begin(), [&](const Ring &ring) { return ring.*which; });
    return values;
  };

  Image<float> out(image.nx(), image.ny(), std::numeric_limits<float>::quiet_NaN());
  const auto means = part(statistics_of(image), &Ring::mean);
  for (std::size_t k = 0; k < image.size(); ++k)
    if (std::isfinite(image[k])) out[k] = static_cast<float>(static_cast<double>(image[k]) - between(means, distance(k)));
  // Of what is left, so that the fall of brightness within a ring is no deviation.
  const auto deviations = part(statistics_of(out), &Ring::deviation);
  for (std::size_t k = 0; k < out.size(); ++k) {
    const double deviation = between(deviations, distance(k));
    out[k] = deviation > 0 ? static_cast<float>(static_cast<double>(out[k]) / deviation) : std::numeric_limits<float>::quiet_NaN();
  }
  return out;
}

}  // namespace corkit::picture
