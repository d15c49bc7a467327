// TRIANGULATE: what both schemes demand of their points, and the choice between them.
#include "idl/triangulate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/error.hpp"

namespace corkit::idl {

std::vector<Triangle> triangulate(std::span<const double> x, std::span<const double> y, Oracle oracle) {
  if (x.size() != y.size())
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: " + std::to_string(x.size()) + " abscissae but " + std::to_string(y.size()) +
                                           " ordinates; give both for each point");
  constexpr std::size_t most = std::numeric_limits<int>::max() / 8;  // sides are counted in int, six a point
  if (x.size() < 3 || x.size() > most)
    throw Error(CORKIT_ERROR_ARGUMENT,
                "TRIANGULATE: " + std::to_string(x.size()) + " points; give at least three and at most " + std::to_string(most));
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(x.begin(), x.end(), finite) || !std::all_of(y.begin(), y.end(), finite))
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: a coordinate is not finite; leave such points out");
  return oracle == Oracle::gdl ? triangulate_gdl(x, y) : triangulate_idl(x, y);
}

}  // namespace corkit::idl
