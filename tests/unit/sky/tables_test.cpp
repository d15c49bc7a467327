// The star table and the ephemeris: what is read, and what is refused with which sentence.
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/error.hpp"
#include "sky/earth.hpp"
#include "sky/ephemeris.hpp"
#include "sky/star_table.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

constexpr double kAu_km = 149597870.7;

// SOHO is put at 0.99 of the Earth's distance.
Vec3 soho_km(const Utc &utc) { return scaled(earth_position_au(utc), 0.99 * kAu_km); }

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.15E", value);
  return text;
}

const std::string kVectorHead =
    "Target body name: SOHO (spacecraft) (-21)         {source: SOHO_merged}\n"
    "Center body name: Sun (10)                        {source: DE441}\n"
    "Output units    : KM-S\nReference frame : ICRF\n"
    "            JDTDB,            Calendar Date (TDB),                      X,                      Y,                      Z,\n";

// TDB is TAI + 32.184 s to 2 ms.
std::string vector_row(const Utc &utc, double units_km = 1) {
  const double tdb_s = utc_to_tai(utc) + 32.184 - (51544.5 - 36204) * 86400;
  const Vec3 km = soho_km(utc);
  char jd[40];
  std::snprintf(jd, sizeof jd, "%.9f", 2451545 + tdb_s / 86400);
  return std::string(jd) + ", A.D. 2003-Jul-21 00:00:00.0000, " + number(km[0] / units_km) + ", " + number(km[1] / units_km) + ", " +
         number(km[2] / units_km) + ",\n";
}

std::string vectors(int days, const std::string &head = kVectorHead, double units_km = 1) {
  std::string text = "*****\n" + head + "$$SOE\n";
  for (int day = 0; day < days; ++day) text += vector_row({52838 + day, 0}, units_km);
  return text + "$$EOE\n*****\n";
}

