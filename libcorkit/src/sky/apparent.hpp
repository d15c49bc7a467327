// Where the stars of a table are seen at a time.
//
// Given     stars, UTC
// Returned  unit vectors, ICRS axes, as an observer moving with the Earth sees them: proper motion, deflection by the Sun, aberration
// Notes     SOHO's velocity is the Earth's to 1 km/s, 0.7 arc seconds at most; parallaxes (0.8 arc seconds for the nearest star) are left
//           out. No precession or nutation: everything is in ICRS axes.
#pragma once

#include <vector>

#include "sky/star_table.hpp"
#include "sky/vectors.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

struct SkyStar {
  int index = 0;  // in the table
  double v_mag = 0, b_v_mag = 0;
  double seen_mag = 0;  // v_mag and what the camera's colour response adds
  Vec3 direction{};
};

// The stars within `radius_deg` of a direction, in the table's order. seen_mag is left to whoever knows the camera.
std::vector<SkyStar> apparent_stars(const std::vector<Star> &table, const Utc &utc, const Vec3 &centre, double radius_deg);

}  // namespace corkit::sky
