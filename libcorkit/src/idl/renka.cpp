// Renka's global gradients on a rectangular grid: the gradients that bend the arcs of the triangulation least.
//
// Given     values at the nodes, their positions, cuts (grid_diagonals)
// Returned  gradients that minimise the sum over all arcs of the integral of H''^2, H the cubic Hermite along the arc; second
//           derivatives by the same rule applied to the gradients, the two mixed ones averaged
// Notes     1. Normal equations at node i over its arcs D to j: sum D/|D|^3 [2 g_i.D + g_j.D - 3(z_j - z_i)] = 0.
//           2. Solved by conjugate gradients (arc_solver.hpp).
//           3. A number of sweeps asks for Gauss and Seidel's iteration instead, stopped after so many, as GRADG does it.
// References R. J. Renka & A. K. Cline 1984, Rocky Mountain J. Math. 14, 223; R. J. Renka 1984, ACM TOMS 10, 440 (Algorithm 624, GRADG)
#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "idl/arc_solver.hpp"
#include "idl/quintic.hpp"

namespace corkit::idl {

namespace {

struct Arc {
  int a, b;       // nodes
  Vector d;       // from a to b
  double weight;  // |d|^-3
};

using Vectors = std::vector<Vector>;

std::size_t index(int node) { return static_cast<std::size_t>(node); }

Vector times(const Block &block, const Vector &v) { return {block.xx * v.x + block.xy * v.y, block.xy * v.x + block.yy * v.y}; }

// Of each node in turn: to the right, upwards, and across its cell.
std::vector<Arc> arcs_of(const NodeGrid &grid, const Image<std::uint8_t> &cuts) {
  const int nx = grid.x.nodes();
  const int ny = grid.y.nodes();
  std::vector<Arc> arcs;
  arcs.reserve(3 * index(nx * ny));
  const auto add = [&](int a, int b, Vector d) { arcs.push_back({a, b, d, arc_weight(d)}); };
  for (int l = 0; l < ny; ++l)
    for (int k = 0; k < nx; ++k) {
      const int node = l * nx + k;
      const double dx = k + 1 < nx ? grid.x.step(k) : 0;
      const double dy = l + 1 < ny ? grid.y.step(l) : 0;
      if (k + 1 < nx) add(node, node + 1, {dx, 0});
      if (l + 1 < ny) add(node, node + nx, {0, dy});
      if (k + 1 == nx || l + 1 == ny) continue;
      if (cuts(k, l) == 0)
        add(node, node + nx + 1, {dx, dy});
      else
        add(node + 1, node + nx, {-dx, dy});
    }
  return arcs;
}

// Inverses of the nodes' own blocks.
std::vector<Block> inverse_blocks(std::size_t nodes, const std::vector<Arc> &arcs) {
  std::vector<Block> blocks(nodes);
  for (const Arc &arc : arcs)
    for (const int node : {arc.a, arc.b}) {
      Block &block = blocks[index(node)];
      block.xx += 2 * arc.weight * arc.d.x * arc.d.x;
      block.xy += 2 * arc.weight * arc.d.x * arc.d.y;
      block.yy += 2 * arc.weight * arc.d.y * arc.d.y;
    }
  for (Block &block : blocks) {
    const double determinant = block.xx * block.yy - block.xy * block.xy;
    block = {block.yy / determinant, -block.xy / determinant, block.xx / determinant};
  }
  return blocks;
}

class GlobalGradients {
 public:
  GlobalGradients(const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps)
      : nx_(grid.x.nodes()),
        ny_(grid.y.nodes()),
        sweeps_(sweeps),
        arcs_(arcs_of(grid, cuts)),
        inverse_(inverse_blocks(index(nx_ * ny_), arcs_)),
        solver_(grid, cuts, inverse_) {}

  Gradients of(const Image<double> &values) const {
    const Vectors solution = sweeps_ == kConverged ? solver_.solve(right_side(values)) : sweep(right_side(values));
    Gradients gradients{Image<double>(nx_, ny_), Image<double>(nx_, ny_)};
    for (std::size_t k = 0; k < solution.size(); ++k) {
      gradients.zx[k] = solution[k].x;
      gradients.zy[k] = solution[k].y;
    }
    return gradients;
  }

 private:
  Vectors right_side(const Image<double> &values) const {
    Vectors sum(inverse_.size());
    for (const Arc &arc : arcs_) {
      const double pull = 3 * arc.weight * (values[index(arc.b)] - values[index(arc.a)]);
      for (const int node : {arc.a, arc.b}) {
        sum[index(node)].x += pull * arc.d.x;
        sum[index(node)].y += pull * arc.d.y;
      }
    }
    return sum;
  }

  Vectors sweep(const Vectors &right) const {
    std::vector<std::vector<const Arc *>> meeting(right.size());
    for (const Arc &arc : arcs_)
      for (const int node : {arc.a, arc.b}) meeting[index(node)].push_back(&arc);
    Vectors solution(right.size());
    for (int done = 0; done < sweeps_; ++done)
      for (std::size_t k = 0; k < right.size(); ++k) {
        Vector rest = right[k];
        for (const Arc *arc : meeting[k]) {
          const Vector &there = solution[index(index(arc->a) == k ? arc->b : arc->a)];
          const double pull = arc->weight * (there.x * arc->d.x + there.y * arc->d.y);
          rest.x -= pull * arc->d.x;
          rest.y -= pull * arc->d.y;
        }
        solution[k] = times(inverse_[k], rest);
      }
    return solution;
  }

  int nx_, ny_, sweeps_;
  std::vector<Arc> arcs_;
  std::vector<Block> inverse_;
  ArcSolver solver_;
};

GlobalGradients prepare(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps) {
  check_cuts("TRI_SURF", nodes, cuts);
  check_grid("TRI_SURF", nodes, grid);
  if (sweeps < 0) throw Error(CORKIT_ERROR_ARGUMENT, "TRI_SURF: a negative number of sweeps; give a positive one or kConverged");
  return GlobalGradients(grid, cuts, sweeps);
}

}  // namespace

Gradients renka_gradients(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps) {
  return prepare(nodes, grid, cuts, sweeps).of(nodes);
}

Derivatives renka_derivatives(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps) {
  const GlobalGradients gradients = prepare(nodes, grid, cuts, sweeps);
  Gradients first = gradients.of(nodes);
  Gradients of_zx = gradients.of(first.zx);
  Gradients of_zy = gradients.of(first.zy);
  Image<double> mixed(nodes.nx(), nodes.ny());
  for (std::size_t k = 0; k < mixed.size(); ++k) mixed[k] = (of_zx.zy[k] + of_zy.zx[k]) / 2;
  return {std::move(first.zx), std::move(first.zy), std::move(of_zx.zx), std::move(mixed), std::move(of_zy.zy)};
}

}  // namespace corkit::idl
