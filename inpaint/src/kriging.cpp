#include "kriging.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fill/carried_context.hpp"
#include "fill/context_reference.hpp"

namespace corkit::inpaint {
namespace {

constexpr std::size_t kMostCells = 1600, kFewestCells = 12;  // of a system
constexpr std::array<double, 3> kAmplitudes{0.2, 1, 5};

class System {
 public:
  System(const HoleCells &cells, const Covariance &covariance)
      : cells_(cells),
        constant_(covariance.constant),
        table_(covariance_table(covariance, cells.grid.r0, cells.grid.cell, cells.nu, cells.nv)) {
    const auto n = static_cast<Eigen::Index>(cells.known.size());
    lags_.resize(n, n);
    noise_.resize(n);
    values_.resize(n);
    for (Eigen::Index a = 0; a < n; ++a) {
      const std::size_t ka = cells.known[static_cast<std::size_t>(a)];
      values_[a] = cells.value[ka];
      noise_[a] = covariance.noise * cells.pixel_variance / cells.count[ka] + covariance.floor * covariance.floor;
      for (Eigen::Index b = a; b < n; ++b) lags_(b, a) = at(ka, cells.known[static_cast<std::size_t>(b)]);
    }
  }

  // Weights of the known cells, for the amplitude that makes them most likely; false when there is none.
  bool solve() {
    double best = -std::numeric_limits<double>::infinity();
    for (const double amplitude : kAmplitudes) {
      Eigen::MatrixXd matrix = (amplitude * lags_).array() + constant_;
      matrix.diagonal() += noise_;
      const Eigen::LLT<Eigen::MatrixXd> cholesky(std::move(matrix));
      if (cholesky.info() != Eigen::Success) continue;
      const Eigen::VectorXd weights = cholesky.solve(values_);
      const double likelihood = -0.5 * values_.dot(weights) - cholesky.matrixLLT().diagonal().array().log().sum();
      if (!(likelihood > best)) continue;
      best = likelihood;
      amplitude_ = amplitude;
      weights_ = weights;
    }
    return weights_.size() > 0;
  }

  double value(std::size_t cell) const {
    double sum = 0, constant = 0;
    for (Eigen::Index a = 0; a < weights_.size(); ++a) {
      sum += weights_[a] * at(cell, cells_.known[static_cast<std::size_t>(a)]);
      constant += weights_[a];
    }
    return amplitude_ * sum + constant_ * constant;
  }

 private:
  double at(std::size_t a, std::size_t b) const {
    const auto nv = static_cast<long>(cells_.nv);
    const long u = static_cast<long>(a) / nv - static_cast<long>(b) / nv, v = static_cast<long>(a) % nv - static_cast<long>(b) % nv;
    return table_[static_cast<std::size_t>(std::abs(u) * nv + std::abs(v))];
  }

