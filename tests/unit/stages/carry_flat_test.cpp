// The flat field as a product shows it: what the chain does to the image it does to the flat.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "stages/carry_flat.hpp"

using namespace corkit;

namespace {

constexpr int kSide = 64;

Image<float> made_up_frame() {
  Image<float> frame(kSide, kSide);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) frame(x, y) = 1 + 0.01F * static_cast<float>((7 * x + 13 * y) % 11 - 5);
  return frame;
}

WarpMap shifted_by(float dx, float dy) {
  Image<float> x(kSide, kSide), y(kSide, kSide);
  for (int j = 0; j < kSide; ++j) {
    for (int i = 0; i < kSide; ++i) {
      x(i, j) = static_cast<float>(i) + dx;
      y(i, j) = static_cast<float>(j) + dy;
    }
  }
  return {std::move(x), std::move(y)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(carry_flat)

BOOST_AUTO_TEST_CASE(it_goes_where_the_pixels_go) {
  const auto frame = made_up_frame();
  BOOST_TEST((carried_flat(frame, nullptr, {}, kSide, kSide, Oracle::idl) == frame));
  Rectification turned;
  turned.half_turn = true;
  const auto upside_down = carried_flat(frame, nullptr, turned, kSide, kSide, Oracle::idl);
  BOOST_TEST(upside_down(3, 5) == frame(kSide - 4, kSide - 6));
  const auto map = shifted_by(2, 0.5F);
  const auto moved = carried_flat(frame, &map, {}, kSide, kSide, Oracle::idl);
  BOOST_TEST(std::abs(moved(10, 20) - (frame(12, 20) + frame(12, 21)) / 2) < 1e-6F);
  const auto both = carried_flat(frame, &map, turned, kSide, kSide, Oracle::idl);
  BOOST_TEST(both(3, 5) == moved(kSide - 4, kSide - 6));
  const auto binned = carried_flat(frame, nullptr, {}, kSide / 2, kSide / 2, Oracle::idl);
  BOOST_TEST(std::abs(binned(4, 9) - (frame(8, 18) + frame(9, 18) + frame(8, 19) + frame(9, 19)) / 4) < 1e-6F);
}

BOOST_AUTO_TEST_CASE(where_a_rotation_leaves_nothing_it_is_one) {
  Rectification rotated;
  rotated.rotate = true;
  rotated.angle_deg = 30;
  rotated.xc = rotated.yc = kSide / 2;
  const auto flat = carried_flat(made_up_frame(), nullptr, rotated, kSide, kSide, Oracle::idl);
  for (const float response : flat) BOOST_TEST_REQUIRE((response > 0.9F && response < 1.1F));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_stays_so) {
  BOOST_TEST(carried_flat({}, nullptr, {}, kSide, kSide, Oracle::idl).empty());
  BOOST_TEST(carried_flat(made_up_frame(), nullptr, {}, 48, 48, Oracle::idl).empty());
}

BOOST_AUTO_TEST_SUITE_END()
