#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "pixel_types.hpp"

using namespace corkit;

namespace {

template <class T>
Image<T> make(int nx, int ny, const std::vector<double> &values) {
  Image<T> image(nx, ny);
  std::transform(values.begin(), values.end(), image.begin(), [](double value) { return static_cast<T>(value); });
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rebin)

BOOST_AUTO_TEST_CASE_TEMPLATE(shrinking_takes_the_mean, T, PixelTypes) {
  const Image<T> image = make<T>(4, 2, {1, 3, 10, 20, 5, 7, 30, 40});
  BOOST_TEST((idl::rebin(image, 2, 1) == make<T>(2, 1, {4, 25})));
  BOOST_TEST((idl::rebin(image, 4, 1) == make<T>(4, 1, {3, 5, 20, 30})));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(same_size_is_the_identity, T, PixelTypes) {
  const Image<T> image = make<T>(3, 2, {1, 2, 3, 4, 5, 6});
  BOOST_TEST((idl::rebin(image, 3, 2) == image));
  BOOST_TEST((idl::rebin_sample(image, 3, 2) == image));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(integer_means_truncate, T, IntegerTypes) {
  BOOST_TEST((idl::rebin(make<T>(2, 2, {1, 1, 1, 0}), 1, 1) == make<T>(1, 1, {0})));
  BOOST_TEST((idl::rebin(make<T>(3, 1, {1, 2, 5}), 1, 1) == make<T>(1, 1, {2})));
}

BOOST_AUTO_TEST_CASE(negative_integer_means_truncate_towards_zero) {
  BOOST_TEST((idl::rebin(make<std::int16_t>(2, 2, {-1, -1, -1, -2}), 1, 1) == make<std::int16_t>(1, 1, {-1})));
  BOOST_TEST((idl::rebin(make<std::int32_t>(2, 1, {-3, 0}), 4, 1) == make<std::int32_t>(4, 1, {-3, -1, 0, 0})));
}

BOOST_AUTO_TEST_CASE(integer_sums_do_not_overflow) {
  const Image<std::int32_t> image(64, 64, std::numeric_limits<std::int32_t>::max());
  BOOST_TEST(idl::rebin(image, 2, 2)(1, 1) == std::numeric_limits<std::int32_t>::max());
  const Image<std::uint8_t> mask(1024, 32, 255);
  BOOST_TEST(int{idl::rebin(mask, 32, 1)(31, 0)} == 255);
  for (const int n : {32768, 32769, 70000}) {
    BOOST_TEST(idl::rebin(Image<std::uint16_t>(n, 2, 65535), 1, 1)(0, 0) == 65535);
    BOOST_TEST(idl::rebin(Image<std::int16_t>(n, 2, -32768), 1, 1)(0, 0) == -32768);
  }
}

BOOST_AUTO_TEST_CASE(float_by_two_sums_pairs_along_x_first_in_float) {
  // (1e8 + 1) + (-1e8 + 1): each pair loses its 1 in FLOAT; along y first, nothing would be lost.
  BOOST_TEST(idl::rebin(make<float>(2, 2, {1e8, 1, -1e8, 1}), 1, 1)(0, 0) == 0.0F);
  BOOST_TEST(idl::rebin(make<double>(2, 2, {1e8, 1, -1e8, 1}), 1, 1)(0, 0) == 0.5);
}

BOOST_AUTO_TEST_CASE(other_float_factors_sum_in_double) {
  BOOST_TEST(idl::rebin(make<float>(4, 1, {1e8, 1, -1e8, 1}), 1, 1)(0, 0) == 0.5F);
  BOOST_TEST(idl::rebin(make<float>(4, 4, std::vector<double>(16, 0.1F)), 1, 1)(0, 0) == 0.1F);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(enlarging_is_bilinear_with_the_edge_repeated, T, PixelTypes) {
  const Image<T> expected = make<T>(4, 4, {0, 2, 4, 4, 5, 8, 11, 11, 10, 14, 18, 18, 10, 14, 18, 18});
  BOOST_TEST((idl::rebin(make<T>(2, 2, {0, 4, 10, 18}), 4, 4) == expected));
}

BOOST_AUTO_TEST_CASE(enlarged_integers_truncate) {
  const Image<std::int16_t> expected =
      make<std::int16_t>(4, 2, {0, 1, 3, 3, 5, 8, 12, 12});  // GDL: REBIN([[0,3],[10,21]],4,4), first two rows
  const Image<std::int16_t> enlarged = idl::rebin(make<std::int16_t>(2, 2, {0, 3, 10, 21}), 4, 4);
  for (int y = 0; y < 2; ++y)
    for (int x = 0; x < 4; ++x) BOOST_TEST(enlarged(x, y) == expected(x, y));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(one_side_may_shrink_while_the_other_grows, T, PixelTypes) {
  const Image<T> image = make<T>(4, 2, {1, 2, 3, 4, 5, 6, 7, 8});
  BOOST_TEST((idl::rebin(image, 8, 1) == make<T>(8, 1, {3, 3.5, 4, 4.5, 5, 5.5, 6, 6})));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sampling_takes_pixels_as_they_are, T, PixelTypes) {
  const Image<T> image = make<T>(4, 2, {1, 2, 3, 4, 5, 6, 7, 8});
  BOOST_TEST((idl::rebin_sample(image, 2, 1) == make<T>(2, 1, {1, 3})));
  BOOST_TEST((idl::rebin_sample(image, 4, 4) == make<T>(4, 4, {1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 7, 8})));
  BOOST_TEST((idl::rebin_sample(image, 2, 4) == make<T>(2, 4, {1, 3, 1, 3, 5, 7, 5, 7})));
}

BOOST_AUTO_TEST_CASE(sizes_that_do_not_divide_are_refused) {
  const Image<float> image(6, 4);
  for (const auto &[nx, ny] : {std::pair{4, 4}, {6, 3}, {0, 4}, {6, -4}, {5, 8}}) {
    BOOST_CHECK_THROW(idl::rebin(image, nx, ny), Error);
    BOOST_CHECK_THROW(idl::rebin_sample(image, nx, ny), Error);
  }
  BOOST_CHECK_THROW(idl::rebin(Image<float>(), 2, 2), Error);
}

BOOST_AUTO_TEST_SUITE_END()
