// How each oracle cuts the cells of rectangular grids.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <tuple>
#include <vector>

#include "core/error.hpp"
#include "idl/triangulate.hpp"

using namespace corkit;

namespace {

int cells_that_differ(int nx, int ny, double x0, double dx) {
  const auto idl = idl::grid_diagonals(nx, ny, x0, dx, Oracle::idl);
  const auto gdl = idl::grid_diagonals(nx, ny, x0, dx, Oracle::gdl);
  int different = 0;
  for (std::size_t k = 0; k < idl.size(); ++k) different += idl[k] != gdl[k];
  return different;
}

std::vector<double> ascending(int count, std::mt19937 &random) {
  std::vector<double> positions;
  double at = -3;
  for (int k = 0; k < count; ++k) positions.push_back(at += std::uniform_real_distribution<double>(0.1, 10)(random));
  return positions;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grid_diagonals)

BOOST_AUTO_TEST_CASE(gdls_lean_by_quadrant) {
  // spec/level1.md 20.2: falling where (k-cx)(l-cy) > 0, rising where < 0, cx = (nx-1)/2-1 and cy alike; on the cross the sort decides.
  for (const auto &[nx, ny, x0, dx] :
       {std::tuple{33, 33, 0.0, 32.0}, {33, 33, 0.0, 16.0}, {24, 24, 2.0, 4.0}, {24, 32, 2.0, 4.0}, {61, 40, 2.0, 4.0}}) {
    const Image<std::uint8_t> cuts = idl::grid_diagonals(nx, ny, x0, dx, Oracle::gdl);
    BOOST_TEST_REQUIRE(cuts.nx() == nx - 1);
    BOOST_TEST_REQUIRE(cuts.ny() == ny - 1);
    const int cx = (nx - 1) / 2 - 1;
    const int cy = (ny - 1) / 2 - 1;
    int wrong = 0;
    for (int l = 0; l < ny - 1; ++l)
      for (int k = 0; k < nx - 1; ++k) {
        const int lean = (k - cx) * (l - cy);
        if (lean != 0) wrong += cuts(k, l) != (lean > 0 ? 1 : 0);
      }
    BOOST_TEST(wrong == 0, nx << " x " << ny << ": " << wrong << " cells");
  }
}

BOOST_AUTO_TEST_CASE(idls_fall_in_the_warp_mesh_but_beside_its_diagonal) {
  for (const double step : {32.0, 16.0}) {
    const auto cuts = idl::grid_diagonals(33, 33, 0, step, Oracle::idl);
    int wrong = 0;
    for (int l = 0; l < 32; ++l)
      for (int k = 0; k < 32; ++k) wrong += cuts(k, l) != (l == k || l == k + 1 ? 0 : 1);
    BOOST_TEST(wrong == 0);
    BOOST_TEST(std::count(cuts.begin(), cuts.end(), 0) == 63);
  }
}

BOOST_AUTO_TEST_CASE(the_oracles_differ_in_half_of_the_cells) {
  BOOST_TEST(cells_that_differ(33, 33, 0, 32) == 566);  // of 1024, warp
  BOOST_TEST(cells_that_differ(24, 24, 2, 4) == 273);   // of 529, a zone of three blocks by three
}

BOOST_AUTO_TEST_CASE(every_cell_of_any_grid_is_cut) {
  for (const Oracle oracle : {Oracle::idl, Oracle::gdl}) {
    for (int ny = 2; ny <= 9; ++ny)
      for (int nx = 2; nx <= 9; ++nx) {
        const Image<std::uint8_t> cuts = idl::grid_diagonals(nx, ny, 2, 4, oracle);
        BOOST_TEST((*std::max_element(cuts.begin(), cuts.end()) <= 1));
      }
    const Image<std::uint8_t> oblong = idl::grid_diagonals(5, 7, 0, 32, 0, 16, oracle);
    BOOST_TEST(oblong.nx() == 4);
    BOOST_TEST(oblong.ny() == 6);
  }
}

BOOST_AUTO_TEST_CASE(every_cell_of_unequal_spacing_is_cut) {
  std::mt19937 random(20);
  for (int trial = 0; trial < 20; ++trial) {
    const auto x = ascending(2 + static_cast<int>(random() % 30), random);
    const auto y = ascending(2 + static_cast<int>(random() % 30), random);
    for (const Oracle oracle : {Oracle::idl, Oracle::gdl}) {
      const Image<std::uint8_t> cuts = idl::grid_diagonals(x, y, oracle);
      BOOST_TEST((*std::max_element(cuts.begin(), cuts.end()) <= 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_grid_without_cells_or_steps_is_refused) {
  for (const Oracle oracle : {Oracle::idl, Oracle::gdl}) {
    BOOST_CHECK_THROW(idl::grid_diagonals(1, 5, 0, 1, oracle), Error);
    BOOST_CHECK_THROW(idl::grid_diagonals(5, 0, 0, 1, oracle), Error);
    BOOST_CHECK_THROW(idl::grid_diagonals(100000, 100000, 0, 1, oracle), Error);
    BOOST_CHECK_THROW(idl::grid_diagonals(5, 5, 0, 0, oracle), Error);
    const std::vector<double> ascends{0, 1, 3}, doubled{0, 2, 2}, descends{3, 1, 0};
    BOOST_CHECK_THROW(idl::grid_diagonals(ascends, doubled, oracle), Error);
    BOOST_CHECK_THROW(idl::grid_diagonals(descends, ascends, oracle), Error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
