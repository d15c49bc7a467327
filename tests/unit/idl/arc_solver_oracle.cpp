// The solver of the gradients' equations against conjugate gradients on a plain list of arcs, to the bit, with every set of instructions
// that this processor has.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "idl/arc_solver.hpp"

using namespace corkit;
using idl::Block;
using idl::Vector;
using Field = std::vector<Vector>;

namespace {

struct Arc {
  std::size_t a, b;
  Vector d;
  double weight;
};

std::vector<Arc> arcs_of(const idl::NodeGrid &grid, const Image<std::uint8_t> &cuts) {
  const int nx = grid.x.nodes();
  const int ny = grid.y.nodes();
  std::vector<Arc> arcs;
  const auto add = [&](int a, int b, Vector d) {
    arcs.push_back({static_cast<std::size_t>(a), static_cast<std::size_t>(b), d, idl::arc_weight(d)});
  };
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

std::vector<Block> inverse_blocks(std::size_t nodes, const std::vector<Arc> &arcs) {
  std::vector<Block> blocks(nodes);
  for (const Arc &arc : arcs)
    for (const std::size_t node : {arc.a, arc.b}) {
      blocks[node].xx += 2 * arc.weight * arc.d.x * arc.d.x;
      blocks[node].xy += 2 * arc.weight * arc.d.x * arc.d.y;
      blocks[node].yy += 2 * arc.weight * arc.d.y * arc.d.y;
    }
  for (Block &b : blocks) {
    const double determinant = b.xx * b.yy - b.xy * b.xy;
    b = {b.yy / determinant, -b.xy / determinant, b.xx / determinant};
  }
  return blocks;
}

double dot(const Field &a, const Field &b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k].x * b[k].x + a[k].y * b[k].y;
  return sum;
}

Field multiplied(const std::vector<Arc> &arcs, const Field &gradient) {
  Field product(gradient.size());
  for (const Arc &arc : arcs) {
    const double slope_a = gradient[arc.a].x * arc.d.x + gradient[arc.a].y * arc.d.y;
    const double slope_b = gradient[arc.b].x * arc.d.x + gradient[arc.b].y * arc.d.y;
    const double pull_a = arc.weight * (2 * slope_a + slope_b);
    const double pull_b = arc.weight * (2 * slope_b + slope_a);
    product[arc.a].x += pull_a * arc.d.x;
    product[arc.a].y += pull_a * arc.d.y;
    product[arc.b].x += pull_b * arc.d.x;
    product[arc.b].y += pull_b * arc.d.y;
  }
  return product;
}

Field preconditioned(const std::vector<Block> &inverse, const Field &residual) {
  Field scaled(residual.size());
  for (std::size_t k = 0; k < scaled.size(); ++k) {
    const auto &[xx, xy, yy] = inverse[k];
    scaled[k] = {xx * residual[k].x + xy * residual[k].y, xy * residual[k].x + yy * residual[k].y};
  }
  return scaled;
}

Field solved(const std::vector<Arc> &arcs, const std::vector<Block> &inverse, Field residual) {
  Field solution(residual.size());
  Field scaled = preconditioned(inverse, residual);
  Field direction = scaled;
  double size = dot(residual, scaled);
  const double target = 1e-32 * size;
  for (int step = 0; step < 80 && size > target; ++step) {
    const Field product = multiplied(arcs, direction);
    const double length = size / dot(direction, product);
    for (std::size_t k = 0; k < residual.size(); ++k) {
      solution[k].x += length * direction[k].x;
      solution[k].y += length * direction[k].y;
      residual[k].x -= length * product[k].x;
      residual[k].y -= length * product[k].y;
    }
    scaled = preconditioned(inverse, residual);
    const double before = size;
    size = dot(residual, scaled);
    const double turn = size / before;
    for (std::size_t k = 0; k < residual.size(); ++k)
      direction[k] = {scaled[k].x + turn * direction[k].x, scaled[k].y + turn * direction[k].y};
  }
  return solution;
}

std::vector<double> positions(std::mt19937 &random, int nodes) {
  std::uniform_real_distribution<double> step(0.5, 6);
  std::vector<double> all{-3};
  while (static_cast<int>(all.size()) < nodes) all.push_back(all.back() + step(random));
  return all;
}

void check(const idl::NodeGrid &grid, std::mt19937 &random) {
  Image<std::uint8_t> cuts(grid.x.nodes() - 1, grid.y.nodes() - 1);
  for (auto &cut : cuts) cut = static_cast<std::uint8_t>(random() % 2);
  const std::vector<Arc> arcs = arcs_of(grid, cuts);
  const auto nodes = static_cast<std::size_t>(grid.x.nodes() * grid.y.nodes());
  const std::vector<Block> inverse = inverse_blocks(nodes, arcs);
  std::normal_distribution<double> value(0, 30);
  Field right(nodes);
  for (Vector &at : right) at = {value(random), value(random)};
  const Field plain = solved(arcs, inverse, right);
  const idl::ArcSolver solver(grid, cuts, inverse);
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    const Field fast = solver.solve(right, set);
    std::size_t same = 0;
    for (std::size_t k = 0; k < nodes; ++k) same += fast[k].x == plain[k].x && fast[k].y == plain[k].y ? 1 : 0;
    BOOST_TEST(same == nodes, grid.x.nodes() << " x " << grid.y.nodes() << " nodes, instruction set " << static_cast<int>(set));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(arc_solver)

BOOST_AUTO_TEST_CASE(solutions_are_those_of_plain_conjugate_gradients_on_grids_of_any_shape) {
  std::mt19937 random(624);
  for (const auto &[nx, ny] : {std::pair{2, 2}, {3, 2}, {2, 9}, {7, 5}, {8, 8}, {9, 7}, {15, 4}, {16, 16}, {17, 24}, {24, 24}, {40, 24}}) {
    check(idl::NodeGrid::regular(nx, ny, 2, 4), random);
    check({idl::Axis::at(positions(random, nx)), idl::Axis::at(positions(random, ny))}, random);
  }
}

BOOST_AUTO_TEST_CASE(nothing_on_the_right_side_gives_nothing) {
  const auto grid = idl::NodeGrid::regular(5, 4, 0, 1);
  const Image<std::uint8_t> cuts(4, 3);
  const idl::ArcSolver solver(grid, cuts, inverse_blocks(20, arcs_of(grid, cuts)));
  for (const Vector &at : solver.solve(Field(20))) BOOST_TEST((at.x == 0 && at.y == 0));
}

BOOST_AUTO_TEST_SUITE_END()
