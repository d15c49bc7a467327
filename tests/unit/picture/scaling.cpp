#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "picture/radial_filter.hpp"
#include "picture/scaling.hpp"

using namespace corkit;
using namespace corkit::picture;

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

Image<float> row(std::initializer_list<float> values) {
  Image<float> image(static_cast<int>(values.size()), 1);
  std::copy(values.begin(), values.end(), image.begin());
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scaling)

BOOST_AUTO_TEST_CASE(percentiles_leave_out_what_is_no_value) {
  const auto image = row({kNone, 5, 1, 2, 4, 3, std::numeric_limits<float>::infinity()});
  const Limits all = percentile_limits(image, 0, 100, Stretch::linear);
  BOOST_TEST(all.low == 1);
  BOOST_TEST(all.high == 5);
  BOOST_TEST(percentile_limits(image, 50, 75, Stretch::linear).low == 3);
}

BOOST_AUTO_TEST_CASE(logarithms_have_limits_of_positive_values) {
  BOOST_TEST(percentile_limits(row({-3, 0, 2, 8}), 0, 100, Stretch::log).low == 2);
  const Limits none = percentile_limits(row({-3, kNone}), 0, 100, Stretch::log);
  BOOST_TEST(none.low > 0);
  BOOST_TEST(none.high > none.low);
}

BOOST_AUTO_TEST_CASE(limits_of_a_constant_image_are_apart) {
  for (const float value : {0.0F, 3.0F, -2.0F}) {
    const Limits limits = percentile_limits(row({value, value}), 1, 99, Stretch::linear);
    BOOST_TEST(limits.high > limits.low);
  }
}

BOOST_AUTO_TEST_CASE(steps_begin_at_one_and_nothing_is_zero) {
  const auto steps = scaled(row({kNone, -1, 0, 5, 10, 99}), {0, 10}, Stretch::linear);
  const std::uint8_t wanted[] = {0, 1, 1, 128, 255, 255};
  BOOST_TEST(std::vector<int>(steps.begin(), steps.end()) == std::vector<int>(std::begin(wanted), std::end(wanted)),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(square_root_and_logarithm_brighten_what_is_faint) {
  BOOST_TEST(scaled(row({25}), {0, 100}, Stretch::sqrt)[0] == 128);
  BOOST_TEST(scaled(row({10}), {1, 100}, Stretch::log)[0] == 128);
  // Below zero the root is that of the distance from the lower limit.
  BOOST_TEST(scaled(row({-75}), {-100, 0}, Stretch::sqrt)[0] == 128);
}

BOOST_AUTO_TEST_CASE(differences_have_zero_in_the_middle) {
  const Limits limits = symmetrical({-2, 7});
  BOOST_TEST(limits.low == -7);
  BOOST_TEST(scaled(row({0}), limits, Stretch::linear)[0] == 128);
}

BOOST_AUTO_TEST_CASE(the_radial_filter_takes_the_fall_of_brightness_away) {
  Image<float> image(201, 201);
  for (int y = 0; y < 201; ++y)
    for (int x = 0; x < 201; ++x) {
      const double r = std::hypot(x - 100, y - 90) + 1, angle = std::atan2(y - 90, x - 100);
      image(x, y) = static_cast<float>(1e-8 / (r * r * r) * (1 + 0.1 * std::cos(2 * angle)));
    }
  image(100, 155) = kNone;
  const auto flat = normalised_radially(image, 100, 90);
  BOOST_TEST(std::isnan(flat(100, 155)));
  // Mean 0, deviation 1 of a cosine: its crests are at the square root of two, at every distance.
  for (const int r : {40, 60, 80}) {
    BOOST_TEST(std::abs(flat(100 + r, 90) - 1.414F) < 0.15F);
    BOOST_TEST(std::abs(flat(100, 90 + r) + 1.414F) < 0.15F);
  }
}

BOOST_AUTO_TEST_CASE(values_that_are_not_those_of_the_sky_do_not_decide_about_their_ring) {
  Image<float> image(201, 201);
  for (int y = 0; y < 201; ++y)
    for (int x = 0; x < 201; ++x) image(x, y) = static_cast<float>(1 + 0.1 * std::cos(2 * std::atan2(y - 100, x - 100)));
  const auto without = normalised_radially(image, 100, 100);
  auto spoilt = image;
  Image<std::uint8_t> untrue(201, 201, 0);
  for (std::size_t k = 0; k < spoilt.size(); ++k)
    if (k % 7 < 4) {  // more than half of them
      spoilt[k] = 50;
      untrue[k] = 1;
    }
  const auto all = normalised_radially(spoilt, 100, 100), known = normalised_radially(spoilt, 100, 100, untrue);
  int spoilt_values = 0;
  for (const int r : {40, 60, 80}) {
    for (int x = 100 + r - 3; x <= 100 + r + 3; ++x) {
      if (untrue(x, 100) != 0) {
        BOOST_TEST(known(x, 100) > 100);
      } else {
        BOOST_TEST(std::abs(known(x, 100) - without(x, 100)) < 0.3F);
        if (!(std::abs(all(x, 100)) < 100)) ++spoilt_values;  // no value, or far below
      }
    }
  }
  BOOST_TEST(spoilt_values > 0);
}

BOOST_AUTO_TEST_SUITE_END()
