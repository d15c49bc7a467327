#include "time/solar_ephem.hpp"

#include <cmath>

namespace corkit {

namespace {

constexpr int kMjdJ2000 = 51544;             // 2000-01-01
constexpr double kRadeg = 57.2957763671875;  // !RADEG is FLOAT
constexpr double kSohoDistance = 0.99F;      // FLOAT literals of solar_ephem.pro, used in DOUBLE expressions
constexpr double kRadiusAtOneAu_deg = 0.2666F;

double degrees_0_360(double degrees) {
  const double rest = std::fmod(degrees, 360.0);
  return rest < 0 ? rest + 360.0 : rest;
}

}  // namespace

SolarEphemeris solar_ephem(int mjd, bool soho) {
  const double n = mjd - kMjdJ2000;
  const double g = (357.528 + 0.9856003 * n) / kRadeg;
  double distance_au = 1.00014 - 0.01672 * std::cos(g) - 0.00014 * std::cos(2 * g);
  if (soho) distance_au *= kSohoDistance;
  return {kRadiusAtOneAu_deg / distance_au, distance_au, degrees_0_360(280.460 + 0.9856474 * n)};
}

double solar_radius_arcsec(int mjd) { return 3600 * solar_ephem(mjd, true).radius_deg; }

}  // namespace corkit
