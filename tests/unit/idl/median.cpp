#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "pixel_types.hpp"

using namespace corkit;

namespace {

template <class T>
Image<T> noise(int nx, int ny, int levels) {
  std::mt19937 random(20050513);
  std::uniform_int_distribution<int> value(0, levels - 1);
  Image<T> image(nx, ny);
  for (T &pixel : image) pixel = static_cast<T>(value(random));
  return image;
}

template <class T>
Image<T> sorted_windows(const Image<T> &image, int width) {
  const int half = width / 2;
  Image<T> out = image;
  std::vector<T> window;
  for (int y = half; y < image.ny() - half; ++y)
    for (int x = half; x < image.nx() - half; ++x) {
      window.clear();
      for (int l = -half; l <= half; ++l)
        for (int k = -half; k <= half; ++k) window.push_back(image(x + k, y + l));
      std::sort(window.begin(), window.end());
      out(x, y) = window[window.size() / 2];
    }
  return out;
}

template <class T>
T median_of(std::vector<T> values) {
  return idl::median_in_place<T>(values);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(median)

BOOST_AUTO_TEST_CASE_TEMPLATE(windows_give_their_middle_value_and_borders_stay, T, PixelTypes) {
  for (const int width : {1, 3, 5, 7, 9})
    for (const auto &[nx, ny] : {std::pair{96, 20}, {39, 11}, {38, 9}, {37, 7}, {9, 40}, {7, 7}, {6, 50}, {50, 6}}) {
      const Image<T> many = noise<T>(nx, ny, 250);
      BOOST_TEST((idl::median(many, width) == sorted_windows(many, width)), "width " << width << " of " << nx << " x " << ny);
      const Image<T> few = noise<T>(nx, ny, 3);
      BOOST_TEST((idl::median(few, width) == sorted_windows(few, width)), "width " << width << " of " << nx << " x " << ny);
    }
}

BOOST_AUTO_TEST_CASE(an_image_smaller_than_the_window_is_left_alone) {
  const Image<float> image = noise<float>(5, 9, 100);
  BOOST_TEST((idl::median(image, 7) == image));
  BOOST_TEST(idl::median(Image<float>(), 7).empty());
}

BOOST_AUTO_TEST_CASE(an_even_or_absurd_width_is_refused) {
  for (const int width : {0, -1, 2, 6, 257}) BOOST_CHECK_THROW(idl::median(Image<float>(9, 9), width), Error);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_list_of_even_length_gives_the_upper_middle_value, T, PixelTypes) {
  BOOST_TEST(median_of<T>({3, 1, 2, 4}) == T{3});
  BOOST_TEST(median_of<T>({3, 1, 2}) == T{2});
  BOOST_TEST(median_of<T>({9}) == T{9});
  BOOST_TEST(median_of<T>({9, 1}) == T{9});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nan_in_a_list_is_missing_data, T, RealTypes) {
  const T nan = std::numeric_limits<T>::quiet_NaN();
  BOOST_TEST(median_of<T>({4, nan, 1, 2}) == T{2});
  BOOST_TEST(std::isnan(median_of<T>({nan, nan})));
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_refused) {
  BOOST_CHECK_THROW(median_of<float>({}), Error);
  BOOST_CHECK_THROW(median_of<std::int32_t>({}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
