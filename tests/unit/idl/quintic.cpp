// The properties spec/quintic.md 4.4 demands.
#include "idl/quintic.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "core/error.hpp"
#include "idl/triangulate.hpp"

using namespace corkit;

namespace {

constexpr int kNx = 9;
constexpr int kNy = 7;
constexpr double kX0 = 2;
constexpr double kDx = 4;
const auto kGrid = idl::NodeGrid::regular(kNx, kNy, kX0, kDx);

Image<std::uint8_t> random_cuts() {
  std::mt19937 random(5);
  Image<std::uint8_t> cuts(kNx - 1, kNy - 1);
  for (std::uint8_t &cut : cuts) cut = static_cast<std::uint8_t>(random() % 2);
  return cuts;
}

Image<double> random_nodes() {
  std::mt19937 random(11);
  std::normal_distribution<double> value(0, 1);
  Image<double> nodes(kNx, kNy);
  for (double &node : nodes) node = value(random);
  return nodes;
}

double position(int node) { return kX0 + kDx * node; }

template <class Function>
Image<double> at_nodes(Function function) {
  Image<double> nodes(kNx, kNy);
  for (int l = 0; l < kNy; ++l)
    for (int k = 0; k < kNx; ++k) nodes(k, l) = function(position(k), position(l));
  return nodes;
}

// (x/20)^i (y/20)^j differentiated n times along x and m times along y.
double monomial(int i, int j, int n, int m, double x, double y) {
  double value = 1;
  for (int k = 0; k < n; ++k) value *= (i - k) / 20.0;
  for (int k = 0; k < m; ++k) value *= (j - k) / 20.0;
  return value == 0 ? 0 : value * std::pow(x / 20, i - n) * std::pow(y / 20, j - m);
}

idl::Derivatives monomial_derivatives(int i, int j) {
  const auto field = [&](int n, int m) { return at_nodes([&](double x, double y) { return monomial(i, j, n, m, x, y); }); };
  return {field(1, 0), field(0, 1), field(2, 0), field(1, 1), field(0, 2)};
}

struct GridArc {
  int k, l, to_k, to_l;
};

std::vector<GridArc> arcs(const Image<std::uint8_t> &cuts) {
  std::vector<GridArc> all;
  for (int l = 0; l < kNy; ++l)
    for (int k = 0; k < kNx; ++k) {
      if (k + 1 < kNx) all.push_back({k, l, k + 1, l});
      if (l + 1 < kNy) all.push_back({k, l, k, l + 1});
      if (k + 1 == kNx || l + 1 == kNy) continue;
      if (cuts(k, l) == 0)
        all.push_back({k, l, k + 1, l + 1});
      else
        all.push_back({k + 1, l, k, l + 1});
    }
  return all;
}

double largest(const Image<double> &image) {
  double value = 0;
  for (const double pixel : image) value = std::max(value, std::abs(pixel));
  return value;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(quintic)

BOOST_AUTO_TEST_CASE(nodes_are_met) {
  const Image<double> nodes = random_nodes();
  const Image<double> surface = idl::trigrid_quintic(nodes, kGrid, random_cuts(), 4 * kNx, 4 * kNy);
  for (int l = 0; l < kNy; ++l)
    for (int k = 0; k < kNx; ++k) BOOST_TEST(std::abs(surface(2 + 4 * k, 2 + 4 * l) - nodes(k, l)) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_part_of_the_surface_is_that_part_to_the_bit) {
  const Image<double> nodes = random_nodes();
  const Image<double> all = idl::trigrid_quintic(nodes, kGrid, random_cuts(), 4 * kNx, 4 * kNy);
  std::mt19937 random(8);
  Image<std::uint8_t> wanted(4 * kNx, 4 * kNy, 0);
  for (std::uint8_t &pixel : wanted) pixel = random() % 3 == 0 ? 1 : 0;
  const Image<double> part = idl::trigrid_quintic(nodes, kGrid, random_cuts(), wanted);
  for (std::size_t k = 0; k < all.size(); ++k) BOOST_TEST(part[k] == (wanted[k] != 0 ? all[k] : 0.0));
}

BOOST_AUTO_TEST_CASE(linear_data_come_back) {
  const auto line = [](double x, double y) { return 1 + 2 * x - y; };
  const Image<double> surface = idl::trigrid_quintic(at_nodes(line), kGrid, random_cuts(), 4 * kNx, 4 * kNy);
  for (int y = 2; y <= 2 + 4 * (kNy - 1); ++y)
    for (int x = 2; x <= 2 + 4 * (kNx - 1); ++x) BOOST_TEST(std::abs(surface(x, y) - line(x, y)) < 1e-12 * 70);  // the data reach 70
}

BOOST_AUTO_TEST_CASE(polynomials_to_the_fourth_degree_come_back_from_their_derivatives) {
  const Image<std::uint8_t> cuts = random_cuts();
  std::mt19937 random(3);
  std::uniform_real_distribution<double> along_x(kX0, position(kNx - 1)), along_y(kX0, position(kNy - 1));
  for (int i = 0; i <= 4; ++i)
    for (int j = 0; i + j <= 4; ++j) {
      const Image<double> nodes = at_nodes([&](double x, double y) { return monomial(i, j, 0, 0, x, y); });
      const idl::Derivatives derivatives = monomial_derivatives(i, j);
      double worst = 0;
      for (int k = 0; k < 500; ++k) {
        const double x = along_x(random);
        const double y = along_y(random);
        worst = std::max(worst, std::abs(idl::quintic_at(nodes, derivatives, kGrid, cuts, x, y) - monomial(i, j, 0, 0, x, y)));
      }
      BOOST_TEST(worst < 1e-10, "x^" << i << " y^" << j << ": " << worst);
    }
}

BOOST_AUTO_TEST_CASE(slopes_meet_across_every_side) {
  const Image<double> nodes = random_nodes();
  const Image<std::uint8_t> cuts = random_cuts();
  const idl::Derivatives derivatives = idl::renka_derivatives(nodes, kGrid, cuts);
  const auto jump = [&](double e) {
    double worst = 0;
    for (const GridArc &arc : arcs(cuts)) {
      const double dx = position(arc.to_k) - position(arc.k);
      const double dy = position(arc.to_l) - position(arc.l);
      const double length = std::hypot(dx, dy);
      for (const double t : {0.13, 0.5, 0.71}) {
        const auto beside = [&](double s) {
          const double x = position(arc.k) + t * dx - s * dy / length;
          const double y = position(arc.l) + t * dy + s * dx / length;
          return idl::quintic_at(nodes, derivatives, kGrid, cuts, x, y);
        };
        const bool on_hull = (arc.k == arc.to_k && arc.k % (kNx - 1) == 0) || (arc.l == arc.to_l && arc.l % (kNy - 1) == 0);
        if (on_hull) continue;
        // One-sided slopes at the side itself, to the second order of e.
        const double right = (-3 * beside(0) + 4 * beside(e) - beside(2 * e)) / (2 * e);
        const double left = (3 * beside(0) - 4 * beside(-e) + beside(-2 * e)) / (2 * e);
        worst = std::max(worst, std::abs(right - left));
      }
    }
    return worst;
  };
  const double coarse = jump(1e-2);
  const double fine = jump(1e-3);
  BOOST_TEST(fine < 1e-5);
  BOOST_TEST(fine < coarse / 50);  // falls with the square of the distance
}

BOOST_AUTO_TEST_CASE(gradients_satisfy_the_normal_equations) {
  const Image<double> nodes = random_nodes();
  const Image<std::uint8_t> cuts = random_cuts();
  const idl::Gradients gradients = idl::renka_gradients(nodes, kGrid, cuts);
  Image<double> along_x(kNx, kNy), along_y(kNx, kNy);
  const auto add = [&](int k, int l, int to_k, int to_l) {
    const double dx = kDx * (to_k - k);
    const double dy = kDx * (to_l - l);
    const double weight = 1 / std::pow(std::hypot(dx, dy), 3);
    const double here = gradients.zx(k, l) * dx + gradients.zy(k, l) * dy;
    const double there = gradients.zx(to_k, to_l) * dx + gradients.zy(to_k, to_l) * dy;
    const double pull = weight * (2 * here + there - 3 * (nodes(to_k, to_l) - nodes(k, l)));
    along_x(k, l) += pull * dx;
    along_y(k, l) += pull * dy;
  };
  for (const GridArc &arc : arcs(cuts)) {
    add(arc.k, arc.l, arc.to_k, arc.to_l);
    add(arc.to_k, arc.to_l, arc.k, arc.l);
  }
  BOOST_TEST(largest(along_x) < 1e-10);
  BOOST_TEST(largest(along_y) < 1e-10);
}

BOOST_AUTO_TEST_CASE(second_derivatives_are_the_gradients_gradients) {
  const Image<double> nodes = random_nodes();
  const Image<std::uint8_t> cuts = random_cuts();
  const idl::Derivatives derivatives = idl::renka_derivatives(nodes, kGrid, cuts);
  const idl::Gradients of_zx = idl::renka_gradients(derivatives.zx, kGrid, cuts);
  const idl::Gradients of_zy = idl::renka_gradients(derivatives.zy, kGrid, cuts);
  BOOST_TEST((derivatives.zxx == of_zx.zx));
  BOOST_TEST((derivatives.zyy == of_zy.zy));
  for (std::size_t k = 0; k < nodes.size(); ++k) BOOST_TEST(derivatives.zxy[k] == (of_zx.zy[k] + of_zy.zx[k]) / 2);
}

BOOST_AUTO_TEST_CASE(flat_data_give_no_gradient) {
  const idl::Gradients gradients =
      idl::renka_gradients(Image<double>(6, 5, 3.5), idl::NodeGrid::regular(6, 5, 0, kDx), Image<std::uint8_t>(5, 4));
  BOOST_TEST(largest(gradients.zx) == 0.0);
  BOOST_TEST(largest(gradients.zy) == 0.0);
}

BOOST_AUTO_TEST_CASE(tiny_values_are_solved_as_well_as_large_ones) {
  Image<double> nodes = random_nodes();
  const Image<std::uint8_t> cuts = random_cuts();
  const idl::Gradients large = idl::renka_gradients(nodes, kGrid, cuts);
  constexpr double scale = 0x1p-40;
  for (double &node : nodes) node *= scale;
  const idl::Gradients small = idl::renka_gradients(nodes, kGrid, cuts);
  for (std::size_t k = 0; k < nodes.size(); ++k) BOOST_TEST(small.zx[k] == scale * large.zx[k]);
}

BOOST_AUTO_TEST_CASE(outside_the_hull_it_is_zero_and_on_it_not) {
  const Image<double> nodes(kNx, kNy, 7.0);
  const Image<double> surface = idl::trigrid_quintic(nodes, kGrid, random_cuts(), 4 * kNx, 4 * kNy);
  for (int y = 0; y < 4 * kNy; ++y)
    for (int x = 0; x < 4 * kNx; ++x) {
      const bool inside = x >= 2 && y >= 2 && x <= 4 * kNx - 2 && y <= 4 * kNy - 2;
      BOOST_TEST(surface(x, y) == (inside ? 7.0 : 0.0));
    }
  const idl::Derivatives derivatives = idl::renka_derivatives(nodes, kGrid, random_cuts());
  BOOST_TEST(idl::quintic_at(nodes, derivatives, kGrid, random_cuts(), 1.999, 5) == 0.0);
  BOOST_TEST(idl::quintic_at(nodes, derivatives, kGrid, random_cuts(), std::nan(""), 5) == 0.0);
}

BOOST_AUTO_TEST_CASE(unequal_steps_that_are_equal_change_nothing_but_rounding) {
  const Image<double> nodes = random_nodes();
  std::vector<double> x, y;
  for (int k = 0; k < kNx; ++k) x.push_back(position(k));
  for (int l = 0; l < kNy; ++l) y.push_back(position(l));
  const Image<double> regular = idl::trigrid_quintic(nodes, kGrid, random_cuts(), 4 * kNx, 4 * kNy);
  const Image<double> listed = idl::trigrid_quintic(nodes, {idl::Axis::at(x), idl::Axis::at(y)}, random_cuts(), 4 * kNx, 4 * kNy);
  for (std::size_t k = 0; k < regular.size(); ++k) BOOST_TEST(std::abs(regular[k] - listed[k]) < 1e-12);
}

BOOST_AUTO_TEST_CASE(on_unequal_steps_nodes_lines_and_fourth_degree_polynomials_come_back) {
  const idl::NodeGrid grid{idl::Axis::at({-2, -1, 1.5, 2, 6, 7.25, 11}), idl::Axis::at({0, 3, 3.5, 9, 10})};
  const auto cuts =
      idl::grid_diagonals(std::vector<double>{-2, -1, 1.5, 2, 6, 7.25, 11}, std::vector<double>{0, 3, 3.5, 9, 10}, Oracle::idl);
  const auto sampled = [&](auto function) {
    Image<double> values(7, 5);
    for (int l = 0; l < 5; ++l)
      for (int k = 0; k < 7; ++k) values(k, l) = function(grid.x.position(k), grid.y.position(l));
    return values;
  };
  const auto line = [](double x, double y) { return 1 + 2 * x - y; };
  const Image<double> on_line = sampled(line);
  const idl::Derivatives estimated = idl::renka_derivatives(on_line, grid, cuts);
  std::mt19937 random(8);
  std::uniform_real_distribution<double> along_x(-2, 11), along_y(0, 10);
  for (int i = 0; i <= 4; ++i)
    for (int j = 0; i + j <= 4; ++j) {
      const auto field = [&](int n, int m) { return sampled([&](double x, double y) { return monomial(i, j, n, m, x, y); }); };
      const Image<double> nodes = field(0, 0);
      const idl::Derivatives derivatives{field(1, 0), field(0, 1), field(2, 0), field(1, 1), field(0, 2)};
      double worst = 0;
      for (int k = 0; k < 200; ++k) {
        const double x = along_x(random);
        const double y = along_y(random);
        worst = std::max(worst, std::abs(idl::quintic_at(nodes, derivatives, grid, cuts, x, y) - monomial(i, j, 0, 0, x, y)));
        BOOST_TEST(std::abs(idl::quintic_at(on_line, estimated, grid, cuts, x, y) - line(x, y)) < 1e-12 * 24);  // the data reach 24
      }
      BOOST_TEST(worst < 1e-10, "x^" << i << " y^" << j << ": " << worst);
    }
  for (int l = 0; l < 5; ++l)
    for (int k = 0; k < 7; ++k)
      BOOST_TEST(std::abs(idl::quintic_at(on_line, estimated, grid, cuts, grid.x.position(k), grid.y.position(l)) - on_line(k, l)) < 1e-12);
  BOOST_TEST(idl::quintic_at(on_line, estimated, grid, cuts, 11.001, 5) == 0.0);
}

BOOST_AUTO_TEST_CASE(sweeps_approach_the_minimum) {
  const Image<double> nodes = random_nodes();
  const Image<std::uint8_t> cuts = random_cuts();
  const idl::Gradients minimum = idl::renka_gradients(nodes, kGrid, cuts);
  const auto off = [&](int sweeps) {
    const idl::Gradients gradients = idl::renka_gradients(nodes, kGrid, cuts, sweeps);
    double worst = 0;
    for (std::size_t k = 0; k < nodes.size(); ++k)
      worst = std::max({worst, std::abs(gradients.zx[k] - minimum.zx[k]), std::abs(gradients.zy[k] - minimum.zy[k])});
    return worst;
  };
  BOOST_TEST(off(1) > 1e-3);
  BOOST_TEST(off(4) < off(1) / 4);
  BOOST_TEST(off(60) < 1e-13);
}

BOOST_AUTO_TEST_CASE(unusable_grids_are_refused) {
  const Image<double> nodes(4, 3);
  const Image<std::uint8_t> cuts(3, 2);
  const auto grid = idl::NodeGrid::regular(4, 3, 2, kDx);
  BOOST_CHECK_THROW(idl::renka_gradients(nodes, grid, Image<std::uint8_t>(4, 3)), Error);
  BOOST_CHECK_THROW(idl::renka_gradients(nodes, idl::NodeGrid::regular(3, 4, 2, kDx), cuts), Error);
  BOOST_CHECK_THROW(idl::renka_gradients(nodes, grid, cuts, -1), Error);
  BOOST_CHECK_THROW(idl::renka_gradients(Image<double>(1, 1), grid, Image<std::uint8_t>()), Error);
  BOOST_CHECK_THROW(idl::trigrid_quintic(nodes, grid, cuts, 4, 0), Error);
  BOOST_CHECK_THROW(idl::quintic_at(nodes, idl::Derivatives{}, grid, cuts, 3, 3), Error);
  BOOST_CHECK_THROW(idl::NodeGrid::regular(4, 3, 2, 0), Error);
  BOOST_CHECK_THROW(idl::NodeGrid::regular(4, 3, std::nan(""), kDx), Error);
  BOOST_CHECK_THROW(idl::NodeGrid::regular(4, 1, 2, kDx), Error);
  BOOST_CHECK_THROW(idl::Axis::at({1}), Error);
  BOOST_CHECK_THROW(idl::Axis::at({0, 1, 1}), Error);
  BOOST_CHECK_THROW(idl::Axis::at({0, 1, std::numeric_limits<double>::infinity()}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
