#include "fill/carried_context.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/distance.hpp"

#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr std::array<int, 5> kSteps{0, 3, 6, 9, 12};  // cells that a context is carried
constexpr int kReach = 4;                             // cells around the hole that are used
constexpr int kWanted = 2;                            // cells around the hole that are estimated
constexpr double kCoefficient = 0.5;                  // deviation of a coefficient before anything is known
constexpr std::array<double, 3> kAmplitudes{0.2, 1, 5};
constexpr std::size_t kFewestCells = 12, kMostCells = 1600, kMostVariances = 200;
constexpr std::size_t kFewestInContext = 5;
constexpr double kSharpness = 2;  // power of the expected variance in an estimate's weight
constexpr double kLeastVariance = 1e-8;

struct HoleMap {
  std::vector<double> missing, total;  // pixels by cell
  std::vector<std::size_t> known, wanted;
};

HoleMap map_of(const PolarCells &cells, const CarryScene &scene, const std::vector<std::size_t> &hole, const CellValues &values) {
  const auto nx = static_cast<std::size_t>(scene.image->nx());
  HoleMap map;
  map.missing.assign(cells.size(), 0);
  map.total.assign(cells.size(), 0);
  const auto count = [&](std::vector<double> &in, int x, int y) {
    double u = 0, v = 0;
    if (cells.locate(x, y, u, v)) in[cells.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)))] += 1;
  };
  const PixelBox box = pixels_of(cells, scene.image->nx(), scene.image->ny());
  for (int y = box.y0; y <= box.y1; ++y)
    for (int x = box.x0; x <= box.x1; ++x) count(map.total, x, y);
  for (const std::size_t k : hole) count(map.missing, static_cast<int>(k % nx), static_cast<int>(k / nx));
  const auto near_hole = [&](int u, int v, int reach) {
    for (int b = std::max(0, u - reach); b <= std::min(cells.nu - 1, u + reach); ++b)
      for (int a = std::max(0, v - reach); a <= std::min(cells.nv - 1, v + reach); ++a)
        if (map.missing[cells.index(b, a)] > 0) return true;
    return false;
  };
  for (int u = 0; u < cells.nu; ++u) {
    for (int v = 0; v < cells.nv; ++v) {
      const std::size_t k = cells.index(u, v);
      if (!near_hole(u, v, kReach)) continue;
      if (values.count[k] >= std::max(6.0, 0.4 * map.total[k])) map.known.push_back(k);
      if (near_hole(u, v, kWanted)) map.wanted.push_back(k);
    }
  }
  return map;
}

struct Drift {
  std::vector<double> field;  // by cells, mean over the known ones 0
  int step = 0;
};

// A context carried; cells of which it knows nothing get the mean.
std::vector<Drift> drifts_of(const PolarCells &cells, const HoleMap &map, const CellValues &context, double hours) {
  std::vector<Drift> drifts;
  const int outward = hours > 0 ? -1 : 1;
  for (const int step : kSteps) {
    if (step > 0 && !std::isfinite(hours)) break;
    Drift drift{std::vector<double>(cells.size(), 0), step};
    std::vector<std::uint8_t> has(cells.size(), 0);
    for (int u = 0; u < cells.nu; ++u) {
      const int from = u - outward * step;
      if (from < 0 || from >= cells.nu) continue;
      for (int v = 0; v < cells.nv; ++v) {
        if (context.pixels[cells.index(from, v)] < kFewestInContext) continue;
        drift.field[cells.index(u, v)] = context.value[cells.index(from, v)];
        has[cells.index(u, v)] = 1;
      }
    }
    double sum = 0, n = 0;
    for (const std::size_t k : map.known) {
      if (has[k] == 0) continue;
      sum += drift.field[k];
      n += 1;
    }
    if (n < 0.5 * static_cast<double>(map.known.size())) continue;
    for (std::size_t k = 0; k < cells.size(); ++k) drift.field[k] = has[k] != 0 ? drift.field[k] - sum / n : 0;
    drifts.push_back(std::move(drift));
  }
  return drifts;
}

