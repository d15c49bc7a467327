// Sums in order against the plain loop, to the bit, with every set of instructions that this processor has.
#include "stages/ordered_sum.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace corkit;

namespace {

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

void check(const std::vector<double> &terms, double start, const char *what) {
  double expected = start;
  for (const double term : terms) expected += term;
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    double sum = 0;
    run_with(set, [&]() CORKIT_INLINED_LAMBDA {
      sum = ordered_sum(std::span<const double>(terms), start, [](double term) CORKIT_INLINED_LAMBDA { return term; });
    });
    BOOST_TEST(same(sum, expected), what << ": " << sum << " instead of " << expected << ", instruction set " << static_cast<int>(set));
  }
}

void check_floats(const std::vector<float> &pixels, double start, const char *what) {
  double expected = start;
  float smallest = std::numeric_limits<float>::infinity();
  for (const float pixel : pixels) {
    expected += static_cast<double>(pixel);
    if (pixel > 0) smallest = std::min(smallest, pixel);
  }
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    double sum = 0;
    run_with(set, [&]() CORKIT_INLINED_LAMBDA { sum = ordered_float_sum(pixels, smallest, start); });
    BOOST_TEST(same(sum, expected), what << ": " << sum << " instead of " << expected << ", instruction set " << static_cast<int>(set));
  }
}

template <class Draw>
std::vector<double> drawn(std::size_t n, Draw draw) {
  std::vector<double> terms(n);
  for (double &term : terms) term = draw();
  return terms;
}

std::mt19937_64 random_numbers(23);

}  // namespace

BOOST_AUTO_TEST_SUITE(ordered_sums)

BOOST_AUTO_TEST_CASE(of_terms_of_one_size_equal_the_loop) {
  std::uniform_real_distribution<double> draw(0, 1e-9);
  for (const std::size_t n : {0U, 1U, 127U, 128U, 129U, 20000U}) check(drawn(n, [&] { return draw(random_numbers); }), 0, "uniform");
}

BOOST_AUTO_TEST_CASE(of_floats_far_smaller_than_the_sum_equal_the_loop) {
  // Of 24 bits, ending where the sum does: halfway between two values of the sum, every second time.
  for (const int exponent : {-52, -53, -54, -60}) {
    std::uniform_int_distribution<int> bits(1, 1 << 24);
    check(drawn(20000, [&] { return std::ldexp(bits(random_numbers), exponent); }), 1.5, "halfway");
  }
  std::lognormal_distribution<float> wide(-22, 8);
  for (const double start : {0.0, 1e-3}) check(drawn(20000, [&] { return static_cast<double>(wide(random_numbers)); }), start, "wide");
}

BOOST_AUTO_TEST_CASE(that_grow_past_powers_of_two_equal_the_loop) {
  double size = 1e-300;
  check(drawn(5000, [&] { return size *= 1.2; }), 0, "growing beyond all numbers");
  check(std::vector<double>(4096, 1.0), std::nextafter(2.0, 0.0), "just below a power of two");
  check(std::vector<double>(4096, 0x1p-53), 1.0, "half a unit, even");
  check(std::vector<double>(4096, 0x1p-53), std::nextafter(1.0, 2.0), "half a unit, odd");
}

BOOST_AUTO_TEST_CASE(of_zeros_infinities_and_no_numbers_equal_the_loop) {
  for (const double special : {-0.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()}) {
    auto terms = drawn(1000, [] { return 0.25; });
    for (std::size_t k = 300; k < terms.size(); k += 200) terms[k] = special;
    check(terms, 0, "special");
    check(std::vector<double>(300, special), 0, "special alone");
  }
}

BOOST_AUTO_TEST_CASE(of_float_pixels_equal_the_loop) {
  std::uniform_real_distribution<float> draw(1, 2);
  for (const int exponent : {-160, -140, -30, 0, 25, 27, 28, 29, 30, 31, 60}) {
    std::vector<float> pixels(2001);
    for (float &pixel : pixels) pixel = draw(random_numbers);
    pixels[77] = -0.0F;
    const double start = std::ldexp(1.3, exponent);
    check_floats(pixels, start, "of one size");
    check_floats(pixels, std::nextafter(std::ldexp(1.0, exponent), 0.0), "below a power of two");
    pixels[1000] = std::numeric_limits<float>::denorm_min();
    check_floats(pixels, start, "with a tiny one");
    pixels[1000] = std::numeric_limits<float>::infinity();
    check_floats(pixels, start, "with an infinite one");
  }
  check_floats(std::vector<float>(300, -0.0F), 1, "none");
  check_floats(std::vector<float>(300, 1.0F), 0, "from 0");
  check_floats(std::vector<float>(300, std::numeric_limits<float>::denorm_min()), 0x1p-140, "tiny ones");
}

BOOST_AUTO_TEST_SUITE_END()
