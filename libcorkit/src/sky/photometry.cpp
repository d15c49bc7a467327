#include "sky/photometry.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sky/vectors.hpp"

namespace corkit::sky {

namespace {

constexpr int kAperture = 2;  // px on each side
constexpr double kRingInner = 4, kRingOuter = 6.5;
constexpr double kClip = 3;  // standard deviations
constexpr int kLeastRing = 30;

}  // namespace

std::optional<double> aperture_sum(const Image<float> &image, const Image<std::uint8_t> &excluded, double x, double y) {
  const int cx = static_cast<int>(std::lround(x)), cy = static_cast<int>(std::lround(y));
  const int reach = static_cast<int>(kRingOuter);
  if (cx < reach || cy < reach || cx + reach >= image.nx() || cy + reach >= image.ny()) return std::nullopt;
  struct Sample {
    double x, y, value;
  };
  std::vector<Sample> ring;
  std::vector<double> values;
  double total = 0;
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx) {
      const double r = hypotenuse(dx, dy);
      const bool inside = std::abs(dx) <= kAperture && std::abs(dy) <= kAperture;
      if (!inside && (r < kRingInner || r > kRingOuter)) continue;
      if (excluded(cx + dx, cy + dy) != 0) {
        if (inside) return std::nullopt;
        continue;
      }
      const auto value = static_cast<double>(image(cx + dx, cy + dy));
      if (inside) {
        total += value;
      } else {
        ring.push_back({static_cast<double>(dx), static_cast<double>(dy), value});
        values.push_back(value);
      }
    }
  if (static_cast<int>(ring.size()) < kLeastRing) return std::nullopt;
  const auto middle = [](std::vector<double> &v) {
    const auto at = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), at, v.end());
    return *at;
  };
  const double median = middle(values);
  for (auto &value : values) value = std::abs(value - median);
  const double limit = kClip * 1.4826 * middle(values);
  Eigen::Matrix3d normal = Eigen::Matrix3d::Zero();
  Eigen::Vector3d right = Eigen::Vector3d::Zero();
  for (const auto &sample : ring) {
    if (std::abs(sample.value - median) > limit) continue;
    const Eigen::Vector3d row(1, sample.x, sample.y);
    normal += row * row.transpose();
    right += row * sample.value;
  }
  const double level = normal.ldlt().solve(right)[0];
  constexpr double kPixels = (2 * kAperture + 1) * (2 * kAperture + 1);
  return std::isfinite(level) ? std::optional(total - kPixels * level) : std::nullopt;
}

double colour_term(Detector detector, double b_v_mag) {
  if (detector == Detector::C2) return -0.22 * b_v_mag;
  return -0.46 * b_v_mag - 0.17 * std::max(0.0, b_v_mag - 1);
}

double dimming_mag(Detector detector, double r_px) {
  if (detector != Detector::C2) return 0;
  constexpr double kFirst = 240, kStep = 40;
  constexpr std::array kLoss{1.70, 1.14, 0.73, 0.52, 0.31, 0.16, 0.05, 0.0, 0.10, 0.29, 0.62, 0.96};
  const double at = std::clamp((r_px - kFirst) / kStep, 0.0, kLoss.size() - 1.0);
  const auto i = std::min(static_cast<std::size_t>(at), kLoss.size() - 2);
  const double part = at - static_cast<double>(i);
  return (1 - part) * kLoss[i] + part * kLoss[i + 1];
}

double core_zero_point(Detector detector) { return detector == Detector::C2 ? 11.33 : 10.59; }

}  // namespace corkit::sky
