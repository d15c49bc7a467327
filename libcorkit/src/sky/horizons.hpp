// The tables of JPL Horizons.
//
// Given     the text that Horizons returns: a head, $$SOE, rows, $$EOE, anything. Vectors as CSV (JDTDB, ..., X, Y, Z) or with labels
//           (X = ... Y = ... Z = ...), or an observer table as CSV (date, R.A., DEC, delta); of SOHO (-21) as seen from the Sun's centre
//           (500@10); ICRF or ecliptic J2000; km or au; TDB or UT
// Returned  rows in order of time: heliocentric position, ICRS axes, km
// Notes     1. The head has to say all of this: a table of another body, centre, frame or unit is refused.
//           2. An observer table has directions in which light arrives: SOHO stood there a light time before (500 s, 15 000 km).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sky/vectors.hpp"

namespace corkit::sky {

inline constexpr const char *kEphemerisRemedy =
    "; get it from JPL Horizons with COMMAND='-21', CENTER='500@10', CSV_FORMAT='YES' (corkit data fetch --ephemeris)";

struct EphemerisRow {
  double tt_s = 0;  // from J2000
  Vec3 km{};
};

// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming file, line and remedy for another table.
std::vector<EphemerisRow> read_horizons(std::string_view text, const std::string &file);

}  // namespace corkit::sky
