#include "idl/triangulate.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "core/error.hpp"

using namespace corkit;

namespace {

struct Points {
  std::vector<double> x, y;
};

double twice_area(const Points &p, const idl::Triangle &t) {
  const auto a = static_cast<std::size_t>(t.a);
  const auto b = static_cast<std::size_t>(t.b);
  const auto c = static_cast<std::size_t>(t.c);
  return (p.x[b] - p.x[a]) * (p.y[c] - p.y[a]) - (p.x[c] - p.x[a]) * (p.y[b] - p.y[a]);
}

// Positive where point k lies inside the triangle's circumcircle (triangle counter-clockwise).
double inside_circle(const Points &p, const idl::Triangle &t, std::size_t k) {
  const auto row = [&](int vertex) {
    const double dx = p.x[static_cast<std::size_t>(vertex)] - p.x[k];
    const double dy = p.y[static_cast<std::size_t>(vertex)] - p.y[k];
    return std::array{dx, dy, dx * dx + dy * dy};
  };
  const auto a = row(t.a);
  const auto b = row(t.b);
  const auto c = row(t.c);
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}

Points scattered(int count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> position(0, 1);
  Points points;
  for (int k = 0; k < count; ++k) {
    points.x.push_back(position(random));
    points.y.push_back(position(random));
  }
  return points;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(triangulate)

BOOST_AUTO_TEST_CASE(three_points_make_one_triangle) {
  const Points points{{0, 1, 0}, {0, 0, 1}};
  const auto triangles = idl::triangulate(points.x, points.y);
  BOOST_TEST_REQUIRE(triangles.size() == 1U);
  BOOST_TEST(twice_area(points, triangles[0]) == 1.0);
}

BOOST_AUTO_TEST_CASE(scattered_points_get_a_delaunay_triangulation_of_their_hull) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    Points points = scattered(300, seed);
    points.x.insert(points.x.end(), {0, 1, 0, 1});
    points.y.insert(points.y.end(), {0, 0, 1, 1});
    const auto triangles = idl::triangulate(points.x, points.y);
    double area = 0;
    for (const idl::Triangle &triangle : triangles) {
      BOOST_TEST(twice_area(points, triangle) > 0);
      area += twice_area(points, triangle) / 2;
      double deepest = -1;
      for (std::size_t k = 0; k < points.x.size(); ++k)
        if (static_cast<int>(k) != triangle.a && static_cast<int>(k) != triangle.b && static_cast<int>(k) != triangle.c)
          deepest = std::max(deepest, inside_circle(points, triangle, k));
      BOOST_TEST(deepest < 1e-12);
    }
    BOOST_TEST(std::abs(area - 1) < 1e-12);  // the unit square
  }
}

BOOST_AUTO_TEST_CASE(doubled_points_are_left_out) {
  Points points = scattered(50, 7);
  const auto once = idl::triangulate(points.x, points.y);
  points.x.insert(points.x.end(), points.x.begin(), points.x.end());
  points.y.insert(points.y.end(), points.y.begin(), points.y.end());
  const auto twice = idl::triangulate(points.x, points.y);
  BOOST_TEST(twice.size() == once.size());
  for (const idl::Triangle &triangle : twice) BOOST_TEST(twice_area(points, triangle) > 0);
}

BOOST_AUTO_TEST_CASE(points_that_span_no_triangle_are_refused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Points unusable[] = {{{}, {}},
                             {{0, 1}, {0, 1}},
                             {{0, 1, 2, 3}, {0, 1, 2, 3}},
                             {{5, 5, 5, 5}, {5, 5, 5, 5}},
                             {{0, 1, 0}, {0, nan, 1}},
                             {{0, 1, std::numeric_limits<double>::infinity()}, {0, 0, 1}},
                             {{0, 1, 0}, {0, 0}}};
  for (const Points &points : unusable) BOOST_CHECK_THROW(idl::triangulate(points.x, points.y), Error);
}

BOOST_AUTO_TEST_CASE(diagonals_lean_by_quadrant) {
  // spec 20.2: falling where (k-cx)(l-cy) > 0, rising where < 0, cx = (nx-1)/2-1 and cy alike; on the cross the sort decides.
  for (const auto &[nx, ny, x0, dx] :
       {std::tuple{33, 33, 0.0, 32.0}, {33, 33, 0.0, 16.0}, {24, 24, 2.0, 4.0}, {24, 32, 2.0, 4.0}, {61, 40, 2.0, 4.0}}) {
    const Image<std::uint8_t> cuts = idl::grid_diagonals(nx, ny, x0, dx);
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

BOOST_AUTO_TEST_CASE(every_cell_of_any_grid_is_cut) {
  for (int ny = 2; ny <= 9; ++ny)
    for (int nx = 2; nx <= 9; ++nx) {
      const Image<std::uint8_t> cuts = idl::grid_diagonals(nx, ny, 2, 4);
      BOOST_TEST((*std::max_element(cuts.begin(), cuts.end()) <= 1));
    }
  const Image<std::uint8_t> oblong = idl::grid_diagonals(5, 7, 0, 32, 0, 16);
  BOOST_TEST(oblong.nx() == 4);
  BOOST_TEST(oblong.ny() == 6);
}

BOOST_AUTO_TEST_CASE(a_grid_without_cells_or_steps_is_refused) {
  BOOST_CHECK_THROW(idl::grid_diagonals(1, 5, 0, 1), Error);
  BOOST_CHECK_THROW(idl::grid_diagonals(5, 0, 0, 1), Error);
  BOOST_CHECK_THROW(idl::grid_diagonals(100000, 100000, 0, 1), Error);
  BOOST_CHECK_THROW(idl::grid_diagonals(5, 5, 0, 0), Error);
}

BOOST_AUTO_TEST_SUITE_END()
