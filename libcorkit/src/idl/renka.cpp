// Renka's global gradients on a rectangular grid: the gradients that bend the arcs of the triangulation least.
//
// Given     values at the nodes, their positions, cuts (grid_diagonals)
// Returned  gradients that minimise the sum over all arcs of the integral of H''^2, H the cubic Hermite along the arc; second
//           derivatives by the same rule applied to the gradients, the two mixed ones averaged
// Notes     1. Normal equations at node i over its arcs D to j: sum D/|D|^3 [2 g_i.D + g_j.D - 3(z_j - z_i)] = 0.
//           2. Solved by conjugate gradients with each node's own 2 x 2 block as preconditioner. An arc's term couples its two ends
//              with the matrix (2 1; 1 2), so the preconditioned eigenvalues lie in [1/2, 3/2] for any grid: the error falls by
//              3.7 each step, and thirty steps reach rounding.
//           3. A number of sweeps asks for Gauss and Seidel's iteration instead, stopped after so many, as GRADG does it.
// References R. J. Renka & A. K. Cline 1984, Rocky Mountain J. Math. 14, 223; R. J. Renka 1984, ACM TOMS 10, 440 (Algorithm 624, GRADG)
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "idl/quintic.hpp"

namespace corkit::idl {

namespace {

struct Vector {
  double x = 0, y = 0;
};

struct Arc {
  int a, b;       // nodes
  Vector d;       // from a to b
  double weight;  // |d|^-3
};

// Symmetric 2 x 2.
struct Block {
  double xx = 0, xy = 0, yy = 0;
};

using Field = std::vector<Vector>;

std::size_t index(int node) { return static_cast<std::size_t>(node); }

Vector times(const Block &block, const Vector &v) { return {block.xx * v.x + block.xy * v.y, block.xy * v.x + block.yy * v.y}; }

double dot(const Field &a, const Field &b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k].x * b[k].x + a[k].y * b[k].y;
  return sum;
}

class GlobalGradients {
 public:
  GlobalGradients(const NodeGrid &grid, const Image<std::uint8_t> &cuts, int sweeps)
      : nx_(grid.x.nodes()), ny_(grid.y.nodes()), sweeps_(sweeps), inverse_(index(nx_ * ny_)) {
    for (int l = 0; l < ny_; ++l)
      for (int k = 0; k < nx_; ++k) {
        const int node = l * nx_ + k;
        const double dx = k + 1 < nx_ ? grid.x.step(k) : 0;
        const double dy = l + 1 < ny_ ? grid.y.step(l) : 0;
        if (k + 1 < nx_) add(node, node + 1, {dx, 0});
        if (l + 1 < ny_) add(node, node + nx_, {0, dy});
        if (k + 1 == nx_ || l + 1 == ny_) continue;
        if (cuts(k, l) == 0)
          add(node, node + nx_ + 1, {dx, dy});
        else
          add(node + 1, node + nx_, {-dx, dy});
      }
    invert_blocks();
  }

  Gradients of(const Image<double> &values) const {
    const Field solution = sweeps_ == kConverged ? solve(right_side(values)) : sweep(right_side(values));
    Gradients gradients{Image<double>(nx_, ny_), Image<double>(nx_, ny_)};
    for (std::size_t k = 0; k < solution.size(); ++k) {
      gradients.zx[k] = solution[k].x;
      gradients.zy[k] = solution[k].y;
    }
    return gradients;
  }

 private:
  void add(int a, int b, Vector d) {
    const double length = std::sqrt(d.x * d.x + d.y * d.y);
    arcs_.push_back({a, b, d, 1 / (length * length * length)});
  }

  void invert_blocks() {
    std::vector<Block> blocks(inverse_.size());
    for (const Arc &arc : arcs_)
      for (const int node : {arc.a, arc.b}) {
        Block &block = blocks[index(node)];
        block.xx += 2 * arc.weight * arc.d.x * arc.d.x;
        block.xy += 2 * arc.weight * arc.d.x * arc.d.y;
        block.yy += 2 * arc.weight * arc.d.y * arc.d.y;
      }
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      const Block &block = blocks[k];
      const double determinant = block.xx * block.yy - block.xy * block.xy;
      inverse_[k] = {block.yy / determinant, -block.xy / determinant, block.xx / determinant};
    }
  }

  Field right_side(const Image<double> &values) const {
    Field sum(inverse_.size());
    for (const Arc &arc : arcs_) {
      const double pull = 3 * arc.weight * (values[index(arc.b)] - values[index(arc.a)]);
      for (const int node : {arc.a, arc.b}) {
        sum[index(node)].x += pull * arc.d.x;
        sum[index(node)].y += pull * arc.d.y;
      }
    }
    return sum;
  }

  void multiply(const Field &gradient, Field &product) const {
    std::fill(product.begin(), product.end(), Vector{});
    for (const Arc &arc : arcs_) {
      const Vector &at_a = gradient[index(arc.a)];
      const Vector &at_b = gradient[index(arc.b)];
      const double slope_a = at_a.x * arc.d.x + at_a.y * arc.d.y;
      const double slope_b = at_b.x * arc.d.x + at_b.y * arc.d.y;
      const double pull_a = arc.weight * (2 * slope_a + slope_b);
      const double pull_b = arc.weight * (2 * slope_b + slope_a);
      product[index(arc.a)].x += pull_a * arc.d.x;
      product[index(arc.a)].y += pull_a * arc.d.y;
      product[index(arc.b)].x += pull_b * arc.d.x;
      product[index(arc.b)].y += pull_b * arc.d.y;
    }
  }

  void precondition(const Field &residual, Field &out) const {
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = times(inverse_[k], residual[k]);
  }

  Field solve(Field residual) const {
    constexpr int most_steps = 80;
    constexpr double reached = 1e-32;  // of the squared residual
    const std::size_t n = residual.size();
    Field solution(n), scaled(n), product(n);
    precondition(residual, scaled);
    Field direction = scaled;
    double size = dot(residual, scaled);
    const double target = reached * size;
    for (int step = 0; step < most_steps && size > target; ++step) {
      multiply(direction, product);
      const double length = size / dot(direction, product);
      for (std::size_t k = 0; k < n; ++k) {
        solution[k].x += length * direction[k].x;
        solution[k].y += length * direction[k].y;
        residual[k].x -= length * product[k].x;
        residual[k].y -= length * product[k].y;
      }
      precondition(residual, scaled);
      const double before = size;
      size = dot(residual, scaled);
      const double turn = size / before;
      for (std::size_t k = 0; k < n; ++k) direction[k] = {scaled[k].x + turn * direction[k].x, scaled[k].y + turn * direction[k].y};
    }
    return solution;
  }

  Field sweep(const Field &right) const {
    std::vector<std::vector<const Arc *>> meeting(right.size());
    for (const Arc &arc : arcs_)
      for (const int node : {arc.a, arc.b}) meeting[index(node)].push_back(&arc);
    Field solution(right.size());
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
