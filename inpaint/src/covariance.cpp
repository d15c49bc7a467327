#include "covariance.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

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

}  // namespace corkit::inpaint
