#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "pixel_types.hpp"

using namespace corkit;

namespace {

template <class T>
T at(const Image<T> &image, float x, float y) {
  return idl::interpolate(image, Image<float>(1, 1, x), Image<float>(1, 1, y))(0, 0);
}

template <class T>
Image<T> ramp(int nx, int ny) {
  Image<T> image(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) image(x, y) = static_cast<T>(2 * x + 10 * y);
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interpolate)

BOOST_AUTO_TEST_CASE_TEMPLATE(whole_coordinates_give_the_pixels, T, PixelTypes) {
  const Image<T> image = ramp<T>(5, 4);
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 5; ++x) BOOST_TEST(at(image, static_cast<float>(x), static_cast<float>(y)) == image(x, y));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(between_pixels_it_is_bilinear, T, PixelTypes) {
  BOOST_TEST(at(ramp<T>(5, 4), 1.5F, 2.5F) == static_cast<T>(28));
  BOOST_TEST(at(ramp<T>(5, 4), 3.25F, 0.0F) == static_cast<T>(6.5));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(outside_it_clamps_to_the_border, T, PixelTypes) {
  const Image<T> image = ramp<T>(5, 4);
  BOOST_TEST(at(image, -3.0F, -0.5F) == image(0, 0));
  BOOST_TEST(at(image, 99.0F, 1.0F) == image(4, 1));
  BOOST_TEST(at(image, 4.5F, 3.75F) == image(4, 3));
  BOOST_TEST(at(image, std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()) == image(4, 0));
  BOOST_TEST(at(image, std::numeric_limits<float>::quiet_NaN(), 2.0F) == image(0, 2));
}

BOOST_AUTO_TEST_CASE(a_mask_of_ones_stays_one_everywhere) {
  const Image<std::uint8_t> mask(1024, 64, 1);
  Image<float> x(1024, 64), y(1024, 64);
  for (int j = 0; j < 64; ++j)
    for (int i = 0; i < 1024; ++i) {
      x(i, j) = static_cast<float>(i) + 0.1F * std::sin(static_cast<float>(i * 64 + j));
      y(i, j) = static_cast<float>(j) / 1.0007F + 1e-6F * static_cast<float>(i);
    }
  BOOST_TEST((idl::interpolate(mask, x, y) == mask));
}

BOOST_AUTO_TEST_CASE(a_mask_partly_covered_truncates_to_zero) {
  Image<std::uint8_t> mask(3, 3, 1);
  mask(1, 1) = 0;
  BOOST_TEST(int{at(mask, 0.001F, 0.001F)} == 0);
  BOOST_TEST(int{at(mask, 0.0F, 0.5F)} == 1);
}

BOOST_AUTO_TEST_CASE(real_samples_are_rounded_once_from_a_double_sum) {
  Image<float> image(2, 2);
  image(0, 0) = 1.0F / 3.0F;
  image(1, 0) = 1e-9F;
  image(0, 1) = 7.0F;
  image(1, 1) = -1.0F / 7.0F;
  const float fx = 0.3F;
  const float fy = 0.7F;
  const double u = static_cast<double>(fx);
  const double v = static_cast<double>(fy);
  const double sum = static_cast<double>(image(0, 0)) * (1 - v - u + u * v) + static_cast<double>(image(0, 1)) * (v - u * v) +
                     static_cast<double>(image(1, 0)) * (u - u * v) + static_cast<double>(image(1, 1)) * (u * v);
  BOOST_TEST(at(image, fx, fy) == static_cast<float>(sum));
}

BOOST_AUTO_TEST_CASE(shapes_may_differ_from_the_image_but_not_from_each_other) {
  const Image<float> image = ramp<float>(5, 4);
  const Image<float> few = idl::interpolate(image, Image<float>(2, 3, 1.0F), Image<float>(2, 3, 2.0F));
  BOOST_TEST(few.nx() == 2);
  BOOST_TEST(few.ny() == 3);
  BOOST_TEST(few(1, 2) == 22.0F);
  BOOST_CHECK_THROW(idl::interpolate(image, Image<float>(2, 3), Image<float>(3, 2)), Error);
  BOOST_CHECK_THROW(idl::interpolate(Image<float>(), Image<float>(1, 1), Image<float>(1, 1)), Error);
  BOOST_TEST(idl::interpolate(Image<float>(), Image<float>(), Image<float>()).empty());
  BOOST_TEST(at(Image<float>(1, 1, 5.0F), 0.3F, 0.9F) == 5.0F);
}

BOOST_AUTO_TEST_SUITE_END()