  const HoleCells &cells_;
  double constant_, amplitude_ = 1;
  std::vector<double> table_;
  Eigen::MatrixXd lags_;  // lower half
  Eigen::VectorXd noise_, values_, weights_;
};

void write(const Scene &scene, const RadialProfile &profile, const Box &hole, const HoleCells &cells, const std::vector<double> &values,
           Image<float> &guess) {
  Image<float> field(cells.nv, cells.nu);
  for (std::size_t k = 0; k < values.size(); ++k) field[cells.wanted[k]] = static_cast<float>(values[k]);
  for (int y = hole.y0; y <= hole.y1; ++y) {
    for (int x = hole.x0; x <= hole.x1; ++x) {
      double v = 0, u = 0;
      if (!is_missing(scene, x, y) || !cells.locate(x, y, v, u)) continue;
      const auto base = base_of(scene, profile, x, y);
      if (!base) continue;
      const double value = *base * std::exp(static_cast<double>(read_patch(field, v, u)));
      if (std::isfinite(value)) guess(x, y) = static_cast<float>(value);
    }
  }
}

// The scene as libcorkit's carry_into() takes it.
class Carrier {
 public:
  Carrier(const Scene &scene, const RadialProfile &profile, const Covariance &single, const Covariance &change)
      : image_(convert<double>(scene.image)), reference_(convert<double>(scene.reference)), state_(image_.nx(), image_.ny(), kUnusable) {
    for (std::size_t k = 0; k < state_.size(); ++k)
      if (scene.known[k] != 0) state_[k] = scene.measured[k] != 0 ? kMeasured : kMissing;
    carry_ = {&image_, &state_, scene.sun_x, scene.sun_y, {}, &reference_, &profile, single, change};
    std::vector<MembraneContext> contexts;
    if (scene.contexts.size() > 1)
      for (const SceneContext &context : scene.contexts) contexts.push_back({context.image, 1, context.hours});
    smooth_ = smoothed_contexts(image_, state_, contexts);
    for (std::size_t i = 0; i < scene.contexts.size(); ++i)
      carry_.contexts.push_back({smooth_.empty() ? &reference_ : &smooth_[i], scene.contexts[i].hours});
  }
  Carrier(const Carrier &) = delete;
  Carrier &operator=(const Carrier &) = delete;

  bool fill(Scene &scene, const Box &box) const {
    std::vector<std::size_t> hole;
    for (int y = box.y0; y <= box.y1; ++y)
      for (int x = box.x0; x <= box.x1; ++x)
        if (is_missing(scene, x, y))
          hole.push_back(static_cast<std::size_t>(y) * static_cast<std::size_t>(state_.nx()) + static_cast<std::size_t>(x));
    const auto estimate = carry_into(carry_, hole);
    if (!estimate) return false;
    for (const std::size_t k : hole) {
      const auto nx = static_cast<std::size_t>(state_.nx());
      const double value = (*estimate)(carry_, static_cast<int>(k % nx), static_cast<int>(k / nx));
      if (!std::isfinite(value)) continue;
      scene.carried[k] = static_cast<float>(value);
      scene.carried_weight[k] = static_cast<float>(estimate->carried);
    }
    return true;
  }

 private:
  Image<double> image_, reference_;
  Image<std::uint8_t> state_;
  std::vector<Image<double>> smooth_;
  CarryScene carry_;
};

}  // namespace

std::optional<std::vector<double>> krige_cells(const HoleCells &cells, const Covariance &covariance) {
  if (cells.known.size() < kFewestCells || cells.known.size() > kMostCells) return std::nullopt;
  System system(cells, covariance);
  if (!system.solve()) return std::nullopt;
  std::vector<double> values;
  values.reserve(cells.wanted.size());
  for (const std::size_t k : cells.wanted) values.push_back(system.value(k));
  return values;
}

int krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Covariance &covariance,
          const Covariance &alone) {
  std::optional<Carrier> carrier;
  if (!scene.reference.empty() && !scene.contexts.empty()) {
    carrier.emplace(scene, profile, alone, covariance);
    scene.contexts.clear();  // what they say is in the carrier; the copies below are smaller without
  }
  if (!scene.reference.empty()) {
    Scene bare = scene;
    bare.reference = {};
    krige(bare, profile, holes, alone, alone);
    scene.alone = std::move(bare.guess);
  }
  if (carrier) {
    scene.carried = Image<float>(scene.image.nx(), scene.image.ny());
    scene.carried_weight = Image<float>(scene.image.nx(), scene.image.ny());
  }
  int done = 0;
  for (const Box &hole : holes) {
    if (carrier) carrier->fill(scene, hole);
    const auto cells = hole_cells(scene, profile, hole);
    const auto values = cells ? krige_cells(*cells, covariance) : std::nullopt;
    if (!values) continue;
    write(scene, profile, hole, *cells, *values, scene.guess);
    ++done;
  }
  return done;
}

}  // namespace corkit::inpaint
