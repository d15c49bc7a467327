#include "stages/order_statistics.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace corkit;

namespace {

template <class T>
std::vector<T> order_statistics_of(const std::vector<T> &pixels, const std::vector<std::size_t> &ranks, InstructionSet set) {
  Image<T> image(static_cast<int>(pixels.size()), 1);
  std::copy(pixels.begin(), pixels.end(), image.begin());
  PositiveOrderStatistics<T> order;
  run_with(set, [&]() CORKIT_INLINED_LAMBDA {
    for_each_piece(image, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA { order.count(PositivePiece<T>(piece)); });
  });
  order.want(ranks);
  run_with(set, [&]() CORKIT_INLINED_LAMBDA {
    for_each_piece(image, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA { order.gather(PositivePiece<T>(piece)); });
  });
  return order.values();
}

template <class T>
void check_against_sort(std::size_t n) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> values(-25, 3);
  std::vector<T> pixels(n);
  for (auto &p : pixels) p = static_cast<T>(values(random));
  pixels[n / 2] = std::numeric_limits<T>::quiet_NaN();
  pixels[n / 3] = -1;
  pixels[n / 4] = 0;
  std::vector<T> sorted;
  for (const T p : pixels)
    if (p > 0) sorted.push_back(p);
  std::sort(sorted.begin(), sorted.end());
  const std::vector<std::size_t> ranks{sorted.size() / 2, 0, sorted.size() - 1, 5, 5, sorted.size() / 3};
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    const auto found = order_statistics_of<T>(pixels, ranks, set);
    for (std::size_t i = 0; i < ranks.size(); ++i) BOOST_TEST(found[i] == sorted[ranks[i]]);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_statistics)

BOOST_AUTO_TEST_CASE(float_values_equal_those_of_a_sort) { check_against_sort<float>(20000); }
BOOST_AUTO_TEST_CASE(double_values_equal_those_of_a_sort) { check_against_sort<double>(20000); }
BOOST_AUTO_TEST_CASE(values_far_outside_the_counted_powers_equal_those_of_a_sort) {
  const std::vector<double> pixels{1e-300, 3e300, 1e-20, 2e-16, 1e-20, 7e5, 2.6e5, 8e5, 1.5e-14, 1e-30, 3};
  auto sorted = pixels;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::size_t> ranks(pixels.size());
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  BOOST_TEST((order_statistics_of<double>(pixels, ranks, best_instruction_set()) == sorted));
}
BOOST_AUTO_TEST_CASE(equal_values_are_found_at_every_rank) {
  const std::vector<float> pixels(100, 3.5F);
  const std::vector<std::size_t> ranks{0, 50, 99};
  for (const float v : order_statistics_of<float>(pixels, ranks, best_instruction_set())) BOOST_TEST(v == 3.5F);
}

BOOST_AUTO_TEST_SUITE_END()
