#include "fill/carried_rim.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr int kRimReach = 1;    // pixels
constexpr double kRimStar = 4;  // deviations

class CarriedRim {
 public:
  CarriedRim(const CarryScene &scene, const CarriedEstimate &estimate)
      : scene_(scene), estimate_(estimate), limit_(kRimStar * std::sqrt(estimate.pixel_variance)) {}

  // Around a measured pixel; 1 where there is no number.
  double mean_around(std::size_t k) {
    const int nx = scene_.image->nx(), x = static_cast<int>(k) % nx, y = static_cast<int>(k) / nx;
    around_.clear();
    for (int b = std::max(0, y - kRimReach); b <= std::min(scene_.image->ny() - 1, y + kRimReach); ++b) {
      for (int a = std::max(0, x - kRimReach); a <= std::min(nx - 1, x + kRimReach); ++a) {
        if ((*scene_.state)(a, b) != kMeasured) continue;
        if (const double one = ratio(a, b); std::isfinite(one)) around_.push_back(one);
      }
    }
    if (around_.empty()) return 1;
    const auto middle = around_.begin() + static_cast<std::ptrdiff_t>(around_.size() / 2);
    std::nth_element(around_.begin(), middle, around_.end());
    const double median = *middle;
    double sum = 0, n = 0;
    for (const double one : around_) {
      if (std::abs(one - median) > limit_) continue;
      sum += one;
      n += 1;
    }
    return sum / n;
  }

 private:
  double ratio(int x, int y) {
    const auto k = static_cast<std::size_t>(y) * static_cast<std::size_t>(scene_.image->nx()) + static_cast<std::size_t>(x);
    const auto [at, fresh] = ratios_.try_emplace(k, 0.0);
    if (fresh) at->second = (*scene_.image)(x, y) / estimate_.value(scene_, estimate_.best, x, y);
    return at->second;
  }

  const CarryScene &scene_;
  const CarriedEstimate &estimate_;
  double limit_;
  std::unordered_map<std::size_t, double> ratios_;
  std::vector<double> around_;
};

}  // namespace

std::vector<double> rim_factors(const CarryScene &scene, const CarriedEstimate &estimate, const MembraneHole &hole) {
  if (!hole.anchored || !(estimate.structure > 0)) return std::vector<double>(hole.pixels.size(), 1);
  auto value = Image<double>::uninitialized(scene.image->nx(), scene.image->ny());
  std::unordered_map<std::size_t, double> means;
  CarriedRim rim(scene, estimate);
  for (const auto &edge : hole.edges) {
    if ((*scene.state)[edge.b] != kMeasured) continue;
    const auto [at, fresh] = means.try_emplace(edge.b, 0.0);
    if (fresh) at->second = rim.mean_around(edge.b);
    value[edge.b] = at->second;
  }
  auto factors = solve_membrane(hole, *scene.state, value);
  for (double &factor : factors) factor = factor > 0 ? std::pow(factor, estimate.structure) : 1;
  return factors;
}

}  // namespace corkit
