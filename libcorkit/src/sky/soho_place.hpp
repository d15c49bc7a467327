// Whether a place may be SOHO's.
//
// Given     heliocentric position, ICRS axes, km; time
// Returned  nothing, or a sentence about why it is not, with what it looks like instead
// Notes     SOHO circles the L1 point, 1.5 million km sunward of the Earth: never farther from the line between Earth and Sun than
//           700 000 km (930 arc seconds as seen from the Sun), 1.2 to 1.8 million km sunward. Until March 1996 it was on its way there.
#pragma once

#include <optional>
#include <string>

#include "sky/vectors.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

std::optional<std::string> place_objection(const Vec3 &km, const Utc &utc);

}  // namespace corkit::sky
