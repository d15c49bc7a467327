#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

#include "fill/fuzzy/zones.hpp"

using namespace corkit;
using namespace corkit::fuzzy;

namespace {

struct Place {
  int i, j;
};

Image<std::int16_t> zones(const std::vector<Place> &blocks, int n = 32) {
  Image<std::uint8_t> missing(n, n, 0);
  for (const Place b : blocks) missing(b.i, b.j) = 1;
  return get_miss_blocks(missing);
}

int number_of(const Image<std::int16_t> &map) { return *std::max_element(map.begin(), map.end()) + 1; }

}  // namespace

BOOST_AUTO_TEST_SUITE(zone_map)

BOOST_AUTO_TEST_CASE(nothing_missing_gives_no_zone) {
  BOOST_TEST(number_of(zones({})) == 0);
  BOOST_CHECK(zones_of(zones({})).empty());
}

BOOST_AUTO_TEST_CASE(a_lost_block_is_a_zone) {
  const auto map = zones({{7, 9}});
  BOOST_TEST(map(7, 9) == 0);
  BOOST_TEST(std::count(map.begin(), map.end(), std::int16_t{-1}) == 1023);
}

BOOST_AUTO_TEST_CASE(blocks_up_to_two_apart_are_filled_together) {
  BOOST_TEST(number_of(zones({{7, 9}, {8, 9}})) == 1);
  BOOST_TEST(number_of(zones({{7, 9}, {9, 9}})) == 1);
  BOOST_TEST(number_of(zones({{7, 9}, {9, 11}})) == 1);
  BOOST_TEST(number_of(zones({{7, 9}, {10, 9}})) == 2);
  BOOST_TEST(number_of(zones({{7, 9}, {7, 12}})) == 2);
}

BOOST_AUTO_TEST_CASE(at_the_edge_rectangles_stay_one_block_within_the_frame) {
  BOOST_TEST(number_of(zones({{0, 9}, {2, 9}})) == 1);
  BOOST_TEST(number_of(zones({{0, 9}, {3, 9}})) == 2);
  BOOST_TEST(number_of(zones({{29, 9}, {31, 9}})) == 1);
  BOOST_TEST(number_of(zones({{0, 0}, {31, 31}, {0, 31}, {31, 0}})) == 4);
}

BOOST_AUTO_TEST_CASE(rectangles_join_what_does_not_touch) {
  // The diagonal's rectangle covers (11,6), four blocks from its nearest member.
  const std::vector<Place> diagonal = {{5, 5}, {7, 7}, {9, 9}, {11, 11}};
  auto with_far = diagonal;
  with_far.push_back({11, 6});
  BOOST_TEST(number_of(zones(diagonal)) == 1);
  BOOST_TEST(number_of(zones(with_far)) == 1);
}

BOOST_AUTO_TEST_CASE(zones_are_numbered_in_the_order_of_their_last_merge) {
  const auto apart = zones({{3, 3}, {20, 3}});
  BOOST_TEST(apart(3, 3) == 0);
  BOOST_TEST(apart(20, 3) == 1);
  const auto grown = zones({{3, 3}, {20, 3}, {3, 4}});
  BOOST_TEST(grown(3, 3) == 1);
  BOOST_TEST(grown(3, 4) == 1);
  BOOST_TEST(grown(20, 3) == 0);
}

BOOST_AUTO_TEST_CASE(a_late_block_joins_two_zones) {
  BOOST_TEST(number_of(zones({{5, 5}, {9, 5}})) == 2);
  BOOST_TEST(number_of(zones({{5, 5}, {9, 5}, {7, 6}})) == 1);
}

BOOST_AUTO_TEST_CASE(all_blocks_missing_is_one_zone) {
  for (const int n : {32, 16, 8}) {
    std::vector<Place> all;
    for (int j = 0; j < n; ++j)
      for (int i = 0; i < n; ++i) all.push_back({i, j});
    const auto map = zones(all, n);
    const auto list = zones_of(map);
    BOOST_REQUIRE(list.size() == 1u);
    BOOST_TEST(list[0].count == n * n);
    BOOST_TEST(list[0].imax == n - 1);
    BOOST_TEST(list[0].jmin == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_zones_list_has_count_and_extent) {
  const auto list = zones_of(zones({{3, 3}, {20, 3}, {20, 4}, {19, 5}}));
  BOOST_REQUIRE(list.size() == 2u);
  BOOST_TEST(list[0].count == 1);
  BOOST_TEST(list[1].count == 3);
  BOOST_TEST(list[1].imin == 19);
  BOOST_TEST(list[1].imax == 20);
  BOOST_TEST(list[1].jmin == 3);
  BOOST_TEST(list[1].jmax == 5);
}

BOOST_AUTO_TEST_CASE(neighbours_stop_at_the_frame) {
  const auto corner = with_neighbours(0, 0, 31, 31, 32);
  BOOST_TEST(corner.i0 == 0);
  BOOST_TEST(corner.i1 == 1);
  BOOST_TEST(corner.j0 == 30);
  BOOST_TEST(corner.j1 == 31);
}

BOOST_AUTO_TEST_CASE(a_block_is_dark_up_to_a_mean_of_one_tenth) {
  Image<float> image(96, 96, 1);
  const auto paint = [&](int i, int j, float value) {
    for (int y = 0; y < 32; ++y)
      for (int x = 0; x < 32; ++x) image(32 * i + x, 32 * j + y) = value;
  };
  paint(0, 0, 0.0F);
  paint(1, 0, 0.1F);
  paint(2, 0, 0.11F);
  paint(0, 1, std::numeric_limits<float>::quiet_NaN());
  paint(1, 1, 0.0F);
  Image<std::uint8_t> useful(3, 3, 1);
  useful(1, 1) = 0;
  const auto dark = dark_blocks(image, useful);
  BOOST_TEST(dark(0, 0) == 1);
  BOOST_TEST(dark(1, 0) == 1);
  BOOST_TEST(dark(2, 0) == 0);
  BOOST_TEST(dark(0, 1) == 0);
  BOOST_TEST(dark(1, 1) == 0);
  BOOST_TEST(dark(2, 2) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
