// Which pixels a mask touches, against the definition: those where the interpolated mask is above 0.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "idl/arrays.hpp"
#include "stages/lost_pixels.hpp"
#include "stages/warp.hpp"

using namespace corkit;

namespace {

Image<std::uint8_t> defined(const Image<std::uint8_t> &mask, const WarpMap &map) {
  const auto weights = idl::interpolate(convert<float>(mask), map.x, map.y);
  Image<std::uint8_t> touched(mask.nx(), mask.ny());
  for (std::size_t k = 0; k < touched.size(); ++k) touched[k] = weights[k] > 0 ? 1 : 0;
  return touched;
}

WarpMap wavy_map(int nx, int ny) {
  WarpMap map{Image<float>(nx, ny), Image<float>(nx, ny)};
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i) {
      map.x(i, j) = 1.01F * static_cast<float>(i) - 0.4F + 0.3F * std::sin(static_cast<float>(j));
      map.y(i, j) = i % 7 == 0 ? static_cast<float>(j) : 0.98F * static_cast<float>(j) + 0.02F * static_cast<float>(i);
    }
  map.x(3, 4) = std::numeric_limits<float>::quiet_NaN();
  map.y(5, 6) = -std::numeric_limits<float>::infinity();
  map.y(7, 8) = 1e9F;
  return map;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(touched_pixels)

BOOST_AUTO_TEST_CASE(are_those_where_the_interpolated_mask_is_above_0) {
  std::mt19937_64 random(17);
  std::uniform_int_distribution<int> column(0, 95), row(0, 63);
  const auto map = wavy_map(96, 64);
  for (int round = 0; round < 20; ++round) {
    Image<std::uint8_t> mask(96, 64);
    for (int k = 0; k < round; ++k) mask(column(random), row(random)) = 1;
    BOOST_TEST((warp_touched(mask, map) == defined(mask, map)));
  }
}

BOOST_AUTO_TEST_CASE(the_last_row_and_column_count_too) {
  const auto map = wavy_map(96, 64);
  Image<std::uint8_t> mask(96, 64);
  mask(95, 63) = mask(0, 63) = mask(95, 0) = 1;
  BOOST_TEST((warp_touched(mask, map) == defined(mask, map)));
  BOOST_TEST(any(mask));
  BOOST_TEST(!any(Image<std::uint8_t>(96, 64)));
}

BOOST_AUTO_TEST_SUITE_END()
