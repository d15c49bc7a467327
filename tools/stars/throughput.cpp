#include "stars/throughput.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

namespace tool {
namespace {

constexpr double kWidth_px = 45;
constexpr size_t kLeastStars = 5;
constexpr double kFull = 1024;
constexpr double kErrorOfMedian = 1.25;

struct Light {
  std::vector<double> magnitudes;
  double radii = 0;
};

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Pixels of the full frame to one of the image: the nominal Sun lies near the middle of either.
double binning(const corkit_stars_result &r) { return std::max(1.0, std::round(kFull / 2 / r.nominal_x)); }

}  // namespace

std::vector<Ring> throughput_of(const std::vector<Finding> &findings) {
  std::map<std::tuple<std::string, std::string, int>, Light> rings;
  for (const auto &finding : findings) {
    const auto &r = finding.result;
    if (r.solved == 0 || !std::isfinite(r.zero_point_mag)) continue;
    for (const auto &star : finding.stars) {
      if (!std::isfinite(star.zero_point_mag)) continue;
      const double radius = binning(r) * std::hypot(star.x - r.nominal_x, star.y - r.nominal_y);
      auto &ring = rings[{r.detector, r.level1 != 0 ? "1" : "0.5", static_cast<int>(radius / kWidth_px)}];
      ring.magnitudes.push_back(star.zero_point_mag - r.zero_point_mag);
      ring.radii += radius;
    }
  }
  std::vector<Ring> result;
  for (auto &[key, ring] : rings) {
    if (ring.magnitudes.size() < kLeastStars) continue;
    const auto n = static_cast<double>(ring.magnitudes.size());
    const double middle = median_of(ring.magnitudes);
    for (auto &value : ring.magnitudes) value = std::abs(value - middle);
    const double throughput = std::pow(10, 0.4 * middle);
    const double error = throughput * 0.4 * std::log(10.0) * kErrorOfMedian * 1.4826 * median_of(ring.magnitudes) / std::sqrt(n);
    result.push_back({std::get<0>(key), std::get<1>(key), ring.radii / n, throughput, error, static_cast<int>(n)});
  }
  return result;
}

std::string as_text(const std::vector<Ring> &rings) {
  std::string out = "throughput against radius, in units of the image's zero point\n";
  for (const auto &ring : rings)
    out += fmt::format("  {} level {:<4} r {:5.0f} px  {:.3f} +- {:.3f}  {} stars\n", ring.camera, ring.level, ring.radius_px,
                       ring.throughput, ring.error, ring.stars);
  return out;
}

std::string as_json_line(const std::vector<Ring> &rings) {
  nlohmann::ordered_json out;
  out["kind"] = "throughput";
  auto &list = out["throughput"] = nlohmann::ordered_json::array();
  for (const auto &ring : rings)
    list.push_back({{"camera", ring.camera},
                    {"level", ring.level},
                    {"radius_px", ring.radius_px},
                    {"throughput", ring.throughput},
                    {"error", ring.error},
                    {"stars", ring.stars}});
  return out.dump();
}

}  // namespace tool
