#include "fill/membrane_system.hpp"

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "fill/anisotropy.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

// Larger systems would need much memory for a direct solution; conjugate gradients need little.
constexpr std::size_t kLargestDirect = 40000;
constexpr double kTolerance = 1e-10;

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

using Matrix = Eigen::SparseMatrix<double>;

Eigen::VectorXd solve(const Matrix &matrix, const Eigen::VectorXd &right) {
  if (static_cast<std::size_t>(right.size()) <= kLargestDirect) {
    const Eigen::SimplicialLDLT<Matrix> solver(matrix);
    if (solver.info() == Eigen::Success) return solver.solve(right);
  } else {
    Eigen::ConjugateGradient<Matrix, Eigen::Lower | Eigen::Upper, Eigen::IncompleteCholesky<double>> solver;
    solver.setTolerance(kTolerance);
    solver.compute(matrix);
    Eigen::VectorXd solution = solver.solve(right);
    if (solver.info() == Eigen::Success) return solution;
  }
  throw Error(CORKIT_ERROR_INTERNAL, "the system of the membrane fill could not be solved; please report it with the input file");
}

}  // namespace

std::vector<MembraneHole> membrane_holes(const Image<std::uint8_t> &state, double sun_x, double sun_y, double anisotropy) {
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

std::vector<double> solve_membrane(const MembraneHole &hole, const Image<std::uint8_t> &state, const Image<double> &value) {
  const auto n = static_cast<Eigen::Index>(hole.pixels.size());
  const auto row_of = [&](std::size_t pixel) {
    return static_cast<int>(std::lower_bound(hole.pixels.begin(), hole.pixels.end(), pixel) - hole.pixels.begin());
  };
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(4 * hole.edges.size());
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
  const Eigen::VectorXd solution = solve(matrix, right);
  return {solution.data(), solution.data() + n};
}

}  // namespace corkit
