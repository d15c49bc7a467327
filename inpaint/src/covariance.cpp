#include "covariance.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kR0 = 350;  // pixels
constexpr double kAbsurd = 1e4;

}  // namespace

nlohmann::json to_json(const Covariance &covariance) {
  nlohmann::json json;
  for (const auto &[name, member] : kCovarianceMembers) json[name] = covariance.*member;
  return json;
}

Covariance covariance_from_json(const nlohmann::json &json, const std::string &path) {
  Covariance c;
  bool sane = json.is_object();
  for (const auto &[name, member] : kCovarianceMembers) {
    sane = sane && json.contains(name) && json[name].is_number();
    if (sane) c.*member = json[name].get<double>();
    sane = sane && std::abs(c.*member) < kAbsurd;
  }
  sane = sane && c.along1 > 0 && c.across1 > 0 && c.along2 > 0 && c.across2 > 0 && c.noise > 0 && c.constant >= 0;
  if (!sane)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": holds no covariance, or an absurd one; give a file that corkit inpaint fit or export wrote");
  return c;
}

std::vector<double> covariance_table(const Covariance &c, double r0, double cell, int nu, int nv) {
  std::vector<double> table(static_cast<std::size_t>(nu) * static_cast<std::size_t>(nv));
  const double s = r0 / kR0;
  const double gain = std::pow(s, c.amplitude_power), along = std::pow(s, c.along_power) * cell,
               across = std::pow(s, c.across_power) * cell;
  auto entry = table.begin();
  for (int u = 0; u < nu; ++u) {
    for (int v = 0; v < nv; ++v) {
      const double s1 = std::hypot(u * along / c.along1, v * across / c.across1),
                   s2 = std::hypot(u * along / c.along2, v * across / c.across2);
      *entry++ = gain * (c.a1 * c.a1 * (1 + s1) * std::exp(-s1) + c.a2 * c.a2 * std::exp(-s2));
    }
  }
  return table;
}

}  // namespace corkit::inpaint
