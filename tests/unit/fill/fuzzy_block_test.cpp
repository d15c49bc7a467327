#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include "fill/fuzzy/dct.hpp"
#include "fill/fuzzy/fuzzy_block.hpp"

using namespace corkit;
using namespace corkit::fuzzy;

namespace {

DctBlock random_block(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> value(-1, 1);
  DctBlock block;
  for (double &v : block.value) v = value(random);
  return block;
}

// F(u,v) by its definition.
double coefficient(const DctBlock &block, int u, int v) {
  double sum = 0;
  for (int y = 0; y < 32; ++y)
    for (int x = 0; x < 32; ++x)
      sum += block.value[static_cast<std::size_t>(32 * y + x)] * std::cos((2 * x + 1) * u * std::numbers::pi / 64) *
             std::cos((2 * y + 1) * v * std::numbers::pi / 64);
  return sum * 4 / 1024;
}

template <class Function>
Image<float> image_of(int blocks, Function value) {
  Image<float> image(32 * blocks, 32 * blocks);
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x) image(x, y) = static_cast<float>(value(x, y));
  return image;
}

float largest_change(const Image<float> &a, const Image<float> &b, int i, int j) {
  float largest = 0;
  for (int y = 0; y < 32; ++y)
    for (int x = 0; x < 32; ++x) largest = std::max(largest, std::abs(a(32 * i + x, 32 * j + y) - b(32 * i + x, 32 * j + y)));
  return largest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dct)

BOOST_AUTO_TEST_CASE(the_transform_is_the_unnormalised_cosine_sum) {
  const DctBlock block = random_block(1);
  DctBlock transform = block;
  dct_forward(transform);
  struct Place {
    int u, v;
  };
  for (const Place p : {Place{0, 0}, {1, 0}, {0, 1}, {5, 3}, {31, 31}, {0, 31}, {17, 0}})
    BOOST_TEST(std::abs(transform.value[static_cast<std::size_t>(32 * p.v + p.u)] - coefficient(block, p.u, p.v)) <
               1e-14);  // sum of 1024 terms
}

BOOST_AUTO_TEST_CASE(the_inverse_gives_the_block_back) {
  const DctBlock block = random_block(2);
  DctBlock again = block;
  dct_forward(again);
  dct_inverse(again);
  for (std::size_t k = 0; k < 1024; ++k) BOOST_TEST(std::abs(again.value[k] - block.value[k]) < 1e-14);  // a few DOUBLE roundings
}

