// Where SOHO was: interpolation, what a table covers, places that are not SOHO's.
#include <boost/test/unit_test.hpp>

#include "horizons_text.hpp"
#include "sky/soho_place.hpp"

using namespace corkit;
using namespace corkit::test;
using sky::Ephemeris;
using sky::place_objection;
using sky::Vec3;

namespace {

std::string objection(const Vec3 &km, const Utc &utc) { return place_objection(km, utc).value_or(""); }

}  // namespace

BOOST_AUTO_TEST_CASE(vectors_are_interpolated_between_days) {
  // Cubic, with a row a day: 0.3 km for the Earth's orbit.
  for (const int ms : {0, 37207692, 86399000}) BOOST_TEST(error_km(vectors(8), {kFirstMjd + 3, ms}) < 1);
}

BOOST_AUTO_TEST_CASE(a_time_outside_the_table_is_told_with_what_it_covers) {
  const Ephemeris ephemeris(vectors(8), "soho.txt");
  try {
    ephemeris.position_km({52900, 0});
    BOOST_ERROR("no error");
  } catch (const Error &error) {
    BOOST_TEST(error.status() == CORKIT_ERROR_CALIBRATION_MISSING);
    BOOST_TEST(says(error.what(), "soho.txt: it covers 2003-07-17 to 2003-07-24, the image is of 2003-09-18"), error.what());
  }
}

BOOST_AUTO_TEST_CASE(rows_far_apart_are_not_interpolated) {
  std::string text = "*****\n" + vector_head() + kCsvColumns + "$$SOE\n";
  for (const int day : {0, 1, 2, 3, 60, 61, 62, 63}) text += vector_row(day);
  const Ephemeris ephemeris(text + "$$EOE\n", "soho.txt");
  BOOST_CHECK_EXCEPTION(ephemeris.position_km({52870, 0}), Error,
                        [](const Error &error) { return says(error.what(), "soho.txt: its rows about 2003-08-19 are more than"); });
  BOOST_CHECK_NO_THROW(ephemeris.position_km({kFirstMjd, 43200000}));
}

BOOST_AUTO_TEST_CASE(a_table_of_places_where_soho_never_was_is_refused_when_it_is_read) {
  BOOST_TEST(says(refusal(vectors(8, vector_head() + kCsvColumns, {2})), "soho.txt: on 2003-07-17 it places SOHO 75.2"));
  BOOST_TEST(says(refusal(vectors(8, vector_head() + kCsvColumns, {kAu_km})), "its coordinates are au, while its head says km"));
  BOOST_TEST(says(refusal(vectors(8, vector_head("AU-D") + kCsvColumns)), "its coordinates are km, while its head says au"));
  BOOST_TEST(says(refusal(vectors(8, vector_head() + kCsvColumns, {1, true})), "ecliptic ones, while its head says ICRF"));
  BOOST_TEST(says(refusal(vectors(8, vector_head("KM-S", "Reference frame : Ecliptic of J2000.0\n") + kCsvColumns)),
                  "equatorial ones, while its head says ecliptic"));
}

BOOST_AUTO_TEST_CASE(places_of_the_halo_orbit_are_soho_s_and_those_of_other_bodies_are_not) {
  const Utc utc{52841, 0};
  const Vec3 earth = sky::scaled(sky::earth_position_au(utc), kAu_km), out = sky::unit(earth);
  const Vec3 aside = sky::tangent({0, 0, 1}, out);
  const auto place = [&](double sunward, double beside) { return sky::sum(sky::sum(earth, out, -sunward), aside, beside); };
  for (const double sunward : {1.25e6, 1.5e6, 1.75e6})
    for (const double beside : {-6.7e5, 0.0, 6.7e5}) BOOST_TEST(objection(place(sunward, beside), utc).empty());
  BOOST_TEST(says(objection(earth, utc), "0.00 million km sunward"));                       // the Earth's own table
  BOOST_TEST(says(objection(place(-1.5e6, 0), utc), "where it never was"));                 // L2
  BOOST_TEST(says(objection(place(1.5e6, 1.5e6), utc), "1.50 million km beside"));          // some time else
  BOOST_TEST(says(objection(soho_km({52841 + 3, 0}), utc), "beside the line to the Sun"));  // three days later
  BOOST_TEST(says(objection(sky::scaled(earth, 0.72), utc), "from the Sun, where it never was"));
  BOOST_TEST(says(objection({0, 0, std::nan("")}, utc), "no finite numbers"));
  // On its way in December 1995.
  const Utc early{50080, 0};
  const Vec3 then = sky::scaled(sky::earth_position_au(early), kAu_km);
  BOOST_TEST(objection(sky::sum(then, sky::unit(then), -4e5), early).empty());
}
