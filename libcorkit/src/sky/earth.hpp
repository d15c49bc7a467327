// Where the Earth is and how it moves, and where the Sun is seen from it.
//
// Given     time as UTC
// Returned  ICRS axes: heliocentric position in au, velocity in units of the speed of light, apparent direction of the Sun (as the stars of
//           apparent.hpp: with aberration)
// Notes     Compared with ERFA's epv00 on 2429 days from 1995 to 2042: 0.15 arc seconds rms and 0.56 at worst in direction; 2e-5 au in
//           distance (3000 km); 0.01 arc seconds of aberration.
#pragma once

#include "sky/vectors.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

Vec3 earth_position_au(const Utc &utc);
Vec3 earth_velocity(const Utc &utc);

// The direction from which light of a fixed source in direction d (unit vector) seems to come, for an observer of that velocity.
Vec3 aberrated(const Vec3 &d, const Vec3 &velocity);

// The Sun's direction for an observer at a heliocentric position (any unit) with the Earth's velocity.
Vec3 apparent_sun(const Vec3 &observer, const Utc &utc);
// ... for an observer at the Earth's centre.
Vec3 geocentric_sun(const Utc &utc);

// North pole of the Sun's rotation.
Vec3 solar_pole();

}  // namespace corkit::sky
