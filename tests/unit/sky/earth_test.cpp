// The Sun and the stars as an observer moving with the Earth sees them, beside ERFA's (pyerfa 2.0.0.1, astropy 5.2.1: epv00, get_sun,
// GCRS).
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "sky/apparent.hpp"
#include "sky/earth.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

struct Case {
  Utc utc;
  Vec3 position_au, velocity, sun, star;
};
std::ostream &operator<<(std::ostream &out, const Case &c) { return out << "MJD " << c.utc.mjd; }

const Case cases[] = {
    {{50500, 43200000},
     {-0.88085661, 0.41270112, 0.17893172},
     {-4.682333725e-05, -8.153282883e-05, -3.535171474e-05},
     {0.88081143, -0.41278229, -0.17896691},
     {-0.48221684, 0.81848753, 0.31232207}},
    {{52841, 37207692},
     {0.48047193, -0.82145055, -0.35613235},
     {8.598497375e-05, 4.276912474e-05, 1.853780798e-05},
     {-0.48038436, 0.82149366, 0.35615103},
     {-0.48206660, 0.81856682, 0.31234621}},
    {{55201, 1120000},
     {-0.24455815, 0.87382177, 0.37882760},
     {-9.785919514e-05, -2.301350532e-05, -9.973348915e-06},
     {0.24446193, -0.87384444, -0.37883742},
     {-0.48224648, 0.81847902, 0.31229862}},
    {{58849, 77000000},
     {-0.18170140, 0.88661668, 0.38435077},
     {-9.932687076e-05, -1.723561000e-05, -7.469088488e-06},
     {0.18160371, -0.88663353, -0.38435807},
     {-0.48225845, 0.81847877, 0.31228078}},
};

double arcsec_between(const Vec3 &a, const Vec3 &b) { return length(sum(unit(a), unit(b), -1)) / kArcsec; }

}  // namespace

BOOST_DATA_TEST_CASE(the_sun_is_where_erfa_has_it, boost::unit_test::data::make(cases)) {
  // The series leaves out terms of 0.06 arc seconds; the worst of fifty years is 0.6.
  BOOST_TEST(arcsec_between(earth_position_au(sample.utc), sample.position_au) < 0.6);
  BOOST_TEST(arcsec_between(geocentric_sun(sample.utc), sample.sun) < 0.6);
  BOOST_TEST(length(sum(earth_velocity(sample.utc), sample.velocity, -1)) / kArcsec < 0.02);
}

BOOST_DATA_TEST_CASE(a_star_with_proper_motion_is_where_astropy_has_it, boost::unit_test::data::make(cases)) {
  const std::vector<Star> table{{120.5, 18.2, 250, -400, 6, 0.5}};
  const auto seen = apparent_stars(table, sample.utc, from_degrees(120.5, 18.2), 1);
  BOOST_REQUIRE(seen.size() == 1U);
  // Second-order terms of aberration, and the rounding of the reference.
  BOOST_TEST(arcsec_between(seen[0].direction, sample.star) < 0.02);
}

BOOST_AUTO_TEST_CASE(light_that_passes_the_sun_is_bent_away_from_it) {
  const Utc utc{52841, 0};
  const Vec3 sun = unit(scaled(earth_position_au(utc), -1));
  const Vec3 aside = unit(sum(sun, tangent(solar_pole(), sun), 1 * kDegree));
  const std::vector<Star> table{{ra_degrees(aside), dec_degrees(aside), 0, 0, 6, 0.5}};
  const auto seen = apparent_stars(table, utc, aside, 1);
  BOOST_REQUIRE(seen.size() == 1U);
  const Vec3 straight = aberrated(aside, earth_velocity(utc));
  // 0.00407 arc seconds / tan(elongation / 2)
  BOOST_TEST(std::abs(arcsec_between(seen[0].direction, straight) - 0.46) < 0.02);
  BOOST_TEST(dot(seen[0].direction, sun) < dot(straight, sun));
}

BOOST_AUTO_TEST_CASE(stars_outside_the_field_are_left_out) {
  const std::vector<Star> table{{10, 5, 0, 0, 6, 0.5}, {10, 9, 0, 0, 6, 0.5}};
  BOOST_TEST(apparent_stars(table, {52841, 0}, from_degrees(10, 5), 2).size() == 1U);
}
