#include "fill/corona_kriging.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corkit {
namespace {

constexpr std::size_t kFewestInGroup = 4;

std::vector<double> coefficient_table(const DriftPrior &prior, int nu, int nv) {
  std::vector<double> table;
  table.reserve(static_cast<std::size_t>(nu) * static_cast<std::size_t>(nv));
  for (int u = 0; u < nu; ++u)
    for (int v = 0; v < nv; ++v)
      table.push_back(prior.constant * prior.constant +
                      prior.local * prior.local * std::exp(-0.5 * (u * u + v * v) / (prior.length * prior.length)));
  return table;
}

}  // namespace

CoronaKriging::CoronaKriging(const KrigingCells &cells, const Covariance &covariance, std::vector<const DriftField *> drifts,
                             std::span<const double> amplitudes, const DriftPrior &prior)
    : cells_(cells),
      covariance_(covariance),
      drifts_(std::move(drifts)),
      amplitudes_(amplitudes),
      prior_(prior),
      table_(covariance_table(covariance, cells.r0, cells.cell_pixels, cells.nu, cells.nv)),
      shared_(coefficient_table(prior, cells.nu, cells.nv)) {
  const std::vector<std::size_t> &known = *cells_.known;
  const auto n = static_cast<Eigen::Index>(known.size());
  lags_.resize(n, n);
  fixed_ = Eigen::MatrixXd::Constant(n, n, covariance_.constant);
  values_.resize(n);
  for (Eigen::Index a = 0; a < n; ++a) {
    const std::size_t ka = known[static_cast<std::size_t>(a)];
    values_[a] = (*cells_.value)[ka];
    for (Eigen::Index b = a; b < n; ++b) {
      const std::size_t kb = known[static_cast<std::size_t>(b)];
      lags_(b, a) = at(ka, kb);
      fixed_(b, a) += by_drifts(ka, kb);
    }
    fixed_(a, a) += covariance_.noise * cells_.pixel_variance / (*cells_.count)[ka] + covariance_.floor * covariance_.floor;
  }
}

bool CoronaKriging::solve() {
  double best = -std::numeric_limits<double>::infinity();
  for (const double amplitude : amplitudes_) {
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
  lags_.resize(0, 0);
  fixed_.resize(0, 0);
  return weights_.size() > 0;
}

std::vector<double> CoronaKriging::variances(const std::vector<std::size_t> &cells) const {
  Eigen::MatrixXd rows(weights_.size(), static_cast<Eigen::Index>(cells.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) rows.col(static_cast<Eigen::Index>(i)) = row(cells[i]);
  cholesky_.matrixL().solveInPlace(rows);
  std::vector<double> out;
  out.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double prior = amplitude_ * table_[0] + covariance_.constant + by_drifts(cells[i], cells[i]);
    out.push_back(std::max(0.0, prior - rows.col(static_cast<Eigen::Index>(i)).squaredNorm()));
  }
  return out;
}

double CoronaKriging::coefficient(const DriftField &drift) const {
  double sum = 0;
  for (Eigen::Index a = 0; a < weights_.size(); ++a) sum += weights_[a] * drift[(*cells_.known)[static_cast<std::size_t>(a)]];
  return prior_.constant * prior_.constant * sum;
}

// With W the inverse of the matrix of the known cells and S a group, value - estimate without S is W_SS^-1 (W values)_S. W is H^T H, H the
// inverse of the Cholesky factor.
double CoronaKriging::left_out(const std::vector<int> &groups, int ngroups) const {
  const auto n = weights_.size();
  Eigen::MatrixXd half = Eigen::MatrixXd::Identity(n, n);
  cholesky_.matrixL().solveInPlace(half);
  double sum = 0;
  int asked = 0;
  for (int g = 0; g < ngroups; ++g) {
    std::vector<Eigen::Index> members;
    for (std::size_t i = 0; i < groups.size(); ++i)
      if (groups[i] == g) members.push_back(static_cast<Eigen::Index>(i));
    if (members.size() < kFewestInGroup) continue;
    const auto m = static_cast<Eigen::Index>(members.size());
    Eigen::MatrixXd columns(n, m);
    Eigen::VectorXd right(m);
    for (Eigen::Index a = 0; a < m; ++a) {
      columns.col(a) = half.col(members[static_cast<std::size_t>(a)]);
      right[a] = weights_[members[static_cast<std::size_t>(a)]];
    }
    const Eigen::LLT<Eigen::MatrixXd> cholesky(columns.transpose() * columns);
    if (cholesky.info() != Eigen::Success) continue;
    sum += cholesky.solve(right).squaredNorm() / static_cast<double>(m);
    ++asked;
  }
  return asked > 0 ? sum / asked : std::numeric_limits<double>::quiet_NaN();
}

std::size_t CoronaKriging::lag(std::size_t a, std::size_t b) const {
  const auto nv = static_cast<long>(cells_.nv);
  const long u = static_cast<long>(a) / nv - static_cast<long>(b) / nv, v = static_cast<long>(a) % nv - static_cast<long>(b) % nv;
  return static_cast<std::size_t>(std::abs(u) * nv + std::abs(v));
}

double CoronaKriging::by_drifts(std::size_t a, std::size_t b) const {
  double sum = 0;
  for (const DriftField *drift : drifts_) sum += (*drift)[a] * (*drift)[b];
  return shared_[lag(a, b)] * sum;
}

Eigen::VectorXd CoronaKriging::row(std::size_t cell) const {
  Eigen::VectorXd out(weights_.size());
  for (Eigen::Index a = 0; a < out.size(); ++a) {
    const std::size_t k = (*cells_.known)[static_cast<std::size_t>(a)];
    out[a] = amplitude_ * at(cell, k) + covariance_.constant + by_drifts(cell, k);
  }
  return out;
}

}  // namespace corkit
