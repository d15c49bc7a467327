// Distance and apparent radius of the Sun.
//
// Follows   solar_ephem.pro as get_solar_radius.pro calls it (spec/level1.md 13.5)
#pragma once

namespace corkit {

struct SolarEphemeris {
  double radius_deg;
  double distance_au;
  double longitude_deg;  // mean longitude L
};

// mjd: integer day. soho: as seen from SOHO (0.99 of the distance).
SolarEphemeris solar_ephem(int mjd, bool soho);

// RSUN, arc seconds, as seen from SOHO.
double solar_radius_arcsec(int mjd);

}  // namespace corkit
