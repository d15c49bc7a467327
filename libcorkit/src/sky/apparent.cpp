#include "sky/apparent.hpp"

#include <algorithm>

#include "sky/earth.hpp"

namespace corkit::sky {

namespace {

constexpr double kMjdJ2000 = 51544.5;
constexpr double kDaysPerYear = 365.25;
constexpr double kMsPerDay = 86400000;
constexpr double kDeflection = 4.072e-3 * kArcsec;  // 2 GM / (c^2 au)
constexpr double kSolarRadius = 0.26 * kDegree;     // closer to the Sun nothing is seen
constexpr double kMargin_deg = 0.05;                // aberration and proper motion

Vec3 catalogue_direction(const Star &star, double years) {
  const double pole_distance = std::cos(star.dec_deg * kDegree);
  const double milliarcsecond_deg = years / 3.6e6;
  return from_degrees(star.ra_deg + star.pm_ra_mas * milliarcsecond_deg / pole_distance,
                      star.dec_deg + star.pm_dec_mas * milliarcsecond_deg);
}

// Light passing the Sun is bent; the star is seen farther from it.
Vec3 deflected(const Vec3 &star, const Vec3 &sun, double distance_au) {
  const double cosine = dot(star, sun);
  if (cosine < 0) return star;
  const double elongation = std::max(length(cross(star, sun)), kSolarRadius);
  return unit(sum(star, tangent(scaled(sun, -1), star), kDeflection / distance_au * (1 + cosine) / elongation));
}

}  // namespace

std::vector<SkyStar> apparent_stars(const std::vector<Star> &table, const Utc &utc, const Vec3 &centre, double radius_deg) {
  const double years = (utc.mjd + utc.ms / kMsPerDay - kMjdJ2000) / kDaysPerYear;
  const Vec3 earth = earth_position_au(utc), velocity = earth_velocity(utc);
  const Vec3 sun = unit(scaled(earth, -1));
  const double distance_au = length(earth);
  const double least = std::cos((radius_deg + kMargin_deg) * kDegree);
  std::vector<SkyStar> seen;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Vec3 direction = catalogue_direction(table[i], years);
    if (dot(direction, centre) < least) continue;
    seen.push_back({static_cast<int>(i), table[i].v_mag, table[i].b_v_mag, table[i].v_mag,
                    aberrated(deflected(direction, sun, distance_au), velocity)});
  }
  return seen;
}

}  // namespace corkit::sky
