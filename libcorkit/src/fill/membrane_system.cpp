#include "fill/membrane_system.hpp"

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cmath>
#include <cstring>
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

// The first element of a row from x on that has the value, nx if none has.
int next(const std::uint8_t *row, int x, int nx, std::uint8_t value) {
  const void *found = x < nx ? std::memchr(row + x, value, static_cast<std::size_t>(nx - x)) : nullptr;
  return found == nullptr ? nx : static_cast<int>(static_cast<const std::uint8_t *>(found) - row);
}

// Pixels within reach of a missing one: their tensors have a say in the energy.
Image<std::uint8_t> near_missing(const Image<std::uint8_t> &state, int reach) {
  const int nx = state.nx();
  const int ny = state.ny();
  Image<std::uint8_t> near(nx, ny, 0);
  for (int y = 0; y < ny; ++y) {
    const std::uint8_t *row = state.row(y);
    for (int x = next(row, 0, nx, kMissing), end; x < nx; x = next(row, end, nx, kMissing)) {
      end = static_cast<int>(std::find_if(row + x, row + nx, [](std::uint8_t s) { return s != kMissing; }) - row);
      const int from = std::max(x - reach, 0);
      const int to = std::min(end + reach, nx);
      for (int v = std::max(y - reach, 0); v < std::min(y + reach + 1, ny); ++v)
        std::fill(near.row(v) + from, near.row(v) + to, std::uint8_t{1});
    }
  }
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
    for (int x = next(near.row(y), 0, nx, 1); x < nx; x = next(near.row(y), x + 1, nx, 1)) {
      if (state(x, y) == kUnusable) continue;
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

bool solved_directly(std::size_t pixels) { return pixels <= kLargestDirect; }

Eigen::VectorXd solve(const Matrix &matrix, const Eigen::VectorXd &right) {
  if (solved_directly(static_cast<std::size_t>(right.size()))) {
    const Eigen::SimplicialLDLT<Matrix, Eigen::Lower> solver(matrix);
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
  // Missing pixels by number, ascending; of the numbers' image nothing else is written or read.
  std::vector<std::size_t> missing;
  auto number = Image<std::int32_t>::uninitialized(state.nx(), state.ny());
  for (int y = 0; y < state.ny(); ++y)
    for (int x = next(state.row(y), 0, state.nx(), kMissing); x < state.nx(); x = next(state.row(y), x + 1, state.nx(), kMissing)) {
      number(x, y) = static_cast<std::int32_t>(missing.size());
      missing.push_back(static_cast<std::size_t>(y) * static_cast<std::size_t>(state.nx()) + static_cast<std::size_t>(x));
    }
  const auto number_of = [&](std::size_t pixel) { return static_cast<std::size_t>(number[pixel]); };
  Forest forest(missing.size());
  for (const auto &edge : edges)
    if (state[edge.b] == kMissing) forest.join(number_of(edge.a), number_of(edge.b));

  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> hole_of(missing.size(), kNone);
  std::vector<MembraneHole> holes;
  for (std::size_t k = 0; k < missing.size(); ++k) {
    const std::size_t root = forest.root(k);
    if (hole_of[root] == kNone) {
      hole_of[root] = holes.size();
      holes.emplace_back();
    }
    holes[hole_of[root]].pixels.push_back(missing[k]);
  }
  for (const auto &edge : edges) {
    auto &hole = holes[hole_of[forest.root(number_of(edge.a))]];
    hole.edges.push_back(edge);
    if (state[edge.b] == kMeasured) hole.anchored = true;
  }
  return holes;
}

std::vector<double> solve_membrane(const MembraneHole &hole, const Image<std::uint8_t> &state, const Image<double> &value) {
  const auto n = static_cast<Eigen::Index>(hole.pixels.size());
  const std::size_t first = hole.pixels.front();
  std::vector<int> row_of(hole.pixels.back() - first + 1);
  for (std::size_t i = 0; i < hole.pixels.size(); ++i) row_of[hole.pixels[i] - first] = static_cast<int>(i);
  // A direct solution looks at the lower half only.
  const bool both_halves = !solved_directly(hole.pixels.size());
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve((both_halves ? 4 : 3) * hole.edges.size());
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
  for (const auto &edge : hole.edges) {
    const int a = row_of[edge.a - first];
    entries.emplace_back(a, a, edge.weight);
    if (state[edge.b] == kMeasured) {
      right[a] += edge.weight * value[edge.b];
      continue;
    }
    const int b = row_of[edge.b - first];
    entries.emplace_back(b, b, edge.weight);
    entries.emplace_back(std::max(a, b), std::min(a, b), -edge.weight);
    if (both_halves) entries.emplace_back(std::min(a, b), std::max(a, b), -edge.weight);
  }
  Matrix matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::VectorXd solution = solve(matrix, right);
  return {solution.data(), solution.data() + n};
}

}  // namespace corkit
