// The best linear estimate of a hole's cells from the cells around it, given how the corona varies.
//
// Given     cells along and across the solar radius with their values, those that are known, a covariance, and fields of which the values
//           may be a multiple (external drifts), each with a coefficient that is not known: expected 0 +- 0.5, the same everywhere, and
//           where it is asked for a part that varies smoothly from cell to cell
// Returned  estimates of cells, their variances, and how well the known cells are foretold by each other
// Notes     The corona is quiet here and structured there: the amplitude of the covariance is that of a few that makes the known cells most
//           likely.
#pragma once

#include <Eigen/Cholesky>
#include <array>
#include <span>
#include <vector>

#include "fill/corona_covariance.hpp"

namespace corkit {

struct KrigingCells {
  int nu = 0, nv = 0;              // along, across; cell (u, v) is element u * nv + v
  double r0 = 0, cell_pixels = 4;  // distance from the Sun, side of a cell
  const std::vector<std::size_t> *known = nullptr;
  const std::vector<double> *value = nullptr, *count = nullptr;  // by cells; pixels that a value is the mean of
  double pixel_variance = 0;
};

using DriftField = std::vector<double>;  // by cells

// Of a drift's coefficient before anything is known, expected 0: deviation of what is the same everywhere, and of what varies over `length`
// cells.
struct DriftPrior {
  double constant = 0.5, local = 0, length = 16;
};

inline constexpr std::array<double, 3> kUsualAmplitudes{0.2, 1, 5};

class CoronaKriging {
 public:
  // amplitudes: of the covariance, those that are tried; not copied.
  CoronaKriging(const KrigingCells &cells, const Covariance &covariance, std::vector<const DriftField *> drifts = {},
                std::span<const double> amplitudes = kUsualAmplitudes, const DriftPrior &prior = {});

  // Once, before anything is asked; false when no amplitude can be solved.
  bool solve();
  double value(std::size_t cell) const { return row(cell).dot(weights_); }
  // Of cells, what is expected of (estimate - truth)^2.
  std::vector<double> variances(const std::vector<std::size_t> &cells) const;
  // What is the same everywhere of it.
  double coefficient(const DriftField &drift) const;
  // Mean square of (estimate - value) of known cells when those of the same group are left out; groups[i] is that of known cell i, 0 ...
  // ngroups - 1, and groups of fewer than four cells are not asked.
  double left_out(const std::vector<int> &groups, int ngroups) const;

 private:
  std::size_t lag(std::size_t a, std::size_t b) const;
  double at(std::size_t a, std::size_t b) const { return table_[lag(a, b)]; }
  double by_drifts(std::size_t a, std::size_t b) const;
  Eigen::VectorXd row(std::size_t cell) const;

  KrigingCells cells_;
  Covariance covariance_;
  std::vector<const DriftField *> drifts_;
  std::span<const double> amplitudes_;
  DriftPrior prior_;
  std::vector<double> table_, shared_;  // by lags: covariance of the remainder, of a drift's coefficient
  Eigen::MatrixXd lags_, fixed_;        // lower half
  Eigen::VectorXd values_, weights_;
  Eigen::LLT<Eigen::MatrixXd> cholesky_;
  double amplitude_ = 1;
};

}  // namespace corkit
