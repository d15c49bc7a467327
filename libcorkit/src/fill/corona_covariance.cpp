#include "fill/corona_covariance.hpp"

#include <cmath>

#include "core/distance.hpp"

namespace corkit {
namespace {

constexpr double kR0 = 350;  // pixels

}  // namespace

std::vector<double> covariance_table(const Covariance &c, double r0, double cell, int nu, int nv) {
  std::vector<double> table(static_cast<std::size_t>(nu) * static_cast<std::size_t>(nv));
  const double s = r0 / kR0;
  const double gain = std::pow(s, c.amplitude_power), along = std::pow(s, c.along_power) * cell,
               across = std::pow(s, c.across_power) * cell;
  auto entry = table.begin();
  for (int u = 0; u < nu; ++u) {
    for (int v = 0; v < nv; ++v) {
      const double s1 = distance(u * along / c.along1, v * across / c.across1), s2 = distance(u * along / c.along2, v * across / c.across2);
      *entry++ = gain * (c.a1 * c.a1 * (1 + s1) * std::exp(-s1) + c.a2 * c.a2 * std::exp(-s2));
    }
  }
  return table;
}

}  // namespace corkit
