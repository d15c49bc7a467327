// Where the two oracles' distortion maps sample an image.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "stages/warp.hpp"
#include "support/fingerprint.hpp"

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

// The nodes of FLOAT centres are corkit's own arithmetic. Those of C2's DOUBLE centre use the C library's atan2, sin, cos and pow, of which
// one centre in 600 000 shows a processor's or a library's last bit: not the one in use.
BOOST_AUTO_TEST_CASE(maps_of_the_centres_in_use_have_pinned_bits) {
  const auto fingerprint = [](Detector detector, double x, double y, bool is_float) {
    test::Fingerprint sum;
    for (const Oracle oracle : {Oracle::idl, Oracle::gdl})
      for (const int binning : {1, 2, 4}) {
        WarpKey k = key(detector, oracle);
        k.nx = k.ny = 1024 / binning;
        k.sumx = k.sumy = binning;
        k.plate_scale *= static_cast<float>(binning);
        k.center_x = x;
        k.center_y = y;
        k.center_is_float = is_float;
        const WarpMap map = warp_map(k);
        map.for_each_row([&](int, const float *of_x, const float *of_y) {
          for (int i = 0; i < map.nx(); ++i) {
            sum.add(of_x[i]);
            sum.add(of_y[i]);
          }
        });
      }
    return sum.value();
  };
  const auto of_floats = [&](Detector detector, float x, float y) {
    return fingerprint(detector, static_cast<double>(x), static_cast<double>(y), true);
  };
  BOOST_TEST(fingerprint(Detector::C2, 512.634, 505.293, false) == 0x98eb91ef9c41a08eU);
  BOOST_TEST(of_floats(Detector::C2, 512.634F, 505.293F) == 0x2a832299908c1abaU);
  BOOST_TEST(of_floats(Detector::C3, 516.284F, 529.489F) == 0xde59787628cfe6b4U);
  // c3_occltr_cntr.dat
  BOOST_TEST(of_floats(Detector::C3, 516.514F, 529.717F) == 0x6e06af17fa116d35U);
  BOOST_TEST(of_floats(Detector::C3, 516.527F, 529.685F) == 0x719bb742db429384U);
  BOOST_TEST(of_floats(Detector::C3, 516.385F, 529.671F) == 0x10ca2d66c461a1c3U);
  BOOST_TEST(of_floats(Detector::C3, 516.373F, 529.650F) == 0x7444b93f55cb4e02U);
  BOOST_TEST(of_floats(Detector::C3, 516.407F, 531.172F) == 0x73a6aad21587e32bU);
  BOOST_TEST(of_floats(Detector::C3, 516.408F, 531.160F) == 0xef8a0eb7594dcd65U);
  BOOST_TEST(of_floats(Detector::C3, 516.456F, 531.132F) == 0xe4434316f406ca4bU);
}

BOOST_AUTO_TEST_CASE(maps_of_different_oracles_have_different_keys) {
  BOOST_CHECK(key(Detector::C3, Oracle::idl) != key(Detector::C3, Oracle::gdl));
}

BOOST_AUTO_TEST_SUITE_END()
