#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "stages/scale.hpp"

using namespace corkit;

namespace {

std::int16_t raw(float value, bool saturate = false) {
  Image<float> image(1, 1, value);
  return scale_to_int16(image, saturate)(0, 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(int16_scaling)

BOOST_AUTO_TEST_CASE(exact_zero_stays_raw_zero) { BOOST_TEST(raw(0.0F) == 0); }
BOOST_AUTO_TEST_CASE(minus_zero_stays_raw_zero) { BOOST_TEST(raw(-0.0F) == 0); }
BOOST_AUTO_TEST_CASE(saturated_pixels_are_the_largest_raw_value) { BOOST_TEST(raw(7e-9F) == 32767); }
BOOST_AUTO_TEST_CASE(negative_pixels_wrap_to_the_brightest_value_as_in_solarsoft) { BOOST_TEST(raw(-1e-12F) == 32767); }
BOOST_AUTO_TEST_CASE(tiny_positive_pixels_wrap_too) { BOOST_TEST(raw(1e-15F) == 32767); }
BOOST_AUTO_TEST_CASE(half_a_step_to_one_and_a_half_is_the_blank_value) {
  BOOST_TEST(raw(0.4F * kBscale) == 32767);
  for (const float steps : {0.6F, 1.0F, 1.4F}) BOOST_TEST(raw(steps * kBscale) == -32768);
  BOOST_TEST(raw(1.6F * kBscale) == -32767);
}
BOOST_AUTO_TEST_CASE(saturate_negatives_makes_them_the_darkest) {
  BOOST_TEST(raw(-1e-12F, true) == -32767);
  BOOST_TEST(raw(1e-15F, true) == -32767);
}
BOOST_AUTO_TEST_CASE(a_value_comes_back_within_half_a_step) {
  for (const float value : {1e-12F, 3e-11F, 2.5e-10F, 6.4e-9F}) {
    const float back = static_cast<float>(raw(value)) * kBscale + kBzero;
    BOOST_TEST(std::abs(back - value) <= 0.51F * kBscale + 1e-16F);  // half a count and FLOAT rounding of BZERO
  }
}
BOOST_AUTO_TEST_CASE(nan_does_not_crash) { (void)raw(std::numeric_limits<float>::quiet_NaN()); }

BOOST_AUTO_TEST_SUITE_END()
