// Where the two oracles' distortion maps sample an image.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "stages/warp.hpp"

using namespace corkit;

namespace {

// Full frames of the instruments' nominal scales and centres.
WarpKey key(Detector detector, Oracle oracle) {
  WarpKey k;
  k.detector = detector;
  k.nx = k.ny = 1024;
  k.plate_scale = detector == Detector::C2 ? 11.9F : 56.0F;
  k.center_x = detector == Detector::C2 ? 512.634 : 516.456F;
  k.center_y = detector == Detector::C2 ? 505.293 : 531.132F;
  k.center_is_float = detector == Detector::C3;
  k.oracle = oracle;
  return k;
}

struct Coordinates {
  Image<float> x, y;
};
Coordinates coordinates(const WarpMap &map) {
  Coordinates all{Image<float>(map.nx(), map.ny()), Image<float>(map.nx(), map.ny())};
  map.for_each_row([&](int row, const float *x, const float *y) {
    std::copy_n(x, map.nx(), all.x.row(row));
    std::copy_n(y, map.nx(), all.y.row(row));
  });
  return all;
}

struct Moves {
  double farthest = 0, farthest_in_field = 0;  // within 512 pixels of the centre
};

Moves moves(Detector detector) {
  const WarpKey k = key(detector, Oracle::idl);
  const Coordinates idl = coordinates(warp_map(k));
  const Coordinates gdl = coordinates(warp_map(key(detector, Oracle::gdl)));
  Moves m;
  for (int y = 0; y < k.ny; ++y)
    for (int x = 0; x < k.nx; ++x) {
      const double move = std::hypot(idl.x(x, y) - gdl.x(x, y), idl.y(x, y) - gdl.y(x, y));
      m.farthest = std::max(m.farthest, move);
      if (std::hypot(x - k.center_x, y - k.center_y) <= 512) m.farthest_in_field = std::max(m.farthest_in_field, move);
    }
  return m;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(warp_maps)

BOOST_AUTO_TEST_CASE(of_c2_the_oracles_samples_are_a_fiftieth_of_a_pixel_apart) {
  const Moves m = moves(Detector::C2);
  BOOST_TEST(m.farthest < 0.0225);
  BOOST_TEST(m.farthest > 0.0215);
}

BOOST_AUTO_TEST_CASE(of_c3_a_twenty_fifth_and_a_little_more_in_the_corners) {
  const Moves m = moves(Detector::C3);
  BOOST_TEST(m.farthest_in_field < 0.0385);
  BOOST_TEST(m.farthest_in_field > 0.038);
  BOOST_TEST(m.farthest < 0.0545);
  BOOST_TEST(m.farthest > 0.0535);
}

BOOST_AUTO_TEST_CASE(maps_of_different_oracles_have_different_keys) {
  BOOST_CHECK(key(Detector::C3, Oracle::idl) != key(Detector::C3, Oracle::gdl));
}

BOOST_AUTO_TEST_SUITE_END()
