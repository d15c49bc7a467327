#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "unit/fill/c3_header.hpp"

using namespace corkit;
using corkit::test::c3_header;

namespace {

constexpr int kUseful1024 = 918;  // blocks of C3's full frame with tmask > -1

template <class T>
void blank(Image<T> &image, int i, int j) {
  for (int y = 0; y < kBlock; ++y)
    for (int x = 0; x < kBlock; ++x) image(i * kBlock + x, j * kBlock + y) = 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(miss_blocks)

BOOST_AUTO_TEST_CASE(a_complete_image_misses_nothing) {
  const auto missing = find_miss_blocks(Image<std::int16_t>(1024, 1024, 400), c3_header(1024, 1024));
  BOOST_TEST(missing.count == 0);
  BOOST_TEST(missing.list == "");
  BOOST_TEST(missing.map(0, 0) == -1);
  BOOST_TEST(missing.map(16, 16) == -1);
  BOOST_TEST(missing.map(10, 10) == 1);
}

BOOST_AUTO_TEST_CASE(blank_blocks_are_counted_and_listed_but_not_those_behind_the_occulter) {
  Image<std::int16_t> image(1024, 1024, 400);
  blank(image, 8, 20);
  blank(image, 9, 20);
  blank(image, 16, 16);
  const auto missing = find_miss_blocks(image, c3_header(1024, 1024));
  BOOST_TEST(missing.count == 2);
  BOOST_TEST(missing.map(8, 20) == 0);
  BOOST_TEST(missing.map(16, 16) == -1);
  BOOST_TEST(missing.list == mb2strmap(missing.map));
  BOOST_TEST(missing.list == "8B8C9B9B");
}

BOOST_AUTO_TEST_CASE(every_pixel_type_gives_the_same) {
  const auto header = c3_header(1024, 1024);
  const auto expected = kUseful1024;
  BOOST_TEST(find_miss_blocks(Image<std::uint8_t>(1024, 1024, 0), header).count == expected);
  BOOST_TEST(find_miss_blocks(Image<std::uint16_t>(1024, 1024, 0), header).count == expected);
  BOOST_TEST(find_miss_blocks(Image<std::int32_t>(1024, 1024, 0), header).count == expected);
  BOOST_TEST(find_miss_blocks(Image<float>(1024, 1024, 0), header).count == expected);
  BOOST_TEST(find_miss_blocks(Image<double>(1024, 1024, 0), header).count == expected);
}

BOOST_AUTO_TEST_CASE(a_pixel_that_is_no_number_is_there) {
  BOOST_TEST(find_miss_blocks(Image<float>(1024, 1024, std::numeric_limits<float>::quiet_NaN()), c3_header(1024, 1024)).count == 0);
}

BOOST_AUTO_TEST_CASE(only_the_first_pixel_of_a_block_is_looked_at) {
  Image<std::int16_t> image(1024, 1024, 400);
  image(8 * kBlock, 20 * kBlock) = 0;
  image(9 * kBlock + 1, 20 * kBlock) = 0;
  BOOST_TEST(find_miss_blocks(image, c3_header(1024, 1024)).count == 1);
}

BOOST_AUTO_TEST_CASE(summed_images_have_a_smaller_map) {
  Image<std::int32_t> image(512, 512, 1600);
  blank(image, 4, 5);
  const auto missing = find_miss_blocks(image, c3_header(512, 512, 2));
  BOOST_TEST(missing.map.nx() == 16);
  BOOST_TEST(missing.count == 1);
  Image<std::int32_t> small(256, 256, 6400);
  blank(small, 4, 5);
  const auto fewer = find_miss_blocks(small, c3_header(256, 256, 4));
  BOOST_TEST(fewer.map.nx() == 8);
  BOOST_TEST(fewer.count == 1);
}

BOOST_AUTO_TEST_CASE(the_map_of_a_sub_field_is_that_of_the_field) {
  Image<std::int16_t> image(320, 256, 400);
  blank(image, 4, 2);
  const auto missing = find_miss_blocks(image, c3_header(320, 256, 1, 64, 96));
  BOOST_TEST(missing.map.nx() == 10);
  BOOST_TEST(missing.map.ny() == 8);
  BOOST_TEST(missing.map(0, 0) == -1);  // block (2,3) of the frame, in the dark corner
  BOOST_TEST(missing.map(3, 0) == 1);
  BOOST_TEST(missing.map(4, 2) == 0);
  BOOST_TEST(missing.count == 1);
  BOOST_TEST(missing.list == mb2strmap(missing.map));
}

BOOST_AUTO_TEST_CASE(everything_outside_a_field_embedded_in_its_frame_counts_as_missing) {
  Image<std::int16_t> frame(1024, 1024, 0);
  for (int y = 96; y < 96 + 320; ++y)
    for (int x = 64; x < 64 + 320; ++x) frame(x, y) = 400;
  const auto missing = find_miss_blocks(frame, c3_header(1024, 1024));
  BOOST_TEST(missing.map(2, 3) == -1);
  BOOST_TEST(missing.map(5, 3) == 1);
  BOOST_TEST(missing.map(11, 12) == 1);
  BOOST_TEST(missing.map(12, 12) == 0);
  BOOST_TEST(missing.count == kUseful1024 - 94);  // 6 of the field's 100 blocks lie in the dark corner
}

BOOST_AUTO_TEST_CASE(unusable_geometry_and_telescopes_are_refused) {
  const auto dimensions = [](const Error &e) { return e.status() == CORKIT_ERROR_DIMENSIONS; };
  BOOST_CHECK_EXCEPTION(find_miss_blocks(Image<float>(100, 100, 1), c3_header(100, 100)), Error, dimensions);
  BOOST_CHECK_EXCEPTION(find_miss_blocks(Image<float>(341, 341, 1), c3_header(341, 341, 3)), Error, dimensions);
  BOOST_CHECK_EXCEPTION(find_miss_blocks(Image<float>(), LascoHeader{}), Error, dimensions);
  auto header = c3_header(1024, 1024);
  header.detector = "C1";
  BOOST_CHECK_THROW(find_miss_blocks(Image<float>(1024, 1024, 1), header), Error);
  header.detector = "0";
  BOOST_CHECK_THROW(find_miss_blocks(Image<float>(1024, 1024, 1), header), Error);
}

BOOST_AUTO_TEST_SUITE_END()