class Kriging {
 public:
  Kriging(const PolarCells &cells, const HoleMap &map, const CellValues &values, const std::vector<Drift> &drifts,
          const Covariance &covariance)
      : cells_(cells),
        map_(map),
        drifts_(drifts),
        covariance_(covariance),
        table_(covariance_table(covariance, cells.r0, kCellPixels, cells.nu, cells.nv)) {
    const auto n = static_cast<Eigen::Index>(map.known.size());
    lags_.resize(n, n);
    fixed_ = Eigen::MatrixXd::Constant(n, n, covariance.constant);
    values_.resize(n);
    for (Eigen::Index a = 0; a < n; ++a) {
      const std::size_t ka = map.known[static_cast<std::size_t>(a)];
      values_[a] = values.value[ka];
      for (Eigen::Index b = a; b < n; ++b) {
        const std::size_t kb = map.known[static_cast<std::size_t>(b)];
        lags_(b, a) = at(ka, kb);
        for (const Drift &drift : drifts_) fixed_(b, a) += kCoefficient * kCoefficient * drift.field[ka] * drift.field[kb];
      }
      fixed_(a, a) += covariance.noise * values.pixel_variance / values.count[ka] + covariance.floor * covariance.floor;
    }
  }

  bool solve() {
    double best = -std::numeric_limits<double>::infinity();
    for (const double amplitude : kAmplitudes) {
      Eigen::LLT<Eigen::MatrixXd> cholesky(amplitude * lags_ + fixed_);
      if (cholesky.info() != Eigen::Success) continue;
      const Eigen::VectorXd weights = cholesky.solve(values_);
      const double likelihood = -0.5 * values_.dot(weights) - cholesky.matrixLLT().diagonal().array().log().sum();
      if (!(likelihood > best)) continue;
      best = likelihood;
      amplitude_ = amplitude;
      weights_ = weights;
      cholesky_ = std::move(cholesky);
    }
    return weights_.size() > 0;
  }

  double value(std::size_t cell) const { return row(cell).dot(weights_); }

  // Mean over the hole, of not more than some hundred cells.
  double variance() const {
    std::vector<std::size_t> cells;
    for (std::size_t k = 0; k < map_.missing.size(); ++k)
      if (map_.missing[k] > 0) cells.push_back(k);
    const std::size_t stride = (cells.size() + kMostVariances - 1) / kMostVariances;
    double sum = 0, pixels = 0;
    for (std::size_t i = 0; i < cells.size(); i += stride) {
      const std::size_t k = cells[i];
      const Eigen::VectorXd half = cholesky_.matrixL().solve(row(k));
      double prior = amplitude_ * table_[0] + covariance_.constant;
      for (const Drift &drift : drifts_) prior += kCoefficient * kCoefficient * drift.field[k] * drift.field[k];
      sum += map_.missing[k] * std::max(0.0, prior - half.squaredNorm());
      pixels += map_.missing[k];
    }
    return pixels > 0 ? sum / pixels : 0;
  }

  double coefficient(const Drift &drift) const {
    double sum = 0;
    for (Eigen::Index a = 0; a < weights_.size(); ++a) sum += weights_[a] * drift.field[map_.known[static_cast<std::size_t>(a)]];
    return kCoefficient * kCoefficient * sum;
  }

 private:
  double at(std::size_t a, std::size_t b) const {
    const auto nv = static_cast<long>(cells_.nv);
    const long u = static_cast<long>(a) / nv - static_cast<long>(b) / nv, v = static_cast<long>(a) % nv - static_cast<long>(b) % nv;
    return table_[static_cast<std::size_t>(std::abs(u) * nv + std::abs(v))];
  }

  Eigen::VectorXd row(std::size_t cell) const {
    Eigen::VectorXd out(weights_.size());
    for (Eigen::Index a = 0; a < out.size(); ++a) {
      const std::size_t k = map_.known[static_cast<std::size_t>(a)];
      out[a] = amplitude_ * at(cell, k) + covariance_.constant;
      for (const Drift &drift : drifts_) out[a] += kCoefficient * kCoefficient * drift.field[cell] * drift.field[k];
    }
    return out;
  }

