// TRIGRID and TRI_SURF against the numpy reading of the specification.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "idl/quintic.hpp"
#include "idl/trigrid.hpp"
#include "text_reference.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

double scale(const Image<double> &image) {
  double largest = 0;
  for (const double value : image) largest = std::max(largest, std::abs(value));
  return largest;
}

void check_close(const Image<double> &computed, const Image<double> &expected, double tolerance, const char *what) {
  BOOST_TEST(largest_difference(computed, expected) <= tolerance * scale(expected),
             what << " off by " << largest_difference(computed, expected));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(surfaces_parity)

BOOST_AUTO_TEST_CASE(derivatives_and_surfaces_agree) {
  TextReference reference("quintic/surfaces.txt");
  for (int cases = 0; cases < 3; ++cases) {
    const int nx = reference.number<int>();
    const int ny = reference.number<int>();
    const auto x0 = reference.number<double>();
    const auto dx = reference.number<double>();
    const int pixels_x = reference.number<int>();
    const int pixels_y = reference.number<int>();
    const auto nodes = reference.image<double>(nx, ny);
    const auto cuts = reference.image<std::uint8_t>(nx - 1, ny - 1);

    // Two solvers of one linear system of condition number 3: rounding only.
    constexpr double solved = 1e-13;
    const auto grid = idl::NodeGrid::regular(nx, ny, x0, dx);
    const idl::Derivatives derivatives = idl::renka_derivatives(nodes, grid, cuts);
    check_close(derivatives.zx, reference.image<double>(nx, ny), solved, "zx");
    check_close(derivatives.zy, reference.image<double>(nx, ny), solved, "zy");
    check_close(derivatives.zxx, reference.image<double>(nx, ny), solved, "zxx");
    check_close(derivatives.zxy, reference.image<double>(nx, ny), solved, "zxy");
    check_close(derivatives.zyy, reference.image<double>(nx, ny), solved, "zyy");

    // 21 terms of size 1 to 10.
    check_close(idl::trigrid_quintic(nodes, grid, cuts, pixels_x, pixels_y), reference.image<double>(pixels_x, pixels_y), 1e-12, "quintic");
    // A few roundings.
    check_close(idl::trigrid_linear(nodes, x0, dx, cuts, pixels_x, pixels_y), reference.image<double>(pixels_x, pixels_y), 1e-15, "linear");
  }
}

BOOST_AUTO_TEST_SUITE_END()
