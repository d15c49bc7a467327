#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "idl/median.hpp"
#include "pixel_types.hpp"

using namespace corkit;

namespace {

Image<float> noise(int nx, int ny, int levels) {
  std::mt19937 random(20050513);
  std::uniform_int_distribution<int> value(-levels / 4, levels - 1);
  Image<float> image(nx, ny);
  for (float &pixel : image) pixel = static_cast<float>(value(random));
  return image;
}

// The definition.
Image<float> sorted_windows(const Image<float> &image, int width, const Image<std::uint8_t> &wanted) {
  const int half = width / 2;
  Image<float> out = image;
  std::vector<float> window;
  for (int y = half; y < image.ny() - half; ++y)
    for (int x = half; x < image.nx() - half; ++x) {
      if (wanted(x, y) == 0) continue;
      window.clear();
      for (int l = -half; l <= half; ++l)
        for (int k = -half; k <= half; ++k) window.push_back(image(x + k, y + l));
      std::sort(window.begin(), window.end());
      out(x, y) = window[window.size() / 2];
    }
  return out;
}

Image<std::uint8_t> all_of(const Image<float> &image) { return Image<std::uint8_t>(image.nx(), image.ny(), 1); }

// Some squares and single pixels.
Image<std::uint8_t> some_of(const Image<float> &image) {
  Image<std::uint8_t> wanted(image.nx(), image.ny(), 0);
  std::mt19937 random(3);
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x) wanted(x, y) = (x / 8 + y / 8) % 3 == 0 || random() % 50 == 0 ? 1 : 0;
  return wanted;
}

template <class T>
T median_of(std::vector<T> values) {
  return idl::median_in_place<T>(values);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(median)

BOOST_AUTO_TEST_CASE(windows_give_their_middle_value_and_borders_stay_with_every_instruction_set) {
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    for (const int width : {1, 3, 5, 7, 9})
      for (const auto &[nx, ny] : {std::pair{96, 20}, {39, 11}, {38, 9}, {37, 7}, {9, 40}, {7, 7}, {6, 50}, {50, 6}, {23, 8}})
        for (const int levels : {1000, 3}) {
          const Image<float> image = noise(nx, ny, levels);
          for (const auto &wanted : {all_of(image), some_of(image)})
            BOOST_TEST((idl::median(image, width, wanted, set) == sorted_windows(image, width, wanted)),
                       "width " << width << " of " << nx << " x " << ny << ", instruction set " << static_cast<int>(set));
        }
  }
}

BOOST_AUTO_TEST_CASE(an_image_smaller_than_the_window_is_left_alone) {
  const Image<float> image = noise(5, 9, 100);
  BOOST_TEST((idl::median(image, 7, all_of(image)) == image));
  BOOST_TEST(idl::median(Image<float>(), 7, {}).empty());
}

BOOST_AUTO_TEST_CASE(an_even_or_absurd_width_or_another_shape_is_refused) {
  const Image<float> image(9, 9);
  for (const int width : {0, -1, 2, 6, 257}) BOOST_CHECK_THROW(idl::median(image, width, all_of(image)), Error);
  BOOST_CHECK_THROW(idl::median(image, 7, Image<std::uint8_t>(9, 8)), Error);
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
