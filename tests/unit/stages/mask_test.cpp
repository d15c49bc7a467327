// Masks and lost pixels against plain loops.
#include "stages/mask.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <variant>

#include "fill/blocks.hpp"
#include "stages/lost_pixels.hpp"

using namespace corkit;

namespace {

constexpr int kNx = 96, kNy = 70;

template <class T>
Image<T> noise(double mean) {
  std::mt19937_64 random(29);
  std::normal_distribution<double> values(mean, 3);
  Image<T> image(kNx, kNy);
  for (T &pixel : image) pixel = static_cast<T>(values(random));
  return image;
}

template <class T>
void check_product() {
  const auto image = noise<T>(1);
  const auto mask = noise<float>(0.5);
  const auto blocks = data_mask(noise<std::int16_t>(2));
  const auto once = std::get<Image<T>>(apply_mask(image, {}, mask));
  const auto twice = std::get<Image<T>>(apply_mask(image, blocks, mask));
  std::size_t different = 0;
  for (std::size_t k = 0; k < image.size(); ++k) {
    different += once[k] == image[k] * mask[k] ? 0U : 1U;
    different += twice[k] == image[k] * (static_cast<float>(blocks[k]) * mask[k]) ? 0U : 1U;
  }
  BOOST_TEST(different == 0U);
}

template <class T>
void check_marks() {
  const auto image = noise<T>(2);
  const auto lit = data_mask(image);
  LascoHeader header;
  header.detector = "C2";
  header.lebxsum = header.lebysum = 1;
  const auto lost = lost_pixels(image, header, {1});
  std::size_t different = 0;
  for (int y = 0; y < kNy; ++y)
    for (int x = 0; x < kNx; ++x) {
      const bool dark = image(x, y) <= 0;
      const bool sent = y / kBlock != 0 || x / kBlock != 1;
      different += (lit(x, y) == (dark ? 0 : 1) && lost(x, y) == (dark && sent ? 1 : 0)) ? 0U : 1U;
    }
  BOOST_TEST(different == 0U);
  BOOST_TEST(any(lost));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(masks)

BOOST_AUTO_TEST_CASE(multiply_float_and_double_images) {
  check_product<float>();
  check_product<double>();
}

BOOST_AUTO_TEST_CASE(mark_pixels_with_data_and_lost_ones_of_blocks_that_are_sent) {
  check_marks<std::int16_t>();
  check_marks<std::int32_t>();
  check_marks<float>();
  check_marks<double>();
}

BOOST_AUTO_TEST_SUITE_END()
