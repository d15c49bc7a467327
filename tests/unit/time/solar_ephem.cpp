#include "time/solar_ephem.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "time/utc.hpp"

using namespace corkit;

namespace {

// Two digits of the year as in SolarSoft's yymmdd.
int mjd_of_yymmdd(const std::string &text) {
  const int yy = std::stoi(text.substr(0, 2));
  return mjd_of(yy < 50 ? 2000 + yy : 1900 + yy, std::stoi(text.substr(2, 2)), std::stoi(text.substr(4, 2)));
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-15 * std::abs(b); }

std::string printed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ephemeris)

// Tolerance: 1e-15 of the value, the last of 17 digits printed by solar_ephem under GDL.
BOOST_AUTO_TEST_CASE(solar_ephem_equals_the_reference_table) {
  std::ifstream file(CORKIT_SOURCE_DIR "/reference_data/stages/solar_ephem.txt");
  BOOST_REQUIRE(file);
  std::string line;
  int rows = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream in(line);
    std::string day, type;
    int soho = 0;
    double radius = 0, distance = 0, longitude = 0;
    in >> day >> soho >> radius >> type >> distance >> type >> longitude;
    BOOST_REQUIRE(in);
    const auto got = solar_ephem(mjd_of_yymmdd(day), soho != 0);
    BOOST_TEST(close(got.radius_deg, radius), line << ": radius " << got.radius_deg - radius);
    BOOST_TEST(close(got.distance_au, distance), line << ": distance " << got.distance_au - distance);
    BOOST_TEST(close(got.longitude_deg, longitude), line << ": longitude " << got.longitude_deg - longitude);
    ++rows;
  }
  BOOST_TEST(rows == 20);
}

BOOST_AUTO_TEST_CASE(rsun_equals_three_genuine_headers_in_all_printed_digits) {
  BOOST_TEST(printed(solar_radius_arcsec(mjd_of(2009, 2, 28))) == "978.572578766");
  BOOST_TEST(printed(solar_radius_arcsec(mjd_of(2010, 12, 16))) == "985.083580842");
  BOOST_TEST(printed(solar_radius_arcsec(mjd_of(2002, 1, 8))) == "985.876146678");
}

BOOST_AUTO_TEST_SUITE_END()
