// Renka's global gradients on a regular grid: the gradients that bend the arcs of the triangulation least.
//
// Given     values at the nodes, their spacing dx, cuts (grid_diagonals)
// Returned  gradients that minimise the sum over all arcs of the integral of H''^2, H the cubic Hermite along the arc; second
//           derivatives by the same rule applied to the gradients, the two mixed ones averaged
// Notes     1. Normal equations at node i over its arcs D to j: sum D/|D|^3 [2 g_i.D + g_j.D - 3(z_j - z_i)] = 0.
//           2. Solved by conjugate gradients with each node's own 2 x 2 block as preconditioner. An arc's term couples its two ends
//              with the matrix (2 1; 1 2), so the preconditioned eigenvalues lie in [1/2, 3/2] for any grid: the error falls by
//              3.7 each step, and thirty steps reach rounding.
// References R. J. Renka & A. K. Cline 1984, Rocky Mountain J. Math. 14, 223; R. J. Renka 1984, ACM TOMS 10, 440 (Algorithm 624, GRADG)
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "idl/node_grid.hpp"
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

double dot(const Field &a, const Field &b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k].x * b[k].x + a[k].y * b[k].y;
  return sum;
}

class GlobalGradients {
 public:
  GlobalGradients(int nx, int ny, double dx, const Image<std::uint8_t> &cuts) : nx_(nx), ny_(ny), inverse_(index(nx * ny)) {
    for (int l = 0; l < ny; ++l)
      for (int k = 0; k < nx; ++k) {
        const int node = l * nx + k;
        if (k + 1 < nx) add(node, node + 1, {dx, 0});
        if (l + 1 < ny) add(node, node + nx, {0, dx});
        if (k + 1 == nx || l + 1 == ny) continue;
        if (cuts(k, l) == 0)
          add(node, node + nx + 1, {dx, dx});
        else
          add(node + 1, node + nx, {-dx, dx});
      }
    invert_blocks();
  }

  Gradients of(const Image<double> &values) const {
    const Field solution = solve(right_side(values));
    Gradients gradients{Image<double>(nx_, ny_), Image<double>(nx_, ny_)};
    for (std::size_t k = 0; k < solution.size(); ++k) {
      gradients.zx[k] = solution[k].x;
      gradients.zy[k] = solution[k].y;
    }
    return gradients;
  }

 private:
  void add(int a, int b, Vector d) {
    const double length = std::hypot(d.x, d.y);
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
    for (std::size_t k = 0; k < out.size(); ++k) {
      const Block &block = inverse_[k];
      out[k] = {block.xx * residual[k].x + block.xy * residual[k].y, block.xy * residual[k].x + block.yy * residual[k].y};
    }
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

  int nx_, ny_;
  std::vector<Arc> arcs_;
  std::vector<Block> inverse_;
};

GlobalGradients prepare(const Image<double> &nodes, double dx, const Image<std::uint8_t> &cuts) {
  check_cuts("TRI_SURF", nodes, cuts);
  check_steps("TRI_SURF", 0, dx);
  return GlobalGradients(nodes.nx(), nodes.ny(), dx, cuts);
}

}  // namespace

Gradients renka_gradients(const Image<double> &nodes, double dx, const Image<std::uint8_t> &cuts) {
  return prepare(nodes, dx, cuts).of(nodes);
}

Derivatives renka_derivatives(const Image<double> &nodes, double dx, const Image<std::uint8_t> &cuts) {
  const GlobalGradients gradients = prepare(nodes, dx, cuts);
  Gradients first = gradients.of(nodes);
  Gradients of_zx = gradients.of(first.zx);
  Gradients of_zy = gradients.of(first.zy);
  Image<double> mixed(nodes.nx(), nodes.ny());
  for (std::size_t k = 0; k < mixed.size(); ++k) mixed[k] = (of_zx.zy[k] + of_zy.zx[k]) / 2;
  return {std::move(first.zx), std::move(first.zy), std::move(of_zx.zx), std::move(mixed), std::move(of_zy.zy)};
}

}  // namespace corkit::idl
