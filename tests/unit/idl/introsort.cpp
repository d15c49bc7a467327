#include "idl/introsort.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "support/fingerprint.hpp"

using namespace corkit;

namespace {

// What std::sort makes of it in the C++ library that the test is built with.
[[maybe_unused]] std::vector<int> of_the_c_plus_plus_library(const std::vector<double> &keys) {
  std::vector<int> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int a, int b) { return keys[static_cast<std::size_t>(a)] < keys[static_cast<std::size_t>(b)]; });
  return order;
}

// Of all sizes about the limits, of few to many different values, in order, against it and in none.
std::vector<std::vector<double>> lists_with_ties() {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random()) % limit; };
  std::vector<std::vector<double>> lists;
  for (int k = 0; k < 6000; ++k) {
    std::vector<double> keys(below(k % 40 == 0 ? 2000 : 90));
    const std::uint32_t kinds = 1 + below(k % 3 == 0 ? 500 : 12);
    for (double &key : keys) key = below(kinds);
    if (k % 7 == 0) std::sort(keys.begin(), keys.end());
    if (k % 11 == 0) std::sort(keys.rbegin(), keys.rend());
    lists.push_back(keys);
  }
  return lists;
}

// Squared distances of a grid's nodes from its middle, as the warp's mesh has them.
std::vector<double> grid_distances(int side) {
  std::vector<double> keys;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) keys.push_back((2 * x - side) * (2 * x - side) + (2 * y - side + 1) * (2 * y - side + 1));
  return keys;
}

// Each partition takes two elements off, so that the partitions allowed do not suffice; neighbours are made equal.
std::vector<double> against_the_median_of_three(int half) {
  std::vector<double> keys(static_cast<std::size_t>(2 * half));
  for (int k = 0; k < half; ++k) {
    keys[static_cast<std::size_t>(k)] = (k % 2 == 0 ? k + 1 : half + k) / 3;
    keys[static_cast<std::size_t>(half + k)] = 2 * (k + 1) / 3;
  }
  return keys;
}

std::vector<std::vector<double>> all_lists() {
  auto lists = lists_with_ties();
  for (const int side : {2, 4, 5, 9, 17, 33, 40}) lists.push_back(grid_distances(side));
  for (const int half : {9, 20, 100, 500, 1000}) lists.push_back(against_the_median_of_three(half));
  return lists;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(introsort)

BOOST_AUTO_TEST_CASE(every_element_stands_once_and_in_order) {
  for (const auto &keys : all_lists()) {
    auto order = idl::introsort_order(keys);
    BOOST_TEST(std::is_sorted(order.begin(), order.end(),
                              [&](int a, int b) { return keys[static_cast<std::size_t>(a)] < keys[static_cast<std::size_t>(b)]; }));
    std::sort(order.begin(), order.end());
    for (std::size_t k = 0; k < order.size(); ++k)
      if (order[k] != static_cast<int>(k)) BOOST_ERROR("element " << k << " is not there once");
  }
}

BOOST_AUTO_TEST_CASE(ties_stand_in_the_same_order_everywhere) {
  test::Fingerprint sum;
  for (const auto &keys : all_lists())
    for (const int k : idl::introsort_order(keys)) sum.add(k);
  BOOST_TEST(sum.value() == 0x92474ee1c82ee84U);
}

BOOST_AUTO_TEST_CASE(ties_stand_as_libstdcxx_leaves_them) {
#if defined(__GLIBCXX__)
  std::size_t different = 0;
  for (const auto &keys : all_lists()) different += idl::introsort_order(keys) != of_the_c_plus_plus_library(keys);
  BOOST_TEST(different == 0U);
#else
  BOOST_TEST_MESSAGE("another C++ library than libstdc++: not compared with its std::sort");
#endif
}

BOOST_AUTO_TEST_CASE(few_equal_elements_keep_their_order) {
  BOOST_TEST(idl::introsort_order(std::vector<double>{}).empty());
  BOOST_TEST((idl::introsort_order(std::vector<double>{3, 1, 3, 1}) == std::vector<int>{1, 3, 0, 2}));
  const std::vector<double> sixteen(16, 5.0);
  std::vector<int> in_order(16);
  std::iota(in_order.begin(), in_order.end(), 0);
  BOOST_TEST((idl::introsort_order(sixteen) == in_order));
}

BOOST_AUTO_TEST_CASE(more_than_sixteen_do_not) {
  const std::vector<double> seventeen(17, 5.0);
  BOOST_TEST(idl::introsort_order(seventeen)[0] != 0);
}

BOOST_AUTO_TEST_SUITE_END()
