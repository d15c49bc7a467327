#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "fill/fuzzy_image.hpp"
#include "unit/fill/c3_header.hpp"

using namespace corkit;
using corkit::test::c3_header;

namespace {

const Oracle kOracles[] = {Oracle::gdl, Oracle::idl};

double corona(int x, int y, int n) {
  const double r = std::hypot(x - n / 2.0, y - n / 2.0) / n;
  return 30 + 200 * std::exp(-4 * r) + 3 * std::cos(9 * std::atan2(y - n / 2.0, x - n / 2.0));
}

Image<float> corona(int n) {
  Image<float> image(n, n);
  for (int y = 0; y < n; ++y)
    for (int x = 0; x < n; ++x) image(x, y) = static_cast<float>(corona(x, y, n));
  return image;
}

void blank(Image<float> &image, int i, int j) {
  for (int y = 0; y < kBlock; ++y)
    for (int x = 0; x < kBlock; ++x) image(i * kBlock + x, j * kBlock + y) = 0;
}

void blank(Image<float> &image, int i0, int i1, int j0, int j1) {
  for (int j = j0; j <= j1; ++j)
    for (int i = i0; i <= i1; ++i) blank(image, i, j);
}

FuzzyResult fill(const Image<float> &image, const LascoHeader &header, Oracle oracle = Oracle::gdl, bool bugs = false) {
  return fuzzy_image(image, header, {oracle, bugs});
}

double worst_in_block(const Image<float> &filled, const Image<float> &truth, int i, int j) {
  double worst = 0;
  for (int y = 0; y < kBlock; ++y)
    for (int x = 0; x < kBlock; ++x) {
      const double expected = truth(i * kBlock + x, j * kBlock + y);
      worst = std::max(worst, std::abs(filled(i * kBlock + x, j * kBlock + y) - expected) / expected);
    }
  return worst;
}

}  // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(Oracle)

BOOST_AUTO_TEST_SUITE(fuzzy)

BOOST_AUTO_TEST_CASE(an_image_without_lost_blocks_is_returned_as_it_is) {
  auto image = corona(1024);
  blank(image, 0, 0);    // a corner
  blank(image, 16, 16);  // behind the occulter
  const auto result = fill(image, c3_header(1024, 1024));
  BOOST_CHECK(result.image == image);
  BOOST_TEST(result.too_many == 0);
  BOOST_TEST(!result.gave_up);
  BOOST_TEST(std::count(result.zones.begin(), result.zones.end(), std::int16_t{-1}) == 1024);
}

BOOST_AUTO_TEST_CASE(blocks_that_are_never_sent_are_those_of_the_camera) {
  // Block (12,14) lies behind C2's occulter; C3 sends it.
  auto image = corona(1024);
  blank(image, 12, 14);
  auto header = c3_header(1024, 1024);
  BOOST_TEST(fill(image, header).zones(12, 14) == 0);
  header.detector = "C2";
  const auto result = fill(image, header);
  BOOST_TEST(result.zones(12, 14) == -1);
  BOOST_TEST(result.too_many == 0);
  BOOST_CHECK(result.image == image);
  header.detector = "EIT";
  BOOST_CHECK_THROW(fill(image, header), Error);
}

BOOST_DATA_TEST_CASE(a_lost_block_is_filled_and_nothing_else_changes, kOracles, oracle) {
  const auto truth = corona(1024);
  auto image = truth;
  blank(image, 8, 20);
  const auto result = fill(image, c3_header(1024, 1024), oracle);
  BOOST_TEST(result.zones(8, 20) == 0);
  BOOST_TEST(result.too_many == 0);
  BOOST_TEST(worst_in_block(result.image, truth, 8, 20) < 0.1);  // the dominant class of the block is lost
  auto outside = result.image;
  blank(outside, 8, 20);
  BOOST_CHECK(outside == image);
}

BOOST_DATA_TEST_CASE(a_constant_image_stays_constant, kOracles, oracle) {
  Image<float> image(1024, 1024, 25.0F);
  blank(image, 8, 20);
  blank(image, 12, 9);
  blank(image, 13, 9);
  const auto result = fill(image, c3_header(1024, 1024), oracle);
  const auto [low, high] = std::minmax_element(result.image.begin(), result.image.end());
  BOOST_TEST(*low >= 25.0F * (1 - 1e-6F));  // FLOAT rounding
  BOOST_TEST(*high <= 25.0F * (1 + 1e-6F));
}

