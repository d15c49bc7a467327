// The flat field as a product shows it: what the chain does to the image it does to the flat.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "stages/carry_flat.hpp"

using namespace corkit;

namespace {

constexpr int kFlatFrameSide = 64;

Image<float> flat_frame() {
  Image<float> frame(kFlatFrameSide, kFlatFrameSide);
  for (int y = 0; y < kFlatFrameSide; ++y)
    for (int x = 0; x < kFlatFrameSide; ++x) frame(x, y) = 1 + 0.01F * static_cast<float>((7 * x + 13 * y) % 11 - 5);
  return frame;
}

WarpMap flat_shifted_by(float dx, float dy) {
  Image<float> x(kFlatFrameSide, kFlatFrameSide), y(kFlatFrameSide, kFlatFrameSide);
  for (int j = 0; j < kFlatFrameSide; ++j) {
    for (int i = 0; i < kFlatFrameSide; ++i) {
      x(i, j) = static_cast<float>(i) + dx;
      y(i, j) = static_cast<float>(j) + dy;
    }
  }
  return {std::move(x), std::move(y)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(carry_flat)

BOOST_AUTO_TEST_CASE(it_goes_where_the_pixels_go) {
  const auto frame = flat_frame();
  BOOST_TEST((carried_flat(frame, nullptr, {}, kFlatFrameSide, kFlatFrameSide, Oracle::idl) == frame));
  Rectification turned;
  turned.half_turn = true;
  const auto upside_down = carried_flat(frame, nullptr, turned, kFlatFrameSide, kFlatFrameSide, Oracle::idl);
  BOOST_TEST(upside_down(3, 5) == frame(kFlatFrameSide - 4, kFlatFrameSide - 6));
  const auto map = flat_shifted_by(2, 0.5F);
  const auto moved = carried_flat(frame, &map, {}, kFlatFrameSide, kFlatFrameSide, Oracle::idl);
  BOOST_TEST(std::abs(moved(10, 20) - (frame(12, 20) + frame(12, 21)) / 2) < 1e-6F);
  const auto both = carried_flat(frame, &map, turned, kFlatFrameSide, kFlatFrameSide, Oracle::idl);
  BOOST_TEST(both(3, 5) == moved(kFlatFrameSide - 4, kFlatFrameSide - 6));
  const auto binned = carried_flat(frame, nullptr, {}, kFlatFrameSide / 2, kFlatFrameSide / 2, Oracle::idl);
  BOOST_TEST(std::abs(binned(4, 9) - (frame(8, 18) + frame(9, 18) + frame(8, 19) + frame(9, 19)) / 4) < 1e-6F);
}

BOOST_AUTO_TEST_CASE(where_a_rotation_leaves_nothing_it_is_one) {
  Rectification rotated;
  rotated.rotate = true;
  rotated.angle_deg = 30;
  rotated.xc = rotated.yc = kFlatFrameSide / 2;
  const auto flat = carried_flat(flat_frame(), nullptr, rotated, kFlatFrameSide, kFlatFrameSide, Oracle::idl);
  for (const float response : flat) BOOST_TEST_REQUIRE((response > 0.9F && response < 1.1F));
}

BOOST_AUTO_TEST_CASE(what_is_not_known_stays_so) {
  BOOST_TEST(carried_flat({}, nullptr, {}, kFlatFrameSide, kFlatFrameSide, Oracle::idl).empty());
  BOOST_TEST(carried_flat(flat_frame(), nullptr, {}, 48, 48, Oracle::idl).empty());
}

BOOST_AUTO_TEST_SUITE_END()