BOOST_AUTO_TEST_CASE(threads_and_repeated_runs_give_the_same_bits) {
  DctBlock expected = random_block(3);
  dct_forward(expected);
  std::vector<DctBlock> results(8);
  std::vector<std::thread> threads;
  for (DctBlock &result : results)
    threads.emplace_back([&result] {
      for (int k = 0; k < 50; ++k) {
        result = random_block(3);
        dct_forward(result);
      }
    });
  for (std::thread &thread : threads) thread.join();
  for (const DctBlock &result : results) BOOST_TEST(std::memcmp(&result, &expected, sizeof expected) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(blocks)

BOOST_AUTO_TEST_CASE(the_classes_have_the_listed_numbers_of_coefficients) {
  const auto classes = coefficient_classes();
  const auto members = [&](std::uint8_t c) { return std::count(classes.begin(), classes.end(), c); };
  BOOST_TEST(members(kMean) == 1);
  BOOST_TEST(members(kLow) == 14);
  BOOST_TEST(members(kHorizontal) == 119);
  BOOST_TEST(members(kVertical) == 119);
  BOOST_TEST(members(kDiagonal) == 426);
  BOOST_TEST(members(kHigh) == 345);
  BOOST_TEST(classes[10] == kHorizontal);
  BOOST_TEST(classes[320] == kVertical);
}

BOOST_AUTO_TEST_CASE(a_constant_image_stays_constant) {
  for (const float value : {0.0F, 1.0F, 5.0F, 0.3F}) {
    Image<float> image(96, 96, value);
    FuzzyBlocks lost(image, false);
    lost.treat(1, 1);
    lost.treat(0, 0);
    for (const float pixel : image) BOOST_TEST(pixel == value, boost::test_tools::tolerance(1e-6F));  // FLOAT rounding
  }
}

BOOST_AUTO_TEST_CASE(the_dominant_class_is_removed_and_the_others_stay) {
  // A wave along x of class horizontal everywhere, and a weaker one along y.
  const auto wave = [](int x) { return std::cos((2 * (x % 32) + 1) * 10 * std::numbers::pi / 64); };
  auto image = image_of(3, [&](int x, int y) { return 100 + 10 * wave(x) + 4 * wave(y); });
  const auto expected = image_of(3, [&](int, int y) { return 100 + 4 * wave(y); });
  FuzzyBlocks lost(image, false);
  lost.treat(1, 1);
  BOOST_TEST(largest_change(image, expected, 1, 1) < 1e-4F);  // FLOAT pixels of 100
}

BOOST_AUTO_TEST_CASE(the_majority_of_the_neighbours_decides) {
  const auto wave = [](int x) { return std::cos((2 * (x % 32) + 1) * 10 * std::numbers::pi / 64); };
  // The centre varies along x only, all around along y only: nothing of the centre is taken away.
  auto image = image_of(3, [&](int x, int y) { return 100 + 10 * (x / 32 == 1 && y / 32 == 1 ? wave(x) : wave(y)); });
  const auto before = image;
  FuzzyBlocks lost(image, false);
  lost.treat(1, 1);
  BOOST_TEST(largest_change(image, before, 1, 1) < 1e-4F);
}

BOOST_AUTO_TEST_CASE(at_the_left_and_bottom_edge_solarsoft_takes_the_neighbouring_block) {
  const auto image_before = image_of(4, [](int x, int y) { return 50 + 10 * (x / 32) + 100 * (y / 32); });
  struct Place {
    int i, j, from_i, from_j;
  };
  for (const Place p : {Place{0, 2, 1, 2}, {2, 0, 2, 1}, {0, 0, 1, 1}, {3, 3, 3, 3}, {3, 0, 3, 1}}) {
    for (const bool bugs : {true, false}) {
      auto image = image_before;
      FuzzyBlocks lost(image, bugs);
      lost.treat(p.i, p.j);
      const float expected = bugs ? image_before(32 * p.from_i, 32 * p.from_j) : image_before(32 * p.i, 32 * p.j);
      BOOST_TEST(image(32 * p.i + 5, 32 * p.j + 5) == expected, boost::test_tools::tolerance(1e-6F));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_block_sees_those_treated_before_it) {
  std::mt19937 random(5);
  std::normal_distribution<float> noise(100, 10);
  Image<float> image(128, 128);
  for (float &pixel : image) pixel = noise(random);
  // One after the other with remembered votes, and each with fresh ones: the same.
  auto fresh = image;
  FuzzyBlocks lost(image, false);
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 4; ++i) {
      lost.treat(i, j);
      FuzzyBlocks(fresh, false).treat(i, j);
    }
  BOOST_CHECK(image == fresh);
}

BOOST_AUTO_TEST_CASE(pixels_that_are_no_numbers_do_no_harm_outside_their_block) {
  auto image = image_of(3, [](int x, int y) { return 100 + x + 2 * y; });
  image(40, 40) = std::numeric_limits<float>::quiet_NaN();
  const auto before = image;
  FuzzyBlocks lost(image, false);
  lost.treat(1, 1);
  lost.treat(0, 0);
  BOOST_TEST(std::isfinite(image(3, 3)));
  BOOST_TEST(image(90, 90) == before(90, 90));
}

BOOST_AUTO_TEST_SUITE_END()
