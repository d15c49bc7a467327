// Tensors as sums over pixel offsets.
#include "fill/anisotropy.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace corkit;

BOOST_AUTO_TEST_CASE(offsets_with_weights_of_at_least_zero_make_up_the_tensor) {
  for (const double ratio : {1.0, 2.0, 16.0, 250.0, 1000.0}) {
    for (int degrees = 0; degrees < 360; degrees += 7) {
      const double dx = 300 * std::cos(degrees * M_PI / 180), dy = 300 * std::sin(degrees * M_PI / 180);
      double xx = 0, xy = 0, yy = 0;
      for (const auto &offset : radial_offsets(dx, dy, ratio)) {
        BOOST_TEST(offset.weight >= 0);
        xx += offset.weight * offset.x * offset.x;
        xy += offset.weight * offset.x * offset.y;
        yy += offset.weight * offset.y * offset.y;
      }
      const double c = dx / 300, s = dy / 300;
      BOOST_TEST(std::abs(xx - (1 + (ratio - 1) * c * c)) < 1e-9 * ratio);
      BOOST_TEST(std::abs(xy - (ratio - 1) * c * s) < 1e-9 * ratio);
      BOOST_TEST(std::abs(yy - (1 + (ratio - 1) * s * s)) < 1e-9 * ratio);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_isotropic_tensor_is_the_five_point_formula) {
  double along_x = 0, along_y = 0, other = 0;
  for (const auto &offset : radial_offsets(0, 0, 16)) {
    if (offset.y == 0 && std::abs(offset.x) == 1)
      along_x += offset.weight;
    else if (offset.x == 0 && std::abs(offset.y) == 1)
      along_y += offset.weight;
    else
      other += offset.weight;
  }
  BOOST_TEST(along_x == 1);
  BOOST_TEST(along_y == 1);
  BOOST_TEST(other == 0);
}
