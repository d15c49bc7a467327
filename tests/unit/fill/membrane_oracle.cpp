// The system of a membrane and its radial profile against their definitions as loops over the whole image, to the bit.
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "fill/anisotropy.hpp"
#include "fill/membrane_system.hpp"
#include "fill/pixel_state.hpp"
#include "fill/radial_profile.hpp"

using namespace corkit;

namespace {

// Sets of pixels that grow together.
class Forest {
 public:
  explicit Forest(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t root(std::size_t k) {
    while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
    return k;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

// Pixels within reach of a missing one: their tensors have a say in the energy.
Image<std::uint8_t> near_missing(const Image<std::uint8_t> &state, int reach) {
  const int nx = state.nx();
  const int ny = state.ny();
  Image<std::uint8_t> rows(nx, ny, 0);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      if (state(x, y) == kMissing)
        std::fill(rows.row(y) + std::max(x - reach, 0), rows.row(y) + std::min(x + reach + 1, nx), std::uint8_t{1});
  Image<std::uint8_t> near(nx, ny, 0);
  for (int y = 0; y < ny; ++y)
    for (int v = std::max(y - reach, 0); v < std::min(y + reach + 1, ny); ++v)
      std::transform(rows.row(v), rows.row(v) + nx, near.row(y), near.row(y),
                     [](auto a, auto b) { return static_cast<std::uint8_t>(a | b); });
  return near;
}

// Calls add(a, b, weight) for every pair of pixels of which one is missing and none is unusable. Of the energy
// sum over x, e of w(x)/2 ((u(x+e)-u(x))^2 + (u(x-e)-u(x))^2), so the matrix is symmetric.
template <class Add>
void for_each_edge(const Image<std::uint8_t> &state, double sun_x, double sun_y, double anisotropy, Add &&add) {
  const int nx = state.nx();
  const int ny = state.ny();
  const int reach = anisotropy == 1 ? 1 : static_cast<int>(std::ceil(1.5 * std::sqrt(anisotropy))) + 1;
  const auto near = near_missing(state, reach);
  const auto at = [nx](int x, int y) { return static_cast<std::size_t>(y) * static_cast<std::size_t>(nx) + static_cast<std::size_t>(x); };
  for (int y = 0; y < ny; ++y) {
    for (int x = 0; x < nx; ++x) {
      if (near(x, y) == 0 || state(x, y) == kUnusable) continue;
      for (const auto &offset : radial_offsets(x - sun_x, y - sun_y, anisotropy)) {
        if (offset.weight < 1e-9 * anisotropy) continue;
        for (const int sign : {-1, 1}) {
          const int u = x + sign * offset.x;
          const int v = y + sign * offset.y;
          if (u < 0 || v < 0 || u >= nx || v >= ny || state(u, v) == kUnusable) continue;
          if (state(x, y) == kMissing)
            add(at(x, y), at(u, v), offset.weight / 2);
          else if (state(u, v) == kMissing)
            add(at(u, v), at(x, y), offset.weight / 2);
        }
      }
    }
  }
}

std::vector<MembraneHole> plain_holes(const Image<std::uint8_t> &state, double sun_x, double sun_y, double anisotropy) {
  std::vector<MembraneEdge> edges;
  for_each_edge(state, sun_x, sun_y, anisotropy, [&](std::size_t a, std::size_t b, double weight) { edges.push_back({a, b, weight}); });
  Forest forest(state.size());
  for (const auto &edge : edges)
    if (state[edge.b] == kMissing) forest.join(edge.a, edge.b);

  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> hole_of(state.size(), kNone);
  std::vector<MembraneHole> holes;
  for (std::size_t k = 0; k < state.size(); ++k) {
    if (state[k] != kMissing) continue;
    const std::size_t root = forest.root(k);
    if (hole_of[root] == kNone) {
      hole_of[root] = holes.size();
      holes.emplace_back();
    }
    holes[hole_of[root]].pixels.push_back(k);
  }
  for (const auto &edge : edges) {
    auto &hole = holes[hole_of[forest.root(edge.a)]];
    hole.edges.push_back(edge);
    if (state[edge.b] == kMeasured) hole.anchored = true;
  }
  return holes;
}

// All entries of the matrix, both halves.
std::vector<double> plain_solution(const MembraneHole &hole, const Image<std::uint8_t> &state, const Image<double> &value) {
  using Matrix = Eigen::SparseMatrix<double>;
  const auto n = static_cast<Eigen::Index>(hole.pixels.size());
  const auto row_of = [&](std::size_t pixel) {
    return static_cast<int>(std::lower_bound(hole.pixels.begin(), hole.pixels.end(), pixel) - hole.pixels.begin());
  };
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
  for (const auto &edge : hole.edges) {
    const int a = row_of(edge.a);
    entries.emplace_back(a, a, edge.weight);
    if (state[edge.b] == kMeasured) {
      right[a] += edge.weight * value[edge.b];
      continue;
    }
    const int b = row_of(edge.b);
    entries.emplace_back(b, b, edge.weight);
    entries.emplace_back(a, b, -edge.weight);
    entries.emplace_back(b, a, -edge.weight);
  }
  Matrix matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SimplicialLDLT<Matrix> solver(matrix);
  const Eigen::VectorXd solution = solver.solve(right);
  return {solution.data(), solution.data() + n};
}

// Means of the rings of one pixel's width from first to last, in the logarithm.
double plain_profile(const Image<double> &image, const Image<std::uint8_t> &state, double sun_x, double sun_y, double first, double last,
                     double at) {
  struct Ring {
    double value = 0, r = 0, count = 0;
  };
  const auto distance = [](double dx, double dy) { return std::sqrt(dx * dx + dy * dy); };
  const double begin = std::floor(first);
  std::vector<Ring> rings(static_cast<std::size_t>(last - begin) + 2);
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x) {
      const double r = distance(x - sun_x, y - sun_y);
      if (state(x, y) != kMeasured || r < begin || r > last) continue;
      Ring &ring = rings[static_cast<std::size_t>(r - begin)];
      ring.value += image(x, y);
      ring.r += r;
      ++ring.count;
    }
  std::erase_if(rings, [](const Ring &ring) { return ring.count == 0; });
  double brightest = 0;
  for (const Ring &ring : rings) brightest = std::max(brightest, ring.value / ring.count);
  const auto log_r = [](const Ring &ring) { return std::log(std::max(ring.r / ring.count, 0.25)); };
  const auto log_mean = [&](const Ring &ring) { return std::log(std::max(ring.value / ring.count, 1e-4 * brightest)); };
  const auto after = std::find_if(rings.begin(), rings.end(), [&](const Ring &ring) { return std::log(at) < log_r(ring); });
  if (after == rings.begin()) return std::exp(log_mean(rings.front()));
  if (after == rings.end()) return std::exp(log_mean(rings.back()));
  const Ring &above = *after, &below = *(after - 1);
  const double t = (std::log(at) - log_r(below)) / (log_r(above) - log_r(below));
  return std::exp(log_mean(below) + t * (log_mean(above) - log_mean(below)));
}

Image<std::uint8_t> random_state(std::mt19937 &random, int nx, int ny) {
  Image<std::uint8_t> state(nx, ny, kMeasured);
  const auto cut = [&](int n, std::uint8_t what) {
    const int x0 = static_cast<int>(random() % static_cast<unsigned>(nx)), y0 = static_cast<int>(random() % static_cast<unsigned>(ny));
    for (int y = y0; y < std::min(y0 + n, ny); ++y)
      for (int x = x0; x < std::min(x0 + n, nx); ++x) state(x, y) = what;
  };
  for (int k = 0; k < 4; ++k) cut(16, kMissing);
  for (int k = 0; k < 3; ++k) cut(10, kUnusable);
  for (int k = 0; k < 20; ++k) cut(1, k % 2 == 0 ? kMissing : kUnusable);
  return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(membrane_oracle)

BOOST_AUTO_TEST_CASE(holes_edges_and_solutions_are_those_of_loops_over_the_whole_image) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> somewhere(-60, 160), brightness(1, 9);
  for (int trial = 0; trial < 12; ++trial) {
    const int nx = 50 + trial * 5, ny = 90 - trial * 3;
    const auto state = random_state(random, nx, ny);
    Image<double> value(nx, ny);
    for (double &v : value) v = brightness(random);
    const double sun_x = somewhere(random), sun_y = somewhere(random);
    for (const double anisotropy : {1.0, 16.0}) {
      const auto plain = plain_holes(state, sun_x, sun_y, anisotropy);
      const auto fast = membrane_holes(state, sun_x, sun_y, anisotropy);
      BOOST_REQUIRE(fast.size() == plain.size());
      for (std::size_t k = 0; k < plain.size(); ++k) {
        BOOST_TEST((fast[k].pixels == plain[k].pixels));
        BOOST_TEST(fast[k].anchored == plain[k].anchored);
        BOOST_TEST(
            std::equal(fast[k].edges.begin(), fast[k].edges.end(), plain[k].edges.begin(), plain[k].edges.end(),
                       [](const MembraneEdge &a, const MembraneEdge &b) { return a.a == b.a && a.b == b.b && a.weight == b.weight; }));
        if (plain[k].anchored) BOOST_TEST((solve_membrane(fast[k], state, value) == plain_solution(plain[k], state, value)));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_profile_is_that_of_all_pixels_of_its_rings) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> near(-20, 120), far(-400, 500), brightness(1, 9);
  for (int trial = 0; trial < 30; ++trial) {
    const int nx = 101, ny = 83;
    const auto state = random_state(random, nx, ny);
    Image<double> image(nx, ny);
    for (std::size_t k = 0; k < image.size(); ++k) image[k] = state[k] == kUnusable ? std::nan("") : brightness(random);
    const double sun_x = trial < 20 ? near(random) : far(random), sun_y = trial < 20 ? near(random) : far(random);
    const auto distance = [&](double x, double y) { return std::sqrt((x - sun_x) * (x - sun_x) + (y - sun_y) * (y - sun_y)); };
    const double first = distance(60, 40) - 5, last = first + 30;
    if (first < 0) continue;
    const RadialProfile profile(image, state, sun_x, sun_y, first, last);
    for (double r = std::max(first - 2, 0.5); r < last + 3; r += 0.37)
      BOOST_TEST(profile(r) == plain_profile(image, state, sun_x, sun_y, first, last, r),
                 "Sun at " << sun_x << ", " << sun_y << ", r " << r);
  }
}

BOOST_AUTO_TEST_SUITE_END()
