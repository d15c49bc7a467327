#include "sky/fit.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace corkit::sky {

namespace {

constexpr int kStepsATolerance = 3;
constexpr double kDerivativeStep = 1e-6;
constexpr std::size_t kLeastPairs = 3;

// Spots in cells of 16 px, for neighbours.
class Neighbours {
 public:
  explicit Neighbours(std::span<const Spot> spots) : spots_(spots) {
    order_.resize(spots.size());
    for (std::size_t k = 0; k < order_.size(); ++k) order_[k] = k;
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return spots[a].at.y < spots[b].at.y; });
  }
  template <class Accept>
  std::optional<std::size_t> nearest(Pixel at, double tolerance, Accept &&accept) const {
    auto k = std::lower_bound(order_.begin(), order_.end(), at.y - tolerance, [&](std::size_t i, double y) { return spots_[i].at.y < y; });
    std::optional<std::size_t> best;
    double least = tolerance;
    for (; k != order_.end() && spots_[*k].at.y <= at.y + tolerance; ++k) {
      const double distance = hypotenuse(spots_[*k].at.x - at.x, spots_[*k].at.y - at.y);
      if (distance <= least && accept(*k)) {
        least = distance;
        best = *k;
      }
    }
    return best;
  }

 private:
  std::span<const Spot> spots_;
  std::vector<std::size_t> order_;
};

std::vector<Pair> pairs_with(const Neighbours &neighbours, const Camera &camera, std::span<const SkyStar> stars,
                             std::span<const Spot> spots, double tolerance, const std::optional<Brightness> &brightness, Pixel shift) {
  std::vector<Pair> pairs;
  std::vector<bool> taken(spots.size());
  for (std::size_t i = 0; i < stars.size(); ++i) {
    auto expected = camera.pixel(stars[i].direction);
    if (!expected) continue;
    expected->x += shift.x;
    expected->y += shift.y;
    const auto spot = neighbours.nearest(*expected, tolerance, [&](std::size_t k) {
      return !taken[k] && (!brightness || std::abs(spots[k].seen_mag - stars[i].seen_mag - brightness->middle) < brightness->width);
    });
    if (!spot) continue;
    taken[*spot] = true;
    pairs.push_back({i, *spot, {spots[*spot].at.x - expected->x, spots[*spot].at.y - expected->y}});
  }
  return pairs;
}

// Normal equations of the pairs at a camera; sums for the errors.
struct Normal {
  Eigen::MatrixXd weighted, plain;
  Eigen::VectorXd right;
  double psi2 = 0, slope = 0, squares = 0;
};

Normal normal_equations(const Camera &camera, std::span<const SkyStar> stars, const std::vector<Pair> &pairs, int n, double soft) {
  Normal sums{Eigen::MatrixXd::Zero(n, n), Eigen::MatrixXd::Zero(n, n), Eigen::VectorXd::Zero(n)};
  std::vector<Camera> up;
  for (int k = 0; k < n; ++k) {
    std::array<double, 4> change{};
    change[static_cast<std::size_t>(k)] = kDerivativeStep;
    up.push_back(turned(camera, change));
  }
  Eigen::MatrixXd slopes(2, n);
  for (const auto &pair : pairs) {
    const Vec3 &direction = stars[pair.star].direction;
    const Pixel here = camera.pixel(direction).value_or(Pixel{});
    for (int k = 0; k < n; ++k) {
      const Pixel there = up[static_cast<std::size_t>(k)].pixel(direction).value_or(here);
      slopes(0, k) = (there.x - here.x) / kDerivativeStep;
      slopes(1, k) = (there.y - here.y) / kDerivativeStep;
    }
    const Eigen::Vector2d off(pair.off.x, pair.off.y);
    for (int axis = 0; axis < 2; ++axis) {
      const double stretch = 1 + off[axis] * off[axis] / (soft * soft);
      const double weight = 1 / std::sqrt(stretch);
      sums.weighted += weight * slopes.row(axis).transpose() * slopes.row(axis);
      sums.plain += slopes.row(axis).transpose() * slopes.row(axis);
      sums.right += weight * off[axis] * slopes.row(axis).transpose();
      sums.psi2 += weight * weight * off[axis] * off[axis];
      sums.slope += weight / stretch;
      sums.squares += off[axis] * off[axis];
    }
  }
  return sums;
}

void refresh(const Camera &camera, std::span<const SkyStar> stars, std::span<const Spot> spots, std::vector<Pair> &pairs) {
  for (auto &pair : pairs) {
    const Pixel expected = camera.pixel(stars[pair.star].direction).value_or(Pixel{});
    pair.off = {spots[pair.spot].at.x - expected.x, spots[pair.spot].at.y - expected.y};
  }
}

}  // namespace

Camera turned(const Camera &camera, const std::array<double, 4> &change) {
  const auto &axes = camera.attitude();
  const Vec3 axis = sum(sum(scaled(axes.east, change[0]), axes.north, change[1]), axes.out, change[2]);
  const auto turn = [&axis](const Vec3 &v) { return sum(v, cross(axis, v)); };
  Attitude next;
  next.out = unit(turn(axes.out));
  next.north = tangent(turn(axes.north), next.out);
  next.east = cross(next.north, next.out);
  Optics optics = camera.optics();
  optics.scale_arcsec *= 1 + change[3];
  return {optics, next};
}

std::vector<Pair> pairs_of(const Camera &camera, std::span<const SkyStar> stars, std::span<const Spot> spots, double tolerance,
                           const std::optional<Brightness> &brightness, Pixel shift) {
  return pairs_with(Neighbours(spots), camera, stars, spots, tolerance, brightness, shift);
}

std::optional<Fit> fit_attitude(const Camera &start, std::span<const SkyStar> stars, std::span<const Spot> spots,
                                const FitSettings &settings) {
  const Neighbours neighbours(spots);
  const int n = settings.scale ? 4 : 3;
  Fit fit{start, {}, 0, {}};
  for (const double tolerance : settings.tolerances) {
    fit.pairs = pairs_with(neighbours, fit.camera, stars, spots, tolerance, settings.brightness, {});
    if (fit.pairs.size() < kLeastPairs) return std::nullopt;
    for (int step = 0; step < kStepsATolerance; ++step) {
      const Normal sums = normal_equations(fit.camera, stars, fit.pairs, n, settings.soft);
      const Eigen::VectorXd solved = sums.weighted.ldlt().solve(sums.right);
      if (!solved.allFinite()) return std::nullopt;
      std::array<double, 4> change{};
      for (int k = 0; k < n; ++k) change[static_cast<std::size_t>(k)] = solved[k];
      fit.camera = turned(fit.camera, change);
      refresh(fit.camera, stars, spots, fit.pairs);
    }
  }
  const Normal sums = normal_equations(fit.camera, stars, fit.pairs, n, settings.soft);
  const auto measured = 2 * static_cast<double>(fit.pairs.size());
  fit.rms = std::sqrt(sums.squares / measured);
  if (measured > n && sums.slope > 0) {
    const double variance = sums.psi2 / (measured - n) / std::pow(sums.slope / measured, 2);
    const Eigen::MatrixXd covariance = variance * sums.plain.inverse();
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) fit.covariance[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = covariance(i, j);
  }
  return fit;
}

}  // namespace corkit::sky
