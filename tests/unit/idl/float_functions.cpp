#include "idl/float_functions.hpp"

#include <array>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "support/c_library.hpp"
#include "support/fingerprint.hpp"

using namespace corkit;
using corkit::test::Fingerprint;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kPi = std::numbers::pi_v<float>;

std::uint32_t bits(float x) { return std::bit_cast<std::uint32_t>(x); }

struct Pair {
  float y, x;
};

// Vectors from a centre to the nodes of the warp's grid, and bit patterns of all magnitudes.
std::vector<Pair> pairs() {
  std::vector<Pair> all;
  for (const Pair centre : {Pair{529.489F, 516.284F}, Pair{531.132F, 516.456F}, Pair{505.293F, 512.634F}})
    for (const int sum : {1, 2, 4})
      for (int j = 0; j < 33; ++j)
        for (int i = 0; i < 33; ++i)
          all.push_back({static_cast<float>(32 * j / sum) - centre.y / static_cast<float>(sum),
                         static_cast<float>(32 * i / sum) - centre.x / static_cast<float>(sum)});
  std::mt19937 random(20);
  const auto drawn = [&] { return std::bit_cast<float>(static_cast<std::uint32_t>(random())); };
  while (all.size() < 400000) {
    const Pair p{drawn(), drawn()};
    if (!std::isnan(p.y) && !std::isnan(p.x)) all.push_back(p);
    all.push_back({drawn() * 0x1p-100F, 1.0F});
    if (std::isnan(all.back().y)) all.pop_back();
  }
  return all;
}

// Each 4001st float of [-pi, pi].
std::vector<float> angles() {
  std::vector<float> all;
  for (std::uint32_t pattern = 0; pattern <= bits(kPi); pattern += 4001) {
    all.push_back(std::bit_cast<float>(pattern));
    all.push_back(-all.back());
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(float_functions)

BOOST_AUTO_TEST_CASE(the_bits_are_the_same_everywhere) {
  Fingerprint of_atan2, of_sin, of_cos, of_power4;
  for (const auto &[y, x] : pairs()) of_atan2.add(idl::atan2(y, x));
  for (const float angle : angles()) {
    of_sin.add(idl::sin(angle));
    of_cos.add(idl::cos(angle));
    of_power4.add(idl::power4(10 * angle));
  }
  BOOST_TEST(of_atan2.value() == 0x47c7ea0362c627f4U);
  BOOST_TEST(of_sin.value() == 0x5740c72e6922720dU);
  BOOST_TEST(of_cos.value() == 0x1ed54e069e40cff5U);
  BOOST_TEST(of_power4.value() == 0x4b6f3467f0a48889U);
}

BOOST_AUTO_TEST_CASE(they_are_those_of_the_references_c_library) {
  if (!test::has_references_c_library()) {
    BOOST_TEST_MESSAGE("another C library or processor than the references': not compared with its functions");
    return;
  }
  std::size_t different = 0;
  for (const auto &[y, x] : pairs()) different += bits(idl::atan2(y, x)) != bits(std::atan2(y, x));
  for (const float angle : angles())
    different += (bits(idl::sin(angle)) != bits(std::sin(angle))) + (bits(idl::cos(angle)) != bits(std::cos(angle)));
  BOOST_TEST(different == 0U);
}

BOOST_AUTO_TEST_CASE(they_are_within_two_steps_of_the_true_values) {
  const auto check = [](float value, double truth) {
    const double step = static_cast<double>(std::nextafter(std::fabs(value), kInf)) - static_cast<double>(std::fabs(value));
    return std::abs(static_cast<double>(value) - truth) <= 2 * step;
  };
  std::size_t wrong = 0;
  for (const auto &[y, x] : pairs()) wrong += !check(idl::atan2(y, x), std::atan2(static_cast<double>(y), static_cast<double>(x)));
  for (const float angle : angles()) {
    const double wide = angle;
    wrong += !check(idl::sin(angle), std::sin(wide)) + !check(idl::cos(angle), std::cos(wide)) +
             !check(idl::power4(angle), wide * wide * wide * wide);
  }
  BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(sines_and_cosines_beyond_pi_are_right_as_well) {
  for (float x = -119.9F; x < 120.0F; x += 0.37F) {
    BOOST_TEST(std::abs(idl::sin(x) - static_cast<float>(std::sin(static_cast<double>(x)))) < 1e-7F);
    BOOST_TEST(std::abs(idl::cos(x) - static_cast<float>(std::cos(static_cast<double>(x)))) < 1e-7F);
  }
}

BOOST_AUTO_TEST_CASE(axes_and_infinities_follow_the_signs) {
  struct Case {
    float y, x, angle;
  };
  constexpr std::array<Case, 20> cases = {
      {{0.0F, 1.0F, 0.0F},    {-0.0F, 1.0F, -0.0F},     {0.0F, 0.0F, 0.0F},           {-0.0F, 0.0F, -0.0F},
       {0.0F, -0.0F, kPi},    {-0.0F, -0.0F, -kPi},     {0.0F, -3.0F, kPi},           {-0.0F, -3.0F, -kPi},
       {2.0F, 0.0F, kPi / 2}, {-2.0F, -0.0F, -kPi / 2}, {kInf, 5.0F, kPi / 2},        {-kInf, -5.0F, -kPi / 2},
       {5.0F, kInf, 0.0F},    {-5.0F, kInf, -0.0F},     {5.0F, -kInf, kPi},           {-5.0F, -kInf, -kPi},
       {kInf, kInf, kPi / 4}, {-kInf, kInf, -kPi / 4},  {kInf, -kInf, 3 * (kPi / 4)}, {-kInf, -kInf, -3 * (kPi / 4)}}};
  for (const Case &c : cases) BOOST_TEST(bits(idl::atan2(c.y, c.x)) == bits(c.angle), "atan2(" << c.y << ", " << c.x << ")");
}

BOOST_AUTO_TEST_CASE(far_quotients_take_the_axis) {
  BOOST_TEST(idl::atan2(1e20F, 1e-20F) == kPi / 2);
  BOOST_TEST(idl::atan2(-1e20F, 1e-20F) == -kPi / 2);
  BOOST_TEST(idl::atan2(1e20F, -1e-20F) == std::nextafter(kPi / 2, 0.0F));  // as the algorithm has it
  BOOST_TEST(idl::atan2(1e-20F, -1e20F) == kPi);
  BOOST_TEST(idl::atan2(-1e-20F, -1e20F) == -kPi);
  BOOST_TEST(idl::atan2(1e-30F, 1.0F) == 1e-30F);
}

BOOST_AUTO_TEST_CASE(no_number_gives_no_angle) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(std::isnan(idl::atan2(nan, 1.0F)));
  BOOST_TEST(std::isnan(idl::atan2(1.0F, nan)));
}

BOOST_AUTO_TEST_SUITE_END()