  const PolarCells &cells_;
  const HoleMap &map_;
  const std::vector<Drift> &drifts_;
  const Covariance &covariance_;
  std::vector<double> table_;
  Eigen::MatrixXd lags_, fixed_;  // lower half
  Eigen::VectorXd values_, weights_;
  Eigen::LLT<Eigen::MatrixXd> cholesky_;
  double amplitude_ = 1;
};

bool knows_hole(const HoleMap &map, const CellValues &context) {
  return std::all_of(map.wanted.begin(), map.wanted.end(), [&](std::size_t k) {
    return context.pixels[k] >= kFewestInContext || map.missing[k] < static_cast<double>(kFewestInContext);
  });
}

}  // namespace

double CarriedEstimate::operator()(const CarryScene &scene, int x, int y) const {
  double u = 0, v = 0;
  cells.locate(x, y, u, v);
  const double p = (*scene.profile)(std::max(1.0, distance(x - scene.sun_x, y - scene.sun_y)));
  const double ratio = (*scene.reference)(x, y) / p;
  const double fine = ratio > 0 ? std::log(ratio) - read_cells(cells, fine_base, u, v) : 0;
  return p * std::exp(read_cells(cells, log_ratio, u, v) + rest * fine);
}

std::optional<CarriedEstimate> carry_into(const CarryScene &scene, const std::vector<std::size_t> &hole) {
  const auto cells = cells_over(hole, scene.image->nx(), scene.sun_x, scene.sun_y, kReach + kSteps.back(), kReach + 1);
  if (!cells) return std::nullopt;
  CellValues values, fine;
  if (!average_cells(*cells, *scene.image, scene.state, kMeasured, *scene.profile, values)) return std::nullopt;
  const HoleMap map = map_of(*cells, scene, hole, values);
  if (map.known.size() < kFewestCells || map.known.size() > kMostCells) return std::nullopt;
  std::vector<Drift> drifts;
  for (const CarriedImage &one : scene.contexts) {
    CellValues context;
    if (!average_cells(*cells, *one.image, nullptr, 0, *scene.profile, context, values.pixel_variance) || !knows_hole(map, context))
      continue;
    for (Drift &drift : drifts_of(*cells, map, context, one.hours)) drifts.push_back(std::move(drift));
  }
  if (drifts.empty() || !average_cells(*cells, *scene.reference, nullptr, 0, *scene.profile, fine, values.pixel_variance))
    return std::nullopt;

  CarriedEstimate estimate;
  estimate.cells = *cells;
  estimate.log_ratio.assign(cells->size(), 0);
  double weights = 0, carried = 0, moved = 0, all = 0, deviations = 0;
  const auto add = [&](const CellValues &of, const std::vector<Drift> &by, const Covariance &covariance, bool at_rest) {
    Kriging kriging(*cells, map, of, by, covariance);
    if (!kriging.solve()) return;
    const double variance = std::max(kriging.variance(), kLeastVariance);
    const double weight = std::pow(variance, -kSharpness);
    for (const std::size_t k : map.wanted) estimate.log_ratio[k] += weight * (kriging.value(k) + (at_rest ? fine.value[k] : 0));
    for (const Drift &drift : by) {
      const double coefficient = std::max(0.0, kriging.coefficient(drift));
      if (drift.step == 0) estimate.rest += weight * coefficient;
      moved += weight * coefficient * drift.step * kCellPixels;
      all += weight * coefficient;
    }
    if (at_rest) {
      estimate.rest += weight;
      all += weight;
    } else {
      carried += weight;
    }
    weights += weight;
    deviations += weight * std::sqrt(variance);
  };
  add(values, drifts, scene.single, false);
  add(values, drifts, scene.change, false);
  CellValues change = values;
  for (std::size_t k = 0; k < change.value.size(); ++k) change.value[k] -= fine.value[k];
  add(change, {}, scene.change, true);
  if (!(weights > 0)) return std::nullopt;
  for (double &value : estimate.log_ratio) value /= weights;
  estimate.rest = std::clamp(estimate.rest / weights, 0.0, 1.0);
  estimate.moved_pixels = all > 0 ? moved / all : 0;
  estimate.carried = carried / weights;
  estimate.deviation = deviations / weights;
  estimate.fine_base = std::move(fine.value);
  return estimate;
}

}  // namespace corkit
