#include "time/observer.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <ostream>

using namespace corkit;

namespace {

constexpr double kAu_m = 149597870700.0;

// The Earth's heliographic latitude B0 and distance from sunpy 4.1.2 (sunpy.coordinates.sun.B0, earth_distance) with astropy 5.2.1: an
// analytical ephemeris of all planets and the IAU pole of the Sun, nothing of which is used here.
struct Case {
  const char *date, *time;
  double b0_deg, earth_au;
};
std::ostream &operator<<(std::ostream &out, const Case &c) { return out << c.date << ' ' << c.time; }

const Case kCases[] = {{"1996-03-01", "00:00:00", -7.22358, 0.9908727}, {"1998-06-07", "12:00:00", 0.10180, 1.0148821},
                       {"2000-02-29", "06:00:00", -7.21441, 0.9907233}, {"2003-09-08", "18:00:00", 7.25199, 1.0074209},
                       {"2005-05-13", "16:42:05", -2.80587, 1.0106049}, {"2009-12-07", "00:00:00", 0.11207, 0.9852175},
                       {"2014-07-04", "12:00:00", 3.22867, 1.0166810},  {"2020-01-05", "03:00:00", -3.41975, 0.9832437},
                       {"2024-10-20", "09:30:00", 5.43328, 0.9956430},  {"2026-03-06", "00:00:00", -7.25164, 0.9919493}};

}  // namespace

BOOST_AUTO_TEST_SUITE(observer)

// Tolerances: the truncation of the series, 0.01 degree and 0.0001 au.
BOOST_AUTO_TEST_CASE(latitude_and_distance_equal_a_planetary_ephemeris) {
  for (const auto &c : kCases) {
    const Observer got = wcs_observer({*parse_mjd(c.date), *parse_ms(c.time)});
    BOOST_TEST(std::abs(got.latitude_deg - c.b0_deg) < 0.01, c << ": B0 is off by " << got.latitude_deg - c.b0_deg << " degree");
    BOOST_TEST(std::abs(got.distance_m / (0.99 * kAu_m) - c.earth_au) < 1e-4,
               c << ": the distance is off by " << got.distance_m / (0.99 * kAu_m) - c.earth_au << " au");
    BOOST_TEST(got.longitude_deg == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
