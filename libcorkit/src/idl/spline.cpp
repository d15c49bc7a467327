// SPL_INIT and SPL_INTERP.
//
// Given     x    knots, strictly ascending; y  their values
// Returned  spl_init: second derivatives at the knots, 0 at both ends (natural spline); spl_interp: values at the abscissae
// Notes     1. The tridiagonal system is solved in the order of GSL's gsl_linalg_solve_symm_tridiag(), to the bit, but here: GSL ends the
//              program where its memory runs out, and is compiled with fused operations on some processors.
#include "idl/spline.hpp"

#include <algorithm>
#include <string>

#include "core/error.hpp"

namespace corkit::idl {

namespace {

void check_knots(const char *routine, std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size())
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": " + std::to_string(x.size()) + " abscissae but " +
                                           std::to_string(y.size()) + " values; give one value for each knot");
  if (x.size() < 2) throw Error(CORKIT_ERROR_ARGUMENT, std::string(routine) + ": fewer than two knots; a spline needs at least two");
  for (std::size_t k = 1; k < x.size(); ++k)
    if (!(x[k] > x[k - 1]))
      throw Error(CORKIT_ERROR_ARGUMENT,
                  std::string(routine) + ": knot " + std::to_string(k) + " does not ascend; sort the knots and drop doubles");
}

// L D L^T x = right, without pivots: the matrix is diagonally dominant. beside[k] couples k and k+1.
void solve_symmetric_tridiagonal(std::span<const double> diagonal, std::span<const double> beside, std::span<const double> right,
                                 std::span<double> x) {
  const std::size_t n = diagonal.size();
  std::vector<double> d(n), l(n);
  d[0] = diagonal[0];
  x[0] = right[0];
  for (std::size_t k = 1; k < n; ++k) {
    l[k - 1] = beside[k - 1] / d[k - 1];
    d[k] = diagonal[k] - beside[k - 1] * l[k - 1];
    x[k] = right[k] - l[k - 1] * x[k - 1];
  }
  for (std::size_t k = 0; k < n; ++k) x[k] /= d[k];
  for (std::size_t k = n - 1; k-- > 0;) x[k] -= l[k] * x[k + 1];
}

}  // namespace

std::vector<double> spl_init(std::span<const double> x, std::span<const double> y) {
  check_knots("SPL_INIT", x, y);
  const std::size_t n = x.size();
  std::vector<double> second(n, 0.0);
  const std::size_t inner = n - 2;
  if (inner == 0) return second;

  // h[i-1] m[i-1] + 2 (h[i-1] + h[i]) m[i] + h[i] m[i+1] = 6 (slope[i] - slope[i-1]): symmetric, diagonally dominant.
  std::vector<double> diagonal(inner);
  std::vector<double> beside(inner);
  std::vector<double> rhs(inner);
  for (std::size_t k = 0; k < inner; ++k) {
    const double before = x[k + 1] - x[k];
    const double after = x[k + 2] - x[k + 1];
    diagonal[k] = 2 * (before + after);
    beside[k] = after;
    rhs[k] = 6 * ((y[k + 2] - y[k + 1]) / after - (y[k + 1] - y[k]) / before);
  }
  if (inner == 1) {
    second[1] = rhs[0] / diagonal[0];
    return second;
  }
  solve_symmetric_tridiagonal(diagonal, beside, rhs, std::span(second).subspan(1, inner));
  return second;
}

std::vector<double> spl_interp(std::span<const double> x, std::span<const double> y, std::span<const double> y2,
                               std::span<const double> at) {
  check_knots("SPL_INTERP", x, y);
  if (y2.size() != x.size())
    throw Error(CORKIT_ERROR_ARGUMENT, "SPL_INTERP: " + std::to_string(y2.size()) + " second derivatives for " + std::to_string(x.size()) +
                                           " knots; take them from SPL_INIT of the same knots");
  std::vector<double> values(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) {
    const auto inner_begin = x.begin() + 1;
    const auto inner_end = x.end() - 1;
    const auto k = static_cast<std::size_t>(std::upper_bound(inner_begin, inner_end, at[i]) - x.begin()) - 1;
    const double h = x[k + 1] - x[k];
    const double a = (x[k + 1] - at[i]) / h;
    const double b = (at[i] - x[k]) / h;
    values[i] = a * y[k] + b * y[k + 1] + ((a * a * a - a) * y2[k] + (b * b * b - b) * y2[k + 1]) * h * h / 6;
  }
  return values;
}

}  // namespace corkit::idl
