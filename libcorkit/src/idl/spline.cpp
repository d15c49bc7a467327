// SPL_INIT and SPL_INTERP.
//
// Given     x    knots, strictly ascending; y  their values
// Returned  spl_init: second derivatives at the knots, 0 at both ends (natural spline); spl_interp: values at the abscissae
// Notes     1. Own tridiagonal elimination, not GSL's spline: GSL refuses to extrapolate, and IDL's order of operations is kept.
// References W. H. Press et al., Numerical Recipes, section 3.3 (the algorithm IDL's manual names)
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

}  // namespace

std::vector<double> spl_init(std::span<const double> x, std::span<const double> y) {
  check_knots("SPL_INIT", x, y);
  const std::size_t n = x.size();
  std::vector<double> second(n, 0.0);
  std::vector<double> rhs(n, 0.0);

  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double span = x[i + 1] - x[i - 1];
    const double sig = (x[i] - x[i - 1]) / span;
    const double pivot = sig * second[i - 1] + 2;
    const double slope_change = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    second[i] = (sig - 1) / pivot;
    rhs[i] = (6 * slope_change / span - sig * rhs[i - 1]) / pivot;
  }
  for (std::size_t i = n - 1; i-- > 1;) second[i] = second[i] * second[i + 1] + rhs[i];
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
