#include "sky/earth.hpp"

#include <span>

#include "sky/earth_series.hpp"
#include "sky/tt.hpp"

namespace corkit::sky {

namespace {

constexpr double kDaysPerMillennium = 365250;
constexpr double kObliquity_arcsec = 84381.448;               // of the ecliptic J2000 (IAU 1976)
constexpr double kLightDay_au = 173.1446326847;               // speed of light, au a day
constexpr double kPoleRa_deg = 286.13, kPoleDec_deg = 63.87;  // IAU Working Group on Cartographic Coordinates, 2015
constexpr double kHalfStep_days = 0.05;

double series(std::span<const SeriesTerm> terms, double t) {
  double total = 0;
  for (const auto &term : terms) total += term.amplitude * std::cos(term.phase + term.frequency * t);
  return total;
}

// Julian millennia from J2000.
double millennia(const Utc &utc) { return tt_seconds(utc) / kSecondsPerDay / kDaysPerMillennium; }

Vec3 position(double t) {
  const double longitude = series(kLongitude0, t) + t * (series(kLongitude1, t) + t * series(kLongitude2, t));
  const double latitude = series(kLatitude0, t) + t * (series(kLatitude1, t) + t * series(kLatitude2, t));
  const double distance = series(kDistance0, t) + t * series(kDistance1, t);
  const Vec3 ecliptic =
      scaled({std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude), std::sin(latitude)}, distance);
  const double c = std::cos(kObliquity_arcsec * kArcsec), s = std::sin(kObliquity_arcsec * kArcsec);
  return {ecliptic[0], c * ecliptic[1] - s * ecliptic[2], s * ecliptic[1] + c * ecliptic[2]};
}

}  // namespace

Vec3 earth_position_au(const Utc &utc) { return position(millennia(utc)); }

Vec3 earth_velocity(const Utc &utc) {
  const double t = millennia(utc), step = kHalfStep_days / kDaysPerMillennium;
  return scaled(sum(position(t + step), position(t - step), -1), 1 / (2 * kHalfStep_days * kLightDay_au));
}

Vec3 aberrated(const Vec3 &d, const Vec3 &velocity) {
  // Relativistic terms are 0.0005 arc seconds here.
  return unit(sum(d, velocity));
}

Vec3 apparent_sun(const Vec3 &observer, const Utc &utc) { return aberrated(unit(scaled(observer, -1)), earth_velocity(utc)); }

Vec3 geocentric_sun(const Utc &utc) { return apparent_sun(earth_position_au(utc), utc); }

Vec3 solar_pole() { return from_degrees(kPoleRa_deg, kPoleDec_deg); }

}  // namespace corkit::sky
