// What the lines before $$SOE of a table of JPL Horizons say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corkit::sky {

inline constexpr double kAstronomicalUnit_km = 149597870.7;

struct HorizonsHead {
  std::optional<std::size_t> x, y, z, ra, dec, delta, julian, date;  // columns of CSV
  bool labelled = false;                                             // vectors, a line for the time and one for X, Y, Z
  bool utc = false;                                                  // else TDB, which is TT to 2 ms
  double unit_km = 1;                                                // of vectors
  bool ecliptic = false;                                             // of vectors: J2000; else ICRF
};

// Without blanks, carriage returns and asterisks at both ends.
std::string_view trimmed(std::string_view text);
// Of a line of CSV, trimmed.
std::vector<std::string_view> fields_of(std::string_view line);
bool contains(std::string_view text, std::string_view part);

// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) for a table that is not SOHO's, or not heliocentric, or of other units, frames or columns.
HorizonsHead read_horizons_head(const std::vector<std::string_view> &lines, const std::string &file);

[[noreturn]] void refuse_ephemeris(const std::string &file, const std::string &what);

}  // namespace corkit::sky
