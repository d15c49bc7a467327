#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "idl/numbers.hpp"
#include "stages/scale.hpp"

using namespace corkit;

namespace {

std::int16_t raw(float value, bool saturate = false) {
  Image<float> image(1, 1, value);
  return scale_to_int16(image, saturate)(0, 0);
}

// As SolarSoft computes it.
template <class T>
std::int16_t defined(T value, bool saturate) {
  if (value == 0) return 0;
  const T clipped = std::clamp(value, static_cast<T>(kScaleMin), static_cast<T>(kScaleMax));
  const std::int32_t rounded = idl::round((clipped - kBzero) / kBscale);
  if (saturate && rounded < -32767) return -32767;
  return idl::fix(static_cast<float>(rounded));
}

template <class T>
void check_random() {
  std::mt19937_64 random(13);
  std::normal_distribution<double> values(2e-9, 3e-9);
  Image<T> image(120, 101);
  for (std::size_t k = 0; k < image.size(); ++k) image[k] = static_cast<T>(values(random));
  for (std::size_t k = 0; k < 6000; ++k) image[k] = static_cast<T>(static_cast<double>(k % 3000) * 0.5) * static_cast<T>(kBscale);
  const T huge = std::numeric_limits<T>::max();
  const T infinity = std::numeric_limits<T>::infinity();
  std::size_t at = 7000;
  for (const T special :
       {T{0}, -T{0}, huge, -huge, infinity, -infinity, std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::denorm_min()})
    image[at++] = special;
  const auto negative = static_cast<std::size_t>(std::count_if(image.begin(), image.end(), [](T value) { return value < 0; }));
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    BOOST_TEST(count_negative(image, set) == negative);
    for (const bool saturate : {false, true}) {
      const auto found = scale_to_int16(image, saturate, set);
      for (std::size_t k = 0; k < image.size(); ++k)
        if (found[k] != defined(image[k], saturate)) BOOST_ERROR("pixel " << image[k] << ", instruction set " << static_cast<int>(set));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(int16_scaling)

BOOST_AUTO_TEST_CASE(random_float_pixels_are_scaled_as_defined) { check_random<float>(); }
BOOST_AUTO_TEST_CASE(random_double_pixels_are_scaled_as_defined) { check_random<double>(); }

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
