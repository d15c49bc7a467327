// SPL_INIT and SPL_INTERP: natural cubic spline, extrapolating beyond the ends with the first and last piece.
#pragma once

#include <span>
#include <vector>

namespace corkit::idl {

// Second derivatives at the knots (0 at both ends). x ascending, at least 2 knots.
std::vector<double> spl_init(std::span<const double> x, std::span<const double> y);
std::vector<double> spl_interp(std::span<const double> x, std::span<const double> y, std::span<const double> y2,
                               std::span<const double> at);

}  // namespace corkit::idl
