// Where SOHO was, from a table of JPL Horizons.
//
// Given     the text that Horizons returns: anything, $$SOE, rows in CSV, $$EOE, anything. Vectors (JDTDB, ..., X, Y, Z) or an observer
//           table (date, R.A., DEC, delta), of SOHO (-21) as seen from the Sun (500@10); ICRF or ecliptic J2000; km or au
// Returned  heliocentric position, ICRS axes, km
// Notes     Cubic interpolation between four rows: with a row a day it is right to 1 km, the Sun's pixel to 0.001 arc seconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sky/vectors.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

class Ephemeris {
 public:
  // Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming file, line and remedy for another table.
  Ephemeris(std::string_view text, std::string file);

  // Error(CORKIT_ERROR_CALIBRATION_MISSING) naming the dates it covers for a time that it does not reach, and for a position that is not
  // SOHO's (farther than 3 million km from the Earth).
  Vec3 position_km(const Utc &utc) const;

  std::size_t size() const { return rows_.size(); }

 private:
  struct Row {
    double tt_s = 0;  // from J2000
    Vec3 km{};
  };
  std::string file_;
  std::vector<Row> rows_;
};

Ephemeris read_ephemeris(const std::string &path);

}  // namespace corkit::sky
