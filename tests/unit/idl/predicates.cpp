// Orientation and circle test where DOUBLE arithmetic cannot tell.
#include "idl/predicates.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

using namespace corkit;
using idl::in_circle;
using idl::orientation;
using idl::Point;

namespace {

constexpr double kUp = std::numeric_limits<double>::infinity();

}  // namespace

BOOST_AUTO_TEST_SUITE(predicates)

BOOST_AUTO_TEST_CASE(plain_cases_have_their_sign) {
  BOOST_TEST(orientation({0, 0}, {1, 0}, {0, 1}) == 1);
  BOOST_TEST(orientation({0, 0}, {0, 1}, {1, 0}) == -1);
  BOOST_TEST(orientation({0, 0}, {1, 1}, {3, 3}) == 0);
  BOOST_TEST(in_circle({0, 0}, {1, 0}, {0, 1}, {0.5, 0.5}) == 1);
  BOOST_TEST(in_circle({0, 0}, {1, 0}, {0, 1}, {1, 1}) == 0);
  BOOST_TEST(in_circle({0, 0}, {1, 0}, {0, 1}, {2, 1}) == -1);
}

BOOST_AUTO_TEST_CASE(a_point_is_on_a_line_of_equal_coordinates_and_a_step_beside_it_not) {
  // x = y for all three: exactly on one line, whatever the digits.
  std::mt19937 random(1);
  std::uniform_real_distribution<double> digits(-1, 1);
  for (int trial = 0; trial < 500; ++trial) {
    double low = digits(random), high = digits(random);
    if (low > high) std::swap(low, high);
    const double between = low + (high - low) * 0.37;
    const Point a{low, low}, b{high, high};
    BOOST_TEST(orientation(a, b, {between, between}) == 0);
    BOOST_TEST(orientation(a, b, {between, std::nextafter(between, kUp)}) == 1);
    BOOST_TEST(orientation(a, b, {std::nextafter(between, kUp), between}) == -1);
  }
}

BOOST_AUTO_TEST_CASE(corners_of_a_rectangle_lie_on_one_circle_and_a_step_off_they_do_not) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> digits(-1000, 1000);
  for (int trial = 0; trial < 500; ++trial) {
    double left = digits(random), right = digits(random), low = digits(random), high = digits(random);
    if (left > right) std::swap(left, right);
    if (low > high) std::swap(low, high);
    const Point a{left, low}, b{right, low}, c{right, high};
    BOOST_TEST(in_circle(a, b, c, {left, high}) == 0);
    BOOST_TEST(in_circle(a, b, c, {left, std::nextafter(high, kUp)}) == -1);
    BOOST_TEST(in_circle(a, b, c, {std::nextafter(left, kUp), high}) == 1);
    BOOST_TEST(in_circle({left, high}, a, b, c) == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
