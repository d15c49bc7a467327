// Tables as JPL Horizons writes them, of a made-up SOHO at 0.99 of the Earth's distance.
#pragma once

#include <cmath>
#include <cstdio>
#include <string>

#include "core/error.hpp"
#include "sky/earth.hpp"
#include "sky/ephemeris.hpp"

namespace corkit::test {

inline constexpr double kAu_km = 149597870.7;
inline constexpr int kFirstMjd = 52838;  // 2003-07-18

inline sky::Vec3 soho_km(const Utc &utc) { return sky::scaled(sky::earth_position_au(utc), 0.99 * kAu_km); }

inline std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.15E", value);
  return text;
}

inline const std::string kBody =
    "Ephemeris / API_USER Fri Nov 27 00:00:00 2026 Pasadena, USA      / Horizons\n"
    "*******************************************************************************\n"
    "Target body name: SOHO (spacecraft) (-21)         {source: SOHO_merged}\n"
    "Center body name: Sun (10)                        {source: DE441}\n"
    "Center-site name: BODY CENTER\n"
    "*******************************************************************************\n"
    "Start time      : A.D. 2003-Jul-18 00:00:00.0000 TDB\n"
    "Step-size       : 1440 minutes\n";

inline std::string vector_head(const std::string &units = "KM-S", const std::string &frame = "Reference frame : ICRF\n") {
  return kBody + "Output units    : " + units +
         "\nCalendar mode   : Mixed Julian/Gregorian\nOutput type     : GEOMETRIC cartesian states\n" +
         "Output format   : 1 (position only)\n" + frame +
         "*******************************************************************************\n";
}

inline const std::string kCsvColumns =
    "            JDTDB,            Calendar Date (TDB),                      X,                      Y,                      Z,\n****\n";

// A row's time, TDB: TAI + 32.184 s to 2 ms.
inline Utc utc_of_row(int day) {
  const double tdb_s = (kFirstMjd + day - 36204) * 86400.0;
  return tai_to_utc(tdb_s - 32.184);
}

inline sky::Vec3 ecliptic(const sky::Vec3 &v) {
  const double e = 84381.448 / 3600 * std::acos(-1.0) / 180, c = std::cos(e), s = std::sin(e);
  return {v[0], c * v[1] + s * v[2], c * v[2] - s * v[1]};
}

struct RowStyle {
  double unit_km = 1;
  bool ecliptic = false, labelled = false, labels = true;
};

inline std::string vector_row(int day, const RowStyle &style = {}) {
  auto v = sky::scaled(soho_km(utc_of_row(day)), 1 / style.unit_km);
  if (style.ecliptic) v = ecliptic(v);
  char date[80];
  std::snprintf(date, sizeof date, "A.D. 2003-Jul-%02d 00:00:00.0000", 18 + day);
  const std::string julian = std::to_string(2400000 + kFirstMjd + day) + ".500000000";
  if (!style.labelled) return julian + ", " + date + ", " + number(v[0]) + ", " + number(v[1]) + ", " + number(v[2]) + ",\n";
  const auto signed_number = [](double value) { return (value < 0 ? "" : " ") + number(value); };
  if (!style.labels)
    return julian + " = " + date + " TDB [del_T=     64.184 s]\n  " + number(v[0]) + "  " + number(v[1]) + "  " + number(v[2]) +
           "\n  1.0E+01 2.0E+01 3.0E+01\n";
  return julian + " = " + date + " TDB \n X =" + signed_number(v[0]) + " Y =" + signed_number(v[1]) + " Z =" + signed_number(v[2]) +
         "\n VX= 1.000000000000000E+01 VY=-2.000000000000000E+01 VZ= 3.000000000000000E+00\n"
         " LT= 4.943E+02 RG= 1.481E+08 RR=-1.0E-02\n";
}

inline std::string vectors(int days, const std::string &head = vector_head() + kCsvColumns, const RowStyle &style = {}) {
  std::string text = "API VERSION: 1.2\nAPI SOURCE: NASA/JPL Horizons API\n\n*****\n" + head + "$$SOE\n";
  for (int day = 0; day < days; ++day) text += vector_row(day, style);
  return text + "$$EOE\n*****\nTIME\n\n  X = what follows is explained here\n";
}

// What a table says is refused; "" for nothing.
inline std::string refusal(const std::string &text) {
  try {
    const sky::Ephemeris ephemeris(text, "soho.txt");
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

inline bool says(const std::string &sentence, const std::string &part) { return sentence.find(part) != std::string::npos; }

inline std::string with(std::string text, const std::string &old, const std::string &replacement) {
  const auto at = text.find(old);
  return at == std::string::npos ? "no '" + old + "' to replace" : text.replace(at, old.size(), replacement);
}

// km between a table's place and the made-up one.
inline double error_km(const std::string &text, const Utc &utc = {kFirstMjd + 3, 37207692}) {
  return sky::length(sky::sum(sky::Ephemeris(text, "soho.txt").position_km(utc), soho_km(utc), -1));
}

}  // namespace corkit::test
