// The covariance of fill/corona_covariance.hpp in files of weights and of fits.
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "fill/corona_covariance.hpp"

namespace corkit::inpaint {

// Names as they stand in files of weights and of fits.
inline constexpr std::array<std::pair<const char *, double Covariance::*>, 12> kCovarianceMembers{
    {{"a1", &Covariance::a1},
     {"along1", &Covariance::along1},
     {"across1", &Covariance::across1},
     {"a2", &Covariance::a2},
     {"along2", &Covariance::along2},
     {"across2", &Covariance::across2},
     {"amplitude_power", &Covariance::amplitude_power},
     {"along_power", &Covariance::along_power},
     {"across_power", &Covariance::across_power},
     {"constant", &Covariance::constant},
     {"noise", &Covariance::noise},
     {"floor", &Covariance::floor}}};

nlohmann::json to_json(const Covariance &covariance);
// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming path for numbers that are missing or absurd.
Covariance covariance_from_json(const nlohmann::json &json, const std::string &path);

}  // namespace corkit::inpaint
