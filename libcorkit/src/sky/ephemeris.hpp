// Where SOHO was, from a table of JPL Horizons (horizons.hpp).
//
// Returned  heliocentric position, ICRS axes, km
// Notes     Cubic interpolation between four rows: with a row a day it is right to 1 km, the Sun's pixel to 0.001 arc seconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sky/horizons.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

class Ephemeris {
 public:
  // Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming file, line and remedy for another table, and for places where SOHO never was.
  Ephemeris(std::string_view text, std::string file);

  // Error(CORKIT_ERROR_CALIBRATION_MISSING) naming the dates it covers for a time that it does not reach;
  // Error(CORKIT_ERROR_CALIBRATION_DAMAGED) for a place where SOHO never was.
  Vec3 position_km(const Utc &utc) const;

  const std::string &file() const { return file_; }
  std::size_t size() const { return rows_.size(); }

 private:
  void require_place(const Vec3 &km, const Utc &utc) const;

  std::string file_;
  std::vector<EphemerisRow> rows_;
};

Ephemeris read_ephemeris(const std::string &path);

}  // namespace corkit::sky
