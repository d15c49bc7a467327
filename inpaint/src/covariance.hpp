// How the corona varies: the learned covariance that kriging (kriging.hpp) interpolates with.
//
// Notes     Covariance of two cells du apart along and dv across the radius (pixels), at distance r0 from the Sun:
//             g (r0/350)^amplitude_power [ a1^2 (1 + s1) exp(-s1) + a2^2 exp(-s2) ] + constant,  s_c = |(du/along_c, dv/across_c)|
//           with du and dv times (r0/350)^along_power, ^across_power. g is 1, or what the cells around a hole make likely.
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

namespace corkit::inpaint {

struct Covariance {
  double a1 = 0.0874, along1 = 172.9, across1 = 22.39;
  double a2 = 0.0135, along2 = 49.62, across2 = 42.29;
  double amplitude_power = -2.7177, along_power = -1.1081, across_power = 0.3638;
  double constant = 0.01;
  double noise = 1.2612, floor = 0.004;  // variance of a cell: noise * that of a pixel / pixels + floor^2
};

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

// By lag, cells of `cell` pixels: element u * nv + v for u along and v across; g = 1, without the constant.
std::vector<double> covariance_table(const Covariance &covariance, double r0, double cell, int nu, int nv);

}  // namespace corkit::inpaint
