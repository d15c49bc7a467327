// What the tests of the stars share: the star table, a store without calibration files, solving.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "fits/reader.hpp"
#include "sky/solve.hpp"

namespace corkit::test {

inline const std::vector<sky::Star> &stars() {
  static const auto table = sky::read_star_table(std::string(CORKIT_SOURCE_DIR) + "/libcorkit/share/stars/ecliptic_stars.csv.gz");
  return table;
}

// The clock is not corrected: no file says how far it was off.
inline sky::Solution solved(const AnyImage &image, const Header &header, const sky::Ephemeris *ephemeris = nullptr) {
  static const CalibrationStore store(CalibrationPaths{});
  return sky::solve_stars(store, stars(), ephemeris, image, header, {.no_time_correction = true});
}

inline Header days_later(const Header &header, int days) {
  Header moved = header;
  moved.set("DATE-OBS", format_date(parse_mjd(header.get_string("DATE-OBS").value_or("")).value_or(0) + days));
  return moved;
}

inline double turn_between(double a_deg, double b_deg) { return std::remainder(a_deg - b_deg, 360.0); }

}  // namespace corkit::test
