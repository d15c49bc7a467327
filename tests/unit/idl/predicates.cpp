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

// The same question a million times smaller, beyond the bits that a shortcut may take for granted, has the same answer.
BOOST_AUTO_TEST_CASE(coordinates_of_few_bits_are_judged_as_those_of_many) {
  std::mt19937 random(4);
  std::uniform_int_distribution<int> whole(-6, 6);
  const double few = 0x1p-9;
  const double many = 0x1p-40;
  for (int trial = 0; trial < 5000; ++trial) {
    int c[8];
    for (int &value : c) value = whole(random);
    const auto at = [&](int k, double unit) { return Point{c[2 * k] * unit, c[2 * k + 1] * unit}; };
    BOOST_TEST(orientation(at(0, few), at(1, few), at(2, few)) == orientation(at(0, many), at(1, many), at(2, many)));
    BOOST_TEST(in_circle(at(0, few), at(1, few), at(2, few), at(3, few)) == in_circle(at(0, many), at(1, many), at(2, many), at(3, many)));
  }
}

BOOST_AUTO_TEST_CASE(differences_that_round_to_few_bits_do_not_pass_for_exact) {
  BOOST_TEST(orientation({1, 1}, {0x1p-60, 0}, {0, 0}) == -1);
  BOOST_TEST(orientation({1, 1}, {0, 0}, {0.5, 0.5 + 0x1p-53}) == -1);
  BOOST_TEST(in_circle({0, 0}, {1, 0}, {1, 1}, {0x1p-60, 1}) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
