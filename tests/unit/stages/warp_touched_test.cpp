// Masks that go through the distortion, against their definitions: touched pixels are those where the interpolated mask is above 0; the
// product with a mask is that with the mask warped as DOUBLE.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "idl/arrays.hpp"
#include "stages/lost_pixels.hpp"
#include "stages/warp.hpp"

using namespace corkit;

namespace {

struct TouchedAt {
  Image<float> x, y;
  WarpMap map() const { return {x, y}; }
};

Image<std::uint8_t> defined(const Image<std::uint8_t> &mask, const TouchedAt &at) {
  const auto weights = idl::interpolate(convert<float>(mask), at.x, at.y);
  Image<std::uint8_t> touched(mask.nx(), mask.ny());
  for (std::size_t k = 0; k < touched.size(); ++k) touched[k] = weights[k] > 0 ? 1 : 0;
  return touched;
}

TouchedAt wavy(int nx, int ny) {
  TouchedAt at{Image<float>(nx, ny), Image<float>(nx, ny)};
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i) {
      at.x(i, j) = 1.01F * static_cast<float>(i) - 0.4F + 0.3F * std::sin(static_cast<float>(j));
      at.y(i, j) = i % 7 == 0 ? static_cast<float>(j) : 0.98F * static_cast<float>(j) + 0.02F * static_cast<float>(i);
    }
  at.x(3, 4) = std::numeric_limits<float>::quiet_NaN();
  at.y(5, 6) = -std::numeric_limits<float>::infinity();
  at.y(7, 8) = 1e9F;
  return at;
}

template <class T>
void check_product(std::mt19937_64 &random) {
  std::bernoulli_distribution sent(0.9);
  std::normal_distribution<double> noise(1, 2);
  const auto at = wavy(96, 64);
  Image<T> image(96, 64);
  Image<std::uint8_t> mask(96, 64);
  for (T &pixel : image) pixel = static_cast<T>(noise(random));
  for (std::uint8_t &one : mask) one = sent(random) ? 1 : 0;
  const auto product = times_warped(image, mask, at.map());
  const auto weights = warp(convert<double>(mask), at.map());
  std::size_t different = 0;
  for (std::size_t k = 0; k < image.size(); ++k) different += product[k] == static_cast<double>(image[k]) * weights[k] ? 0U : 1U;
  BOOST_TEST(different == 0U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(touched_pixels)

BOOST_AUTO_TEST_CASE(are_those_where_the_interpolated_mask_is_above_0) {
  std::mt19937_64 random(17);
  std::uniform_int_distribution<int> column(0, 95), row(0, 63);
  const auto at = wavy(96, 64);
  for (int round = 0; round < 20; ++round) {
    Image<std::uint8_t> mask(96, 64);
    for (int k = 0; k < round; ++k) mask(column(random), row(random)) = 1;
    BOOST_TEST((warp_touched(mask, at.map()) == defined(mask, at)));
  }
}

BOOST_AUTO_TEST_CASE(the_last_row_and_column_count_too) {
  const auto at = wavy(96, 64);
  Image<std::uint8_t> mask(96, 64);
  mask(95, 63) = mask(0, 63) = mask(95, 0) = 1;
  BOOST_TEST((warp_touched(mask, at.map()) == defined(mask, at)));
  BOOST_TEST(any(mask));
  BOOST_TEST(!any(Image<std::uint8_t>(96, 64)));
}

BOOST_AUTO_TEST_CASE(of_a_product_are_those_of_the_mask_warped_as_double) {
  std::mt19937_64 random(19);
  check_product<float>(random);
  check_product<double>(random);
}

BOOST_AUTO_TEST_SUITE_END()
