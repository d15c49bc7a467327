#include "idl/trigrid.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "core/error.hpp"
#include "idl/triangulate.hpp"

using namespace corkit;

namespace {

Image<double> plane(int nx, int ny, double dx, double dy) {
  Image<double> nodes(nx, ny);
  for (int l = 0; l < ny; ++l)
    for (int k = 0; k < nx; ++k) nodes(k, l) = 5 + 2 * dx * k - 3 * dy * l;
  return nodes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trigrid)

BOOST_AUTO_TEST_CASE(a_plane_comes_back_and_the_outside_is_zero) {
  const Image<double> nodes = plane(8, 6, 4, 4);
  const Image<double> surface = idl::trigrid_linear(nodes, 2, 4, idl::grid_diagonals(8, 6, 2, 4, Oracle::idl), 32, 24);
  for (int y = 0; y < 24; ++y)
    for (int x = 0; x < 32; ++x) {
      const bool inside = x >= 2 && y >= 2 && x <= 30 && y <= 22;  // nodes from 2 to 30 and 2 to 22, the hull included
      BOOST_TEST(std::abs(surface(x, y) - (inside ? 5 + 2.0 * (x - 2) - 3.0 * (y - 2) : 0.0)) < 1e-13);
    }
}

BOOST_AUTO_TEST_CASE(the_cut_decides_the_middle_of_a_cell) {
  Image<double> nodes(2, 2);
  nodes(0, 0) = 1;
  nodes(1, 0) = 2;
  nodes(0, 1) = 4;
  nodes(1, 1) = 8;
  const Image<std::uint8_t> rising(1, 1, std::uint8_t{0});
  const Image<std::uint8_t> falling(1, 1, std::uint8_t{1});
  const Image<double> a = idl::trigrid_linear(nodes, 0, 4, rising, 5, 5);
  const Image<double> b = idl::trigrid_linear(nodes, 0, 4, falling, 5, 5);
  BOOST_TEST(a(2, 2) == 4.5);
  BOOST_TEST(b(2, 2) == 3.0);
  BOOST_TEST(a(3, 1) == 1 + 0.75 * 1 + 0.25 * 6);
  BOOST_TEST(a(1, 3) == 1 + 0.75 * 3 + 0.25 * 4);
  BOOST_TEST(b(3, 2) == 8 - 0.25 * 4 - 0.5 * 6);
  for (const auto &surface : {a, b}) {
    BOOST_TEST(surface(0, 0) == 1.0);
    BOOST_TEST(surface(4, 0) == 2.0);
    BOOST_TEST(surface(0, 4) == 4.0);
    BOOST_TEST(surface(4, 4) == 8.0);
  }
}

BOOST_AUTO_TEST_CASE(the_map_continues_the_last_cell) {
  const Image<double> nodes = plane(3, 4, 8, 4);
  const Image<float> map = idl::trigrid_map(nodes, 8, 4, Image<std::uint8_t>(2, 3), 20, 15);
  for (int y = 0; y < 15; ++y)
    for (int x = 0; x < 20; ++x) BOOST_TEST(map(x, y) == static_cast<float>(5 + 2 * x - 3 * y));
}

BOOST_AUTO_TEST_CASE(rows_of_the_map_are_those_of_the_surface_to_the_bit) {
  std::mt19937_64 random(29);
  std::normal_distribution<double> noise(0, 3);
  std::bernoulli_distribution falls(0.5);
  for (const double step : {32.0, 16.0, 5.0, 1.0, 0.5}) {
    const int side = static_cast<int>(step * 12) + 1;
    Image<double> nodes(13, 13);
    Image<std::uint8_t> cuts(12, 12);
    for (double &node : nodes) node = 100 + noise(random);
    for (std::uint8_t &cut : cuts) cut = falls(random) ? 1 : 0;
    const Image<double> surface = idl::trigrid_linear(nodes, 0, step, cuts, side, side);
    const idl::MapRows rows(nodes, step, step, cuts, side, side);
    for (const InstructionSet set : kInstructionSets) {
      if (!has(set)) continue;
      std::size_t different = 0;
      std::vector<float> row(static_cast<std::size_t>(side));
      for (int y = 0; y < side; ++y) {
        rows.row(y, row.data(), set);
        for (int x = 0; x < side; ++x) different += row[static_cast<std::size_t>(x)] == static_cast<float>(surface(x, y)) ? 0U : 1U;
      }
      BOOST_TEST(different == 0U, "step " << step << ", instruction set " << static_cast<int>(set));
    }
  }
}

BOOST_AUTO_TEST_CASE(unusable_grids_are_refused) {
  const Image<double> nodes(4, 3);
  const Image<std::uint8_t> cuts(3, 2);
  BOOST_CHECK_THROW(idl::trigrid_linear(Image<double>(1, 3), 0, 4, Image<std::uint8_t>(0, 2), 4, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_linear(nodes, 0, 4, Image<std::uint8_t>(4, 3), 4, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_linear(nodes, 0, 0, cuts, 4, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_linear(nodes, std::nan(""), 4, cuts, 4, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_linear(nodes, 0, 4, cuts, 0, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_map(nodes, 4, -4, cuts, 4, 4), Error);
  BOOST_CHECK_THROW(idl::trigrid_map(nodes, 4, 4, cuts, 4, -1), Error);
}

BOOST_AUTO_TEST_SUITE_END()
