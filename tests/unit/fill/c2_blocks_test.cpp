#include <boost/test/unit_test.hpp>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "fill/blocks.hpp"

using namespace corkit;

namespace {

template <class T>
Image<T> with_blank(int nx, const std::vector<int> &blocks, T value = 500) {
  Image<T> image(nx, nx, value);
  for (const int block : blocks)
    for (int y = 0; y < kBlock; ++y)
      for (int x = 0; x < kBlock; ++x) image(block % (nx / kBlock) * kBlock + x, block / (nx / kBlock) * kBlock + y) = 0;
  return image;
}

std::vector<int> first_blocks(int n) {
  std::vector<int> blocks(static_cast<std::size_t>(n));
  std::iota(blocks.begin(), blocks.end(), 0);
  return blocks;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(c2_blocks)

BOOST_AUTO_TEST_CASE(a_complete_image_lists_none) {
  const auto missing = c2_missing_blocks(with_blank<std::int16_t>(1024, {0, 1, 30}), {0, 1, 30, 31}, 1, false);
  BOOST_TEST(missing.count == 0);
  BOOST_TEST(missing.list == "None");
}

BOOST_AUTO_TEST_CASE(nominally_empty_blocks_are_left_out) {
  const auto missing = c2_missing_blocks(with_blank<std::int16_t>(1024, {0, 1, 100, 205}), {0, 1, 30, 31}, 1, false);
  BOOST_TEST(missing.count == 2);
  BOOST_TEST(missing.list == "100 205");
}

BOOST_AUTO_TEST_CASE(up_to_17_blocks_are_named) {
  BOOST_TEST(c2_missing_blocks(with_blank<std::int16_t>(1024, first_blocks(17)), {}, 1, false).list ==
             "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
  const auto more = c2_missing_blocks(with_blank<std::int16_t>(1024, first_blocks(18)), {}, 1, false);
  BOOST_TEST(more.count == 18);
  BOOST_TEST(more.list == "More than 17 blocks missing");
}

BOOST_AUTO_TEST_CASE(a_block_with_a_mean_below_one_count_is_dark_in_integers_and_not_in_reals) {
  BOOST_TEST(c2_missing_blocks(with_blank<std::int16_t>(1024, {}, 500), {}, 1, false).count == 0);
  auto integers = with_blank<std::int16_t>(1024, {77});
  integers(77 % 32 * kBlock, 77 / 32 * kBlock) = 1023;
  BOOST_TEST(c2_missing_blocks(integers, {}, 1, false).list == "77");
  BOOST_TEST(c2_missing_blocks(convert<float>(integers), {}, 1, false).list == "None");
}

BOOST_AUTO_TEST_CASE(summed_images_subtract_eight_blocks_and_name_none) {
  const auto missing = c2_missing_blocks(with_blank<std::int32_t>(512, first_blocks(11)), {}, 4, false);
  BOOST_TEST(missing.count == 3);
  BOOST_TEST(missing.list == "Not computed for summed images.");
  BOOST_TEST(c2_missing_blocks(with_blank<std::int32_t>(512, first_blocks(8)), {}, 4, false).list == "None");
  BOOST_TEST(c2_missing_blocks(with_blank<std::int32_t>(512, {}), {}, 4, true).count == 0);
}

BOOST_AUTO_TEST_CASE(a_summed_image_never_misses_less_than_nothing_unless_asked) {
  const auto image = with_blank<std::int32_t>(512, first_blocks(3));
  BOOST_TEST(c2_missing_blocks(image, {}, 4, false).count == 0);
  BOOST_TEST(c2_missing_blocks(image, {}, 4, false).list == "None");
  BOOST_TEST(c2_missing_blocks(image, {}, 4, true).count == -5);
  BOOST_TEST(c2_missing_blocks(image, {}, 4, true).list == "Not computed for summed images.");
}

BOOST_AUTO_TEST_CASE(summing_by_two_has_no_list_and_stops_where_solarsoft_stops) {
  const auto image = with_blank<std::int32_t>(512, first_blocks(11));
  BOOST_TEST(c2_missing_blocks(image, {}, 2, false).list == "Not computed for summed images.");
  BOOST_CHECK_THROW(c2_missing_blocks(image, {}, 2, true), Error);
  BOOST_TEST(c2_missing_blocks(with_blank<std::int32_t>(512, first_blocks(30)), {}, 2, true).list == "More than 17 blocks missing");
}

BOOST_AUTO_TEST_CASE(images_without_whole_blocks_are_refused) {
  BOOST_CHECK_THROW(c2_missing_blocks(Image<std::int16_t>(1000, 1024, 1), {}, 1, false), Error);
  BOOST_CHECK_THROW(c2_missing_blocks(Image<std::int16_t>(16, 16, 1), {}, 1, false), Error);
  BOOST_CHECK_THROW(c2_missing_blocks(Image<std::int16_t>(), {}, 1, false), Error);
}

BOOST_AUTO_TEST_SUITE_END()
