#include "idl/triangulate.hpp"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <ostream>
#include <random>
#include <set>
#include <string>
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

// On few columns and rows: points on one line and on one circle abound.
Points crowded(int count, int side, unsigned seed) {
  std::mt19937 random(seed);
  std::set<std::pair<int, int>> places;
  while (static_cast<int>(places.size()) < count)
    places.emplace(static_cast<int>(random() % static_cast<unsigned>(side)), static_cast<int>(random() % static_cast<unsigned>(side)));
  Points points;
  for (const auto &[x, y] : places) {
    points.x.push_back(x);
    points.y.push_back(y);
  }
  return points;
}

double area_of_hull(const Points &points) {
  std::vector<std::pair<double, double>> p;
  for (std::size_t k = 0; k < points.x.size(); ++k) p.emplace_back(points.x[k], points.y[k]);
  double twice = 0;
  for (int half = 0; half < 2; ++half) {  // the lower chain, then the upper
    std::sort(p.begin(), p.end());
    if (half == 1) std::reverse(p.begin(), p.end());
    std::vector<std::pair<double, double>> chain;
    for (const auto &q : p) {
      const auto turns_right = [&] {
        const auto &b = chain.back();
        const auto &a = chain[chain.size() - 2];
        return (b.first - a.first) * (q.second - a.second) - (q.first - a.first) * (b.second - a.second) <= 0;
      };
      while (chain.size() > 1 && turns_right()) chain.pop_back();
      chain.push_back(q);
    }
    for (std::size_t k = 1; k < chain.size(); ++k) twice += chain[k - 1].first * chain[k].second - chain[k].first * chain[k - 1].second;
  }
  return twice / 2;
}

// Every point used, no point inside a triangle's circle by more than rounding, the hull covered once.
void check_delaunay(const Points &points, const std::vector<idl::Triangle> &triangles, double rounding) {
  double area = 0;
  double deepest = -1;
  std::set<int> used;
  for (const idl::Triangle &t : triangles) {
    BOOST_TEST(twice_area(points, t) > 0);
    area += twice_area(points, t) / 2;
    used.insert({t.a, t.b, t.c});
    for (std::size_t k = 0; k < points.x.size(); ++k)
      if (const int point = static_cast<int>(k); point != t.a && point != t.b && point != t.c)
        deepest = std::max(deepest, inside_circle(points, t, k));
  }
  const double hull = area_of_hull(points);
  BOOST_TEST(std::abs(area - hull) <= rounding * hull);
  BOOST_TEST(deepest <= rounding);
  BOOST_TEST(used.size() == points.x.size());
}

const Oracle kBothOracles[] = {Oracle::idl, Oracle::gdl};

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

namespace corkit {
std::ostream &operator<<(std::ostream &out, Oracle oracle) { return out << (oracle == Oracle::idl ? "idl" : "gdl"); }
}  // namespace corkit

BOOST_AUTO_TEST_SUITE(triangulate)

BOOST_DATA_TEST_CASE(three_points_make_one_triangle, kBothOracles, oracle) {
  const Points points{{0, 1, 0}, {0, 0, 1}};
  const auto triangles = idl::triangulate(points.x, points.y, oracle);
  BOOST_TEST_REQUIRE(triangles.size() == 1U);
  BOOST_TEST(twice_area(points, triangles[0]) == 1.0);
}

BOOST_DATA_TEST_CASE(scattered_points_get_a_delaunay_triangulation_of_their_hull, kBothOracles, oracle) {
  for (const int count : {4, 5, 6, 7, 8, 9, 20, 300})
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
      const Points points = scattered(count, seed);
      check_delaunay(points, idl::triangulate(points.x, points.y, oracle), 1e-12);
    }
}

BOOST_AUTO_TEST_CASE(idls_scheme_takes_points_on_lines_and_circles) {
  for (const auto &[count, side] : {std::pair{5, 3}, {9, 3}, {12, 4}, {30, 9}, {200, 17}, {400, 30}})
    for (unsigned seed = 1; seed <= 5; ++seed) {
      const Points points = crowded(count, side, seed);
      check_delaunay(points, idl::triangulate(points.x, points.y, Oracle::idl), 0);  // small integers: no rounding
    }
}

BOOST_AUTO_TEST_CASE(a_row_of_points_and_one_beside_it_make_a_fan) {
  Points points{{0, 1, 2, 3, 4, 5, 2}, {0, 0, 0, 0, 0, 0, 3}};
  for (int turned = 0; turned < 2; ++turned) {
    const auto triangles = idl::triangulate(points.x, points.y, Oracle::idl);
    BOOST_TEST(triangles.size() == 5U);
    check_delaunay(points, triangles, 0);
    std::swap(points.x, points.y);
  }
}