BOOST_DATA_TEST_CASE(summed_images_are_filled, kOracles, oracle) {
  for (const int binning : {2, 4}) {
    const int n = 1024 / binning;
    const auto truth = corona(n);
    auto image = truth;
    blank(image, 3, 5);
    const auto result = fill(image, c3_header(n, n, binning), oracle);
    BOOST_TEST(result.zones.nx() == 32 / binning);
    BOOST_TEST(result.zones(3, 5) == 0);
    BOOST_TEST(worst_in_block(result.image, truth, 3, 5) < 0.25);  // a block of 8 x 8 is a large part of the corona
  }
}

BOOST_AUTO_TEST_CASE(blocks_whose_number_is_in_the_unbinned_list_are_lost_only_with_the_bug) {
  // Block (10,1) of a 16 x 16 map has the number 26, which lies in a corner of the 32 x 32 map.
  auto image = corona(512);
  blank(image, 10, 1);
  BOOST_TEST(fill(image, c3_header(512, 512, 2)).zones(10, 1) == 0);
  BOOST_TEST(fill(image, c3_header(512, 512, 2), Oracle::gdl, true).zones(10, 1) == -1);
}

BOOST_AUTO_TEST_CASE(more_than_16_blocks_in_a_zone_are_too_many) {
  auto image = corona(1024);
  blank(image, 5, 8, 20, 23);
  BOOST_TEST(fill(image, c3_header(1024, 1024)).too_many == 0);
  blank(image, 9, 20);
  BOOST_TEST(fill(image, c3_header(1024, 1024)).too_many == 17);
}

BOOST_AUTO_TEST_CASE(a_zone_at_the_edge_of_the_field_is_too_many) {
  struct Place {
    int i, j;
  };
  for (const Place p : {Place{0, 15}, {31, 15}, {15, 0}, {15, 31}}) {
    auto image = corona(1024);
    blank(image, p.i, p.j);
    BOOST_TEST(fill(image, c3_header(1024, 1024)).too_many == 1);
  }
}

BOOST_AUTO_TEST_CASE(the_last_offending_zone_is_the_one_reported) {
  auto image = corona(1024);
  blank(image, 0, 1, 14, 15);  // two columns at the left edge, 4 blocks
  BOOST_TEST(fill(image, c3_header(1024, 1024)).too_many == 4);
  blank(image, 20, 24, 20, 23);  // 20 blocks, zone 1
  blank(image, 8, 8);            // zone 0 inoffensive
  BOOST_TEST(fill(image, c3_header(1024, 1024)).too_many == 20);
}

BOOST_AUTO_TEST_CASE(the_right_edge_of_a_summed_image_is_not_recognised) {
  // SolarSoft compares block numbers of the binned map with the last block of the unbinned frame, 31.
  auto image = corona(512);
  blank(image, 15, 8);
  BOOST_TEST(fill(image, c3_header(512, 512, 2)).too_many == 0);
  auto left = corona(512);
  blank(left, 0, 8);
  BOOST_TEST(fill(left, c3_header(512, 512, 2)).too_many == 1);
}

BOOST_AUTO_TEST_CASE(a_zone_of_more_than_100_blocks_leaves_the_image_alone) {
  auto image = corona(1024);
  blank(image, 5, 14, 5, 14);
  const auto hundred = fill(image, c3_header(1024, 1024));
  BOOST_TEST(!hundred.gave_up);
  BOOST_TEST(hundred.too_many == 100);
  blank(image, 15, 5);
  const auto more = fill(image, c3_header(1024, 1024));
  BOOST_TEST(more.gave_up);
  BOOST_TEST(more.too_many == 101);
  BOOST_CHECK(more.image == image);
  BOOST_TEST(more.zones(15, 5) == 0);
}

BOOST_DATA_TEST_CASE(an_image_without_any_light_is_left_alone, kOracles, oracle) {
  const auto whole = fill(Image<float>(1024, 1024, 0.0F), c3_header(1024, 1024), oracle);
  BOOST_TEST(whole.gave_up);
  BOOST_TEST(std::count(whole.image.begin(), whole.image.end(), 0.0F) == 1024 * 1024);
  // 64 blocks: no surface, more zeros than light around; nothing comes from nothing.
  const auto small = fill(Image<float>(256, 256, 0.0F), c3_header(256, 256, 1, 384, 640), oracle);
  BOOST_TEST(!small.gave_up);
  BOOST_TEST(small.too_many == 64);
  BOOST_TEST(std::count_if(small.image.begin(), small.image.end(), [](float v) { return std::abs(v) < 1e-6F; }) == 256 * 256);
}

