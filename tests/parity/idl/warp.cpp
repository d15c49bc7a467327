// The warp's building blocks together: control grid, diagonals, map and sampling, against SolarSoft's warp of the coordinates themselves.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <type_traits>

#include "idl/arrays.hpp"
#include "idl/float_functions.hpp"
#include "idl/triangulate.hpp"
#include "idl/trigrid.hpp"
#include "support/reference_image.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

struct Map {
  Image<double> x, y;
};

// Control points of section 11 on the 33 x 33 mesh of an image summed by sum; Real is the type of the arithmetic.
template <class Real>
Map control_points(Real xc, Real yc, int sum, float plate_scale, float c0, float c1, float c2) {
  constexpr int nodes = 33;
  const Real factor = static_cast<Real>(sum);
  const Real centre_x = xc / factor;
  const Real centre_y = yc / factor;
  const float scale = plate_scale * static_cast<float>(sum);
  Map map{Image<double>(nodes, nodes), Image<double>(nodes, nodes)};
  for (int l = 0; l < nodes; ++l)
    for (int k = 0; k < nodes; ++k) {
      const Real dx = static_cast<Real>(32 * k / sum) - centre_x;
      const Real dy = static_cast<Real>(32 * l / sum) - centre_y;
      const Real u = factor * dx;
      const Real v = factor * dy;
      const Real r = std::sqrt(u * u + v * v);
      const Real mm = r * static_cast<Real>(0.021F);
      const Real mm2 = mm * mm;
      const Real f =
          r + mm * (static_cast<Real>(c0) + static_cast<Real>(c1) * mm2 + static_cast<Real>(c2) * (mm2 * mm2)) / static_cast<Real>(0.021F);
      const Real r0 = (static_cast<Real>(scale) * f) / static_cast<Real>(static_cast<float>(sum) * scale);
      const Real theta = idl::atan2(dy, dx);
      map.x(k, l) = static_cast<double>(r0 * idl::cos(theta) + centre_x);
      map.y(k, l) = static_cast<double>(r0 * idl::sin(theta) + centre_y);
    }
  return map;
}

void compare(const std::string &image, int sum, const Map &control) {
  const auto path_x = find_reference("stages/warp_" + image + "_gx.fts.fz");
  const auto path_y = find_reference("stages/warp_" + image + "_gy.fts.fz");
  if (!path_x || !path_y) return;
  const int side = 1024 / sum;
  const double step = 32.0 / sum;
  const Image<std::uint8_t> cuts = idl::grid_diagonals(33, 33, 0, step, Oracle::gdl);
  const Image<float> map_x = idl::trigrid_map(control.x, step, step, cuts, side, side);
  const Image<float> map_y = idl::trigrid_map(control.y, step, step, cuts, side, side);
  Image<float> x(side, side), y(side, side);
  for (int l = 0; l < side; ++l)
    for (int k = 0; k < side; ++k) {
      x(k, l) = static_cast<float>(k);
      y(k, l) = static_cast<float>(l);
    }
  // The reference is stored in steps of 1e-5 pixel; the map itself is FLOAT, half of 6.1e-5 apart beyond 512.
  constexpr double tolerance = 1e-5;
  BOOST_TEST(largest_difference(idl::interpolate(x, map_x, map_y), read_reference<float>(*path_x).pixels) < tolerance, image << " x");
  BOOST_TEST(largest_difference(idl::interpolate(y, map_x, map_y), read_reference<float>(*path_y).pixels) < tolerance, image << " y");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(warp_parity)

BOOST_AUTO_TEST_CASE(c2_coordinates_equal_solarsofts) {
  for (const int sum : {1, 2})
    compare(sum == 1 ? "22180003" : "22180043", sum,
            control_points<double>(512.634, 505.293, sum, 11.9F, 0.0051344125F, -0.00012233862F, 1.0978595e-7F));
}

BOOST_AUTO_TEST_CASE(c3_coordinates_equal_solarsofts) {
  for (const int sum : {1, 2})
    compare(sum == 1 ? "32180003" : "32180083", sum,
            control_points<float>(516.456F, 531.132F, sum, 56.0F, -0.0151657F, 0.000165455F, 0.0F));
}

BOOST_AUTO_TEST_SUITE_END()
