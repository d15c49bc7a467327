#include <boost/test/unit_test.hpp>

#include "core/error.hpp"
#include "sky/camera_model.hpp"
#include "sky/earth.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

const Vec3 kSun = geocentric_sun({52841, 37207692});

Camera camera(Detector detector, double roll_deg) {
  const auto optics = optics_of(detector);
  return {optics, kSun, optics.sun, roll_deg};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_a_pixel_sees_is_seen_by_that_pixel) {
  for (const auto detector : {Detector::C2, Detector::C3})
    for (const double roll : {-0.23, 91.0, 179.8})
      for (const double x : {0.0, 300.5, 1023.0})
        for (const double y : {0.0, 700.25, 1023.0}) {
          const auto made = camera(detector, roll);
          const auto back = made.pixel(made.direction({x, y}));
          BOOST_REQUIRE(back);
          BOOST_TEST(std::hypot(back->x - x, back->y - y) < 1e-6);
        }
}

BOOST_AUTO_TEST_CASE(a_camera_sees_what_it_was_pointed_at_with_the_roll_it_was_given) {
  for (const double roll : {-175.3, -0.2, 3.07, 90.0}) {
    const auto made = camera(Detector::C2, roll);
    const auto at = made.pixel(kSun);
    BOOST_REQUIRE(at);
    BOOST_TEST(std::hypot(at->x - made.optics().sun.x, at->y - made.optics().sun.y) < 1e-6);
    BOOST_TEST(std::abs(made.roll_deg(*at) - roll) < 1e-3);
  }
}

BOOST_AUTO_TEST_CASE(north_is_up_and_west_is_right) {
  const auto made = camera(Detector::C3, 0);
  const Vec3 north = unit(sum(kSun, tangent(solar_pole(), kSun), kDegree));
  const Vec3 west = unit(sum(kSun, cross(kSun, tangent(solar_pole(), kSun)), kDegree));
  const auto centre = made.pixel(kSun), up = made.pixel(north), right = made.pixel(west);
  BOOST_REQUIRE((centre && up && right));
  BOOST_TEST(up->y - centre->y > 60);
  BOOST_TEST(std::abs(up->x - centre->x) < 0.1);
  BOOST_TEST(right->x - centre->x > 60);
}

// As CROTA: turning the image counter-clockwise by the roll brings north up, so north is clockwise of +y.
BOOST_AUTO_TEST_CASE(with_a_positive_roll_north_is_turned_to_the_right) {
  const auto made = camera(Detector::C3, 10);
  const auto centre = made.pixel(kSun), north = made.pixel(unit(sum(kSun, tangent(solar_pole(), kSun), kDegree)));
  BOOST_REQUIRE((centre && north));
  BOOST_TEST(north->x > centre->x);
}

// r_d = r_u (1 + a + b r_u^2 + c r_u^4), r_u = tan(theta) / S (spec of the optics).
BOOST_AUTO_TEST_CASE(distortion_is_a_polynomial_of_the_undistorted_radius) {
  const auto optics = optics_of(Detector::C3);
  const Camera made(optics, kSun, optics.centre, 0);
  const double r = 450, theta = std::atan(r * 56.0 * kArcsec);
  const Vec3 aside = sum(scaled(kSun, std::cos(theta)), tangent(solar_pole(), kSun), std::sin(theta));
  const auto at = made.pixel(aside);
  BOOST_REQUIRE(at);
  const double expected = r * (1 - 0.01767 + 6.46e-8 * r * r + 5.10e-14 * std::pow(r, 4));
  BOOST_TEST(std::abs(std::hypot(at->x - optics.centre.x, at->y - optics.centre.y) - expected) < 1e-4);
}

BOOST_AUTO_TEST_CASE(products_have_no_distortion_and_their_own_scale) {
  const auto optics = product_optics(Detector::C3, {520, 530}, true);
  BOOST_TEST(optics.a == 0);
  BOOST_TEST(optics.scale_arcsec == 56.101);
  // The optical axis is turned with the image.
  BOOST_TEST(optics.centre.x > 520);
  BOOST_CHECK_THROW(optics_of(Detector::EIT), Error);
}

BOOST_AUTO_TEST_CASE(what_is_far_off_the_axis_has_no_pixel) { BOOST_TEST(!camera(Detector::C3, 0).pixel(scaled(kSun, -1))); }