BOOST_DATA_TEST_CASE(a_sub_field_is_filled_as_the_same_part_of_the_whole_image, kOracles, oracle) {
  auto whole = corona(1024);
  blank(whole, 8, 22);
  const int x0 = 5 * kBlock;
  const int y0 = 19 * kBlock;
  Image<float> part(7 * kBlock, 6 * kBlock);
  for (int y = 0; y < part.ny(); ++y)
    for (int x = 0; x < part.nx(); ++x) part(x, y) = whole(x0 + x, y0 + y);
  const auto expected = fill(whole, c3_header(1024, 1024), oracle);
  const auto result = fill(part, c3_header(part.nx(), part.ny(), 1, x0, y0), oracle);
  BOOST_TEST(result.zones(8, 22) == 0);
  BOOST_TEST(result.image.nx() == part.nx());
  std::size_t different = 0;
  for (int y = 0; y < part.ny(); ++y)
    for (int x = 0; x < part.nx(); ++x) different += result.image(x, y) != expected.image(x0 + x, y0 + y);
  BOOST_TEST(different == 0u);
}

BOOST_AUTO_TEST_CASE(the_edge_of_a_sub_field_is_an_edge) {
  auto part = corona(224);
  blank(part, 0, 3);
  BOOST_TEST(fill(part, c3_header(224, 224, 1, 160, 320)).too_many == 1);
}

BOOST_AUTO_TEST_CASE(blocks_that_are_not_useful_become_one_within_a_filled_rectangle) {
  auto image = corona(1024);
  blank(image, 17, 18);
  const auto result = fill(image, c3_header(1024, 1024));
  BOOST_TEST(result.image(16 * kBlock + 3, 17 * kBlock + 3) == 1.0F);  // block 560
  BOOST_TEST(result.image(15 * kBlock + 3, 17 * kBlock + 3) == image(15 * kBlock + 3, 17 * kBlock + 3));
}

BOOST_DATA_TEST_CASE(pixels_that_are_no_numbers_do_not_break_it, kOracles, oracle) {
  auto image = corona(1024);
  blank(image, 8, 20);
  blank(image, 20, 9);
  image(7 * kBlock + 31, 20 * kBlock + 3) = std::numeric_limits<float>::quiet_NaN();
  image(9 * kBlock + 1, 21 * kBlock + 3) = std::numeric_limits<float>::infinity();
  const auto result = fill(image, c3_header(1024, 1024), oracle);
  BOOST_TEST(worst_in_block(result.image, corona(1024), 20, 9) < 0.1);
  BOOST_CHECK_NO_THROW(fill(Image<float>(1024, 1024, std::numeric_limits<float>::quiet_NaN()), c3_header(1024, 1024), oracle));
}

BOOST_AUTO_TEST_CASE(images_at_odds_with_their_header_are_refused) {
  const auto dimensions = [](const Error &e) { return e.status() == CORKIT_ERROR_DIMENSIONS; };
  BOOST_CHECK_EXCEPTION(fill(Image<float>(1024, 1024, 1), c3_header(512, 512, 2)), Error, dimensions);
  BOOST_CHECK_EXCEPTION(fill(Image<float>(341, 341, 1), c3_header(341, 341, 3)), Error, dimensions);
  BOOST_CHECK_EXCEPTION(fill(Image<float>(512, 512, 1), c3_header(512, 512, 1, 700, 0)), Error, dimensions);
  BOOST_CHECK_EXCEPTION(fill(Image<float>(), LascoHeader{}), Error, dimensions);
}

BOOST_AUTO_TEST_CASE(threads_give_the_same_bits) {
  auto image = corona(512);
  blank(image, 3, 5);
  blank(image, 4, 5);
  blank(image, 11, 9);
  const auto expected = fill(image, c3_header(512, 512, 2), Oracle::idl);
  std::vector<FuzzyResult> results(4);
  std::vector<std::thread> threads;
  for (FuzzyResult &result : results) threads.emplace_back([&] { result = fill(image, c3_header(512, 512, 2), Oracle::idl); });
  for (std::thread &thread : threads) thread.join();
  for (const FuzzyResult &result : results) BOOST_CHECK(result.image == expected.image);
}

BOOST_AUTO_TEST_SUITE_END()