std::string refusal(const std::string &text) {
  try {
    const Ephemeris ephemeris(text, "soho.txt");
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

bool says(const std::string &sentence, const char *part) { return sentence.find(part) != std::string::npos; }

struct Scratch {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("corkit_stars_" + std::to_string(::getpid()) + ".csv");
  explicit Scratch(const std::string &text) { std::ofstream(path) << text; }
  ~Scratch() { std::filesystem::remove(path); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(vectors_are_interpolated_between_days) {
  const Ephemeris ephemeris(vectors(8), "soho.txt");
  const Utc utc{52841, 37207692};
  // Cubic, with a row a day: 0.3 km for the Earth's orbit.
  BOOST_TEST(length(sum(ephemeris.position_km(utc), soho_km(utc), -1)) < 1);
}

BOOST_AUTO_TEST_CASE(astronomical_units_are_understood) {
  std::string head = kVectorHead;
  head.replace(head.find("KM-S"), 4, "AU-D");
  const Ephemeris ephemeris(vectors(8, head, kAu_km), "soho.txt");
  BOOST_TEST(length(sum(ephemeris.position_km({52841, 0}), soho_km({52841, 0}), -1)) < 1);
}

BOOST_AUTO_TEST_CASE(an_observer_table_is_understood_in_degrees_and_sexagesimal) {
  for (const bool sexagesimal : {false, true}) {
    std::string text =
        "Target body name: SOHO (spacecraft) (-21)\nCenter body name: Sun (10)\n Date__(UT)__HR:MN, , ,R.A._(ICRF), DEC_(ICRF),  delta,  "
        "deldot,\n$$SOE\n";
    for (int hour = 0; hour < 8; ++hour) {
      const Utc utc{52841, hour * 3600000};
      const Vec3 km = soho_km(utc);
      const double ra = ra_degrees(km), dec = dec_degrees(km);
      char row[200];
      if (sexagesimal) {
        const double hours = ra / 15, south = std::abs(dec);
        std::snprintf(row, sizeof row, " 2003-Jul-21 %02d:00, , ,%02d %02d %.6f, %s%02d %02d %.5f, %.14f, 0.1,\n", hour,
                      static_cast<int>(hours), static_cast<int>(hours * 60) % 60, std::fmod(hours * 3600, 60.0), dec < 0 ? "-" : "+",
                      static_cast<int>(south), static_cast<int>(south * 60) % 60, std::fmod(south * 3600, 60.0), length(km) / kAu_km);
      } else {
        std::snprintf(row, sizeof row, " 2003-Jul-21 %02d:00, , , %.10f, %.10f, %.14f, 0.1,\n", hour, ra, dec, length(km) / kAu_km);
      }
      text += row;
    }
    const Ephemeris ephemeris(text + "$$EOE\n", "soho.txt");
    const Utc utc{52841, 9000000};
    BOOST_TEST(length(sum(ephemeris.position_km(utc), soho_km(utc), -1)) < 10);
  }
}

BOOST_AUTO_TEST_CASE(a_time_outside_the_table_is_told_with_what_it_covers) {
  const Ephemeris ephemeris(vectors(8), "soho.txt");
  try {
    ephemeris.position_km({52900, 0});
    BOOST_ERROR("no error");
  } catch (const Error &error) {
    BOOST_TEST(error.status() == CORKIT_ERROR_CALIBRATION_MISSING);
    BOOST_TEST(says(error.what(), "soho.txt: it covers 2003-07-18 to 2003-07-25, the image is of 2003-09-18"), error.what());
  }
}

BOOST_AUTO_TEST_CASE(rows_far_apart_are_not_interpolated) {
  std::string text = "*****\n" + kVectorHead + "$$SOE\n";
  for (const int day : {0, 1, 2, 3, 60, 61, 62, 63}) text += vector_row({52838 + day, 0});
  const Ephemeris ephemeris(text + "$$EOE\n", "soho.txt");
  BOOST_CHECK_EXCEPTION(ephemeris.position_km({52870, 0}), Error,
                        [](const Error &error) { return says(error.what(), "soho.txt: its rows about 2003-08-19 are more than"); });
  BOOST_CHECK_NO_THROW(ephemeris.position_km({52838, 43200000}));
}

BOOST_AUTO_TEST_CASE(frames_of_date_and_other_units_are_refused) {
  const auto head_with = [](const std::string &line) {
    return "Target body name: SOHO (-21)\nCenter body name: Sun (10)\n" + line + "\n JDTDB, Calendar Date (TDB), X, Y, Z,\n";
  };
  BOOST_TEST(says(refusal(vectors(8, head_with("Reference frame : FK4/B1950.0"))), "neither ICRF nor J2000"));
  BOOST_TEST(says(refusal(vectors(8, head_with("Coordinate systm: Earth True Equator and Equinox of date"))), "that of a date"));
  BOOST_TEST(says(refusal(vectors(8, head_with("Output units    : MILES-D"))), "neither km nor au"));
  BOOST_TEST(refusal(vectors(8, head_with("Reference frame : Ecliptic of J2000.0"))).empty());
  BOOST_TEST(!refusal("Target body name: SOHO (-21)\n Date__(UT)__HR:MN, , ,R.A._(a-app), DEC_(a-app),  delta,\n$$SOE\n$$EOE\n").empty());
}

BOOST_AUTO_TEST_CASE(other_tables_are_refused_with_the_reason) {
  BOOST_TEST(says(refusal("<html>"), "no $$SOE"));
  BOOST_TEST(says(refusal(vectors(3)), "it has 3 rows, interpolation needs four"));
  auto cut = vectors(8);
  cut.resize(cut.find("$$EOE"));
  BOOST_TEST(says(refusal(cut), "$$EOE is missing"));
  auto geocentric = vectors(8);
  geocentric.replace(geocentric.find("Sun (10)"), 8, "Earth (399)");
  BOOST_TEST(says(refusal(geocentric), "not heliocentric"));
  auto other = vectors(8);
  other.replace(other.find("(-21)"), 5, "(-96)");
  BOOST_TEST(says(refusal(other), "not of SOHO"));
  auto bad = vectors(8);
  bad.replace(bad.rfind("E+08"), 4, "E+xx");
  BOOST_TEST(says(refusal(bad), "is no number"));
  BOOST_TEST(says(refusal("$$SOE\n1,2\n$$EOE\n"), "names of the columns"));
}

BOOST_AUTO_TEST_CASE(a_place_far_from_the_earth_is_not_soho_s) {
  const Ephemeris ephemeris(vectors(8, kVectorHead, 2), "soho.txt");
  BOOST_CHECK_THROW(ephemeris.position_km({52841, 0}), Error);
}

BOOST_AUTO_TEST_CASE(the_star_table_is_read_brightest_first) {
  const auto stars = read_star_table(std::string(CORKIT_SOURCE_DIR) + "/libcorkit/share/stars/ecliptic_stars.csv.gz");
  BOOST_TEST(stars.size() == 17048U);
  BOOST_TEST(stars.front().v_mag < 1.2);
  BOOST_TEST(stars.back().v_mag < 8.8);
  BOOST_TEST(std::is_sorted(stars.begin(), stars.end(), [](const Star &a, const Star &b) { return a.v_mag < b.v_mag; }));
}

BOOST_AUTO_TEST_CASE(what_is_no_star_table_is_refused) {
  BOOST_CHECK_THROW(read_star_table("/nonexistent.csv"), Error);
  BOOST_CHECK_THROW(read_star_table(Scratch("a,b\n1,2\n").path), Error);
  const Scratch bad("ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag\n1,2,3,4,5,6\n1,2,3,4,5\n");
  try {
    read_star_table(bad.path);
    BOOST_ERROR("no error");
  } catch (const Error &error) {
    BOOST_TEST(says(error.what(), "line 3"), error.what());
  }
  BOOST_CHECK_THROW(
      read_star_table(Scratch("ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag\n1,2,3,4,nan,6\n1,2,3,4,5,6\n").path), Error);
}