BOOST_AUTO_TEST_CASE(idls_scheme_is_exact_where_rounding_would_decide) {
  // Two triangles a hair thinner than DOUBLE's steps allow to see in products.
  const double tiny = 0x1p-50;
  const Points points{{0, 1, 2, 1 + tiny}, {0, 1, 2, 1}};
  const auto triangles = idl::triangulate(points.x, points.y, Oracle::idl);
  BOOST_TEST(triangles.size() == 2U);
  for (const idl::Triangle &t : triangles) BOOST_TEST(twice_area(points, t) > 0);
}

BOOST_AUTO_TEST_CASE(idls_triangles_do_not_depend_on_the_unit_or_on_the_order_of_the_points) {
  const Points points = crowded(60, 10, 3);
  const auto triangles = idl::triangulate(points.x, points.y, Oracle::idl);
  for (const double unit : {0x1p-900, 0x1p+900}) {
    Points scaled = points;
    for (double &x : scaled.x) x *= unit;
    for (double &y : scaled.y) y *= unit;
    BOOST_TEST((idl::triangulate(scaled.x, scaled.y, Oracle::idl) == triangles));
  }
  Points reversed = points;
  std::reverse(reversed.x.begin(), reversed.x.end());
  std::reverse(reversed.y.begin(), reversed.y.end());
  auto again = idl::triangulate(reversed.x, reversed.y, Oracle::idl);
  for (idl::Triangle &t : again) t = {59 - t.a, 59 - t.b, 59 - t.c};
  BOOST_TEST((again == triangles));
}

BOOST_AUTO_TEST_CASE(idls_list_goes_from_point_to_point) {
  const Points points = scattered(200, 9);
  const auto place = [&](int k) { return std::pair{points.x[static_cast<std::size_t>(k)], points.y[static_cast<std::size_t>(k)]}; };
  const auto triangles = idl::triangulate(points.x, points.y, Oracle::idl);
  for (std::size_t k = 0; k < triangles.size(); ++k) {
    const idl::Triangle &t = triangles[k];
    BOOST_TEST((place(t.a) < place(t.b) && place(t.a) < place(t.c)));
    if (k == 0) continue;
    const idl::Triangle &before = triangles[k - 1];
    BOOST_TEST((place(before.a) < place(t.a) || (before.a == t.a && before.c == t.b)));  // counter-clockwise around the point
  }
}

BOOST_AUTO_TEST_CASE(doubled_points_are_left_out_by_gdl_and_refused_by_idls_scheme) {
  Points points = scattered(50, 7);
  const auto once = idl::triangulate(points.x, points.y, Oracle::gdl);
  points.x.insert(points.x.end(), points.x.begin(), points.x.end());
  points.y.insert(points.y.end(), points.y.begin(), points.y.end());
  const auto twice = idl::triangulate(points.x, points.y, Oracle::gdl);
  BOOST_TEST(twice.size() == once.size());
  for (const idl::Triangle &triangle : twice) BOOST_TEST(twice_area(points, triangle) > 0);

  const Points doubled{{3, 0, 1, 3, 0}, {2, 0, 0, 2, 1}};
  BOOST_CHECK_EXCEPTION(idl::triangulate(doubled.x, doubled.y, Oracle::idl), Error,
                        [](const Error &e) { return std::string(e.what()).find("points 0 and 3 are the same") != std::string::npos; });
}

BOOST_DATA_TEST_CASE(points_that_span_no_triangle_are_refused, kBothOracles, oracle) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Points unusable[] = {{{}, {}},
                             {{0, 1}, {0, 1}},
                             {{0, 1, 2}, {0, 1, 2}},
                             {{0, 1, 2, 3}, {0, 1, 2, 3}},
                             {{4, 4, 4, 4, 4}, {0, 1, 2, 3, 4}},
                             {{5, 5, 5, 5}, {5, 5, 5, 5}},
                             {{0, 1, 0}, {0, nan, 1}},
                             {{0, 1, std::numeric_limits<double>::infinity()}, {0, 0, 1}},
                             {{0, 1, 0}, {0, 0}}};
  for (const Points &points : unusable) BOOST_CHECK_THROW(idl::triangulate(points.x, points.y, oracle), Error);
}

BOOST_AUTO_TEST_SUITE_END()
