#include "sky/soho_place.hpp"

#include <cmath>

#include "sky/earth.hpp"
#include "sky/horizons_head.hpp"

namespace corkit::sky {

namespace {

// With room for orbits that were not looked at one by one.
constexpr double kNearest_km = 1.0e6, kFarthest_km = 2.0e6, kAside_km = 0.9e6;
constexpr int kArrived_mjd = 50174;  // 1996-04-01
constexpr double kSunNearest_km = 0.95 * kAstronomicalUnit_km, kSunFarthest_km = 1.02 * kAstronomicalUnit_km;

struct Place {
  double sunward_km, aside_km;
};

Place place_of(const Vec3 &km, const Utc &utc) {
  const Vec3 earth = scaled(earth_position_au(utc), kAstronomicalUnit_km);
  const Vec3 outward = unit(earth), from_earth = sum(km, earth, -1);
  const double along = dot(from_earth, outward);
  return {-along, length(sum(from_earth, outward, -along))};
}

bool is_soho(const Vec3 &km, const Utc &utc) {
  const auto [sunward, aside] = place_of(km, utc);
  return sunward < kFarthest_km && aside < kAside_km && sunward > (utc.mjd < kArrived_mjd ? -kNearest_km : kNearest_km);
}

std::string million(double km) {
  const double millions = std::round(km / 1e4) / 100;
  std::string text = std::to_string(millions);
  text.resize(text.find('.') + 3);
  return text + " million km";
}

}  // namespace

std::optional<std::string> place_objection(const Vec3 &km, const Utc &utc) {
  if (!std::isfinite(length(km))) return "it places SOHO nowhere: its coordinates are no finite numbers";
  if (is_soho(km, utc)) return std::nullopt;
  if (is_soho(scaled(km, kAstronomicalUnit_km), utc)) return "its coordinates are au, while its head says km";
  if (is_soho(scaled(km, 1 / kAstronomicalUnit_km), utc)) return "its coordinates are km, while its head says au";
  constexpr double kObliquity = 84381.448 * kArcsec;
  for (const double turn : {kObliquity, -kObliquity}) {
    const double c = std::cos(turn), s = std::sin(turn);
    if (is_soho({km[0], c * km[1] - s * km[2], s * km[1] + c * km[2]}, utc))
      return turn > 0 ? "its coordinates are ecliptic ones, while its head says ICRF"
                      : "its coordinates are equatorial ones, while its head says ecliptic";
  }
  if (const double r = length(km); r < kSunNearest_km || r > kSunFarthest_km)
    return "it places SOHO " + million(r) + " from the Sun, where it never was (142 to 152)";
  const auto [sunward, aside] = place_of(km, utc);
  return "it places SOHO " + million(sunward) + " sunward of the Earth and " + million(aside) +
         " beside the line to the Sun, where it never was (1.0 to 2.0, at most 0.9): it is of another body, or of another time";
}

}  // namespace corkit::sky
