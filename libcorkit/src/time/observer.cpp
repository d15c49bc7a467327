#include "time/observer.hpp"

#include <cmath>
#include <numbers>

namespace corkit {

namespace {

constexpr double kNoonJ2000_mjd = 51544.5;
constexpr double kDay_ms = 86400000.0;
constexpr double kDaysPerYear = 365.25;
constexpr double kAstronomicalUnit_m = 149597870700.0;  // IAU 2012 resolution B2
constexpr double kSohoShare = 0.99;
constexpr double kInclination_deg = 7.25;
constexpr double kNode1850_deg = 73.0 + 40.0 / 60.0;
constexpr double kNodePerYear_deg = 0.01396;  // general precession, 50.25 arc seconds
constexpr double kAberration_deg = 0.00569;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }
double degrees(double radians) { return radians * 180 / std::numbers::pi; }

}  // namespace

Observer wcs_observer(const Utc &utc) {
  const double days = utc.mjd + utc.ms / kDay_ms - kNoonJ2000_mjd;
  const double anomaly = radians(357.528 + 0.9856003 * days);
  const double longitude_deg = 280.460 + 0.9856474 * days + 1.915 * std::sin(anomaly) + 0.020 * std::sin(2 * anomaly) - kAberration_deg;
  const double node_deg = kNode1850_deg + kNodePerYear_deg * (150 + days / kDaysPerYear);
  const double earth_au = 1.00014 - 0.01671 * std::cos(anomaly) - 0.00014 * std::cos(2 * anomaly);
  const double latitude = std::asin(std::sin(radians(longitude_deg - node_deg)) * std::sin(radians(kInclination_deg)));
  return {0, degrees(latitude), kSohoShare * earth_au * kAstronomicalUnit_m};
}

}  // namespace corkit
