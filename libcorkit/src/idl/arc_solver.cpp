#include "idl/arc_solver.hpp"

#include <algorithm>

namespace corkit::idl {

namespace {

using Arcs = ArcSolver::Arcs;
using Field = ArcSolver::Field;
using Layout = ArcSolver::Layout;
constexpr int kRun = ArcSolver::kRun;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

Layout lay_out(int nx, int ny) {
  constexpr std::ptrdiff_t run = kRun;
  return {nx, ny, (nx + run - 1) / run * run, (nx / run + 1) * run};
}

Field zeros(const Layout &layout) { return {std::vector<double>(layout.size()), std::vector<double>(layout.size())}; }

// An arc's pull on the node here; there is the arc's other end.
CORKIT_INLINED double pull(double weight, double slope_here, double slope_there) { return weight * (2 * slope_here + slope_there); }

// The matrix times direction, and the sum over all nodes of direction . product.
CORKIT_INLINED double multiply(const Arcs &arcs, const Field &direction, Field &product) {
  const Layout &layout = arcs.layout;
  double sum = 0;
  for (int l = 0; l < layout.ny; ++l) {
    const double down = arcs.step_y[at(l)], up = arcs.step_y[at(l) + 1];  // to the rows below and above
    const double weight_down = arcs.up[at(l)], weight_up = arcs.up[at(l) + 1];
    for (std::ptrdiff_t k = 0; k < layout.columns; k += kRun) {
      const std::ptrdiff_t node = layout.row(l) + k;
      const double *x = direction.x.data() + node, *y = direction.y.data() + node;
      const double *below_x = x - layout.stride, *below_y = y - layout.stride;
      const double *above_x = x + layout.stride, *above_y = y + layout.stride;
      const double *left = arcs.step_x.data() + k, *right = left + 1;
      const double *weight_left = arcs.right.data() + k, *weight_right = weight_left + 1;
      const double *rising = arcs.rising.data() + node, *falling = arcs.falling.data() + node;
      const double *rising_below = rising - layout.stride, *falling_below = falling - layout.stride;
      double product_x[kRun], product_y[kRun], squares[kRun];
      for (int j = 0; j < kRun; ++j) {
        double px = 0, py = 0;
        // From the lower left.
        double p = pull(rising_below[j - 1], x[j] * left[j] + y[j] * down, below_x[j - 1] * left[j] + below_y[j - 1] * down);
        px += p * left[j];
        py += p * down;
        // From below.
        p = pull(weight_down, y[j] * down, below_y[j] * down);
        py += p * down;
        // From the lower right.
        p = pull(falling_below[j], x[j] * -right[j] + y[j] * down, below_x[j + 1] * -right[j] + below_y[j + 1] * down);
        px += p * -right[j];
        py += p * down;
        // From the left.
        p = pull(weight_left[j], x[j] * left[j], x[j - 1] * left[j]);
        px += p * left[j];
        // To the upper left.
        p = pull(falling[j - 1], x[j] * -left[j] + y[j] * up, above_x[j - 1] * -left[j] + above_y[j - 1] * up);
        px += p * -left[j];
        py += p * up;
        // To the right.
        p = pull(weight_right[j], x[j] * right[j], x[j + 1] * right[j]);
        px += p * right[j];
        // Upwards.
        p = pull(weight_up, y[j] * up, above_y[j] * up);
        py += p * up;
        // To the upper right.
        p = pull(rising[j], x[j] * right[j] + y[j] * up, above_x[j + 1] * right[j] + above_y[j + 1] * up);
        px += p * right[j];
        py += p * up;
        product_x[j] = px;
        product_y[j] = py;
        squares[j] = x[j] * px + y[j] * py;
      }
      std::copy_n(product_x, kRun, product.x.data() + node);
      std::copy_n(product_y, kRun, product.y.data() + node);
      for (int j = 0; j < kRun; ++j) sum += squares[j];
    }
  }
  return sum;
}

// One step of a length along direction, and the new residual through the preconditioner; the sum over all nodes of residual . scaled.
CORKIT_INLINED double advance(const Arcs &arcs, double length, const Field &direction, const Field &product, Field &solution,
                              Field &residual, Field &scaled) {
  const Layout &layout = arcs.layout;
  double sum = 0;
  for (int l = 0; l < layout.ny; ++l)
    for (std::ptrdiff_t k = 0; k < layout.columns; k += kRun) {
      const std::ptrdiff_t node = layout.row(l) + k;
      const double *xx = arcs.inverse_xx.data() + node, *xy = arcs.inverse_xy.data() + node, *yy = arcs.inverse_yy.data() + node;
      const double *by_x = direction.x.data() + node, *by_y = direction.y.data() + node;
      const double *less_x = product.x.data() + node, *less_y = product.y.data() + node;
      double *to_x = solution.x.data() + node, *to_y = solution.y.data() + node;
      double *left_x = residual.x.data() + node, *left_y = residual.y.data() + node;
      double at_x[kRun], at_y[kRun], rest_x[kRun], rest_y[kRun], scaled_x[kRun], scaled_y[kRun], squares[kRun];
      for (int j = 0; j < kRun; ++j) {
        at_x[j] = to_x[j] + length * by_x[j];
        at_y[j] = to_y[j] + length * by_y[j];
        rest_x[j] = left_x[j] - length * less_x[j];
        rest_y[j] = left_y[j] - length * less_y[j];
        scaled_x[j] = xx[j] * rest_x[j] + xy[j] * rest_y[j];
        scaled_y[j] = xy[j] * rest_x[j] + yy[j] * rest_y[j];
        squares[j] = rest_x[j] * scaled_x[j] + rest_y[j] * scaled_y[j];
      }
      std::copy_n(at_x, kRun, to_x);
      std::copy_n(at_y, kRun, to_y);
      std::copy_n(rest_x, kRun, left_x);
      std::copy_n(rest_y, kRun, left_y);
      std::copy_n(scaled_x, kRun, scaled.x.data() + node);
      std::copy_n(scaled_y, kRun, scaled.y.data() + node);
      for (int j = 0; j < kRun; ++j) sum += squares[j];
    }
  return sum;
}

CORKIT_INLINED void turn_to(const Layout &layout, double turn, const Field &scaled, Field &direction) {
  for (std::ptrdiff_t k = layout.row(0); k < layout.row(layout.ny); ++k) direction.x[at(k)] = scaled.x[at(k)] + turn * direction.x[at(k)];
  for (std::ptrdiff_t k = layout.row(0); k < layout.row(layout.ny); ++k) direction.y[at(k)] = scaled.y[at(k)] + turn * direction.y[at(k)];
}

CORKIT_INLINED void iterate(const Arcs &arcs, Field &residual, Field &solution) {
  constexpr int most_steps = 80;
  constexpr double reached = 1e-32;  // of the squared residual
  const Layout &layout = arcs.layout;
  Field direction = zeros(layout), product = zeros(layout), scaled = zeros(layout);
  double size = advance(arcs, 0, direction, product, solution, residual, scaled);
  direction = scaled;
  const double target = reached * size;
  for (int step = 0; step < most_steps && size > target; ++step) {
    const double length = size / multiply(arcs, direction, product);
    const double before = size;
    size = advance(arcs, length, direction, product, solution, residual, scaled);
    turn_to(layout, size / before, scaled, direction);
  }
}

void iterate_baseline(const Arcs &arcs, Field &residual, Field &solution) { iterate(arcs, residual, solution); }

CORKIT_TARGET("avx2")
void iterate_avx2(const Arcs &arcs, Field &residual, Field &solution) { iterate(arcs, residual, solution); }

CORKIT_TARGET("avx512f,avx512vl,avx512dq")
void iterate_avx512(const Arcs &arcs, Field &residual, Field &solution) { iterate(arcs, residual, solution); }

}  // namespace

ArcSolver::ArcSolver(const NodeGrid &grid, const Image<std::uint8_t> &cuts, const std::vector<Block> &inverse) {
  const int nx = grid.x.nodes();
  const int ny = grid.y.nodes();
  const Layout layout = lay_out(nx, ny);
  arcs_.layout = layout;
  arcs_.step_x.assign(at(layout.stride + 2 * kRun), 0);
  arcs_.right = arcs_.step_x;
  arcs_.step_y.assign(at(ny) + 1, 0);
  arcs_.up = arcs_.step_y;
  for (auto *field : {&arcs_.rising, &arcs_.falling, &arcs_.inverse_xx, &arcs_.inverse_xy, &arcs_.inverse_yy})
    field->assign(layout.size(), 0);

  for (int k = 0; k + 1 < nx; ++k) {
    arcs_.step_x[at(k) + 1] = grid.x.step(k);
    arcs_.right[at(k) + 1] = arc_weight({grid.x.step(k), 0});
  }
  for (int l = 0; l + 1 < ny; ++l) {
    arcs_.step_y[at(l) + 1] = grid.y.step(l);
    arcs_.up[at(l) + 1] = arc_weight({0, grid.y.step(l)});
    for (int k = 0; k + 1 < nx; ++k)
      (cuts(k, l) == 0 ? arcs_.rising : arcs_.falling)[at(layout.row(l) + k)] = arc_weight({grid.x.step(k), grid.y.step(l)});
  }
  auto block = inverse.begin();
  for (int l = 0; l < ny; ++l)
    for (int k = 0; k < nx; ++k, ++block) {
      arcs_.inverse_xx[at(layout.row(l) + k)] = block->xx;
      arcs_.inverse_xy[at(layout.row(l) + k)] = block->xy;
      arcs_.inverse_yy[at(layout.row(l) + k)] = block->yy;
    }
}

std::vector<Vector> ArcSolver::solve(const std::vector<Vector> &right, InstructionSet set) const {
  const Layout &layout = arcs_.layout;
  Field residual = zeros(layout), solution = zeros(layout);
  const auto node = [&](std::size_t k) {
    const auto nx = static_cast<std::size_t>(layout.nx);
    return at(layout.row(static_cast<int>(k / nx))) + k % nx;
  };
  for (std::size_t k = 0; k < right.size(); ++k) {
    residual.x[node(k)] = right[k].x;
    residual.y[node(k)] = right[k].y;
  }
  switch (set) {
    case InstructionSet::avx512:
      iterate_avx512(arcs_, residual, solution);
      break;
    case InstructionSet::avx2:
      iterate_avx2(arcs_, residual, solution);
      break;
    case InstructionSet::baseline:
      iterate_baseline(arcs_, residual, solution);
      break;
  }
  std::vector<Vector> nodes(right.size());
  for (std::size_t k = 0; k < nodes.size(); ++k) nodes[k] = {solution.x[node(k)], solution.y[node(k)]};
  return nodes;
}

}  // namespace corkit::idl
