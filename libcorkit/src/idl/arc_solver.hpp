// Conjugate gradients for the normal equations of Renka's gradients, on a rectangular grid whose cells are cut in two.
//
// Given     for each node a right side and the inverse of its own 2 x 2 block
// Returned  the solution of sum over the node's arcs D to j of w (2 g.D + g_j.D) D = right side, w = |D|^-3
// Notes     1. The block is the preconditioner. An arc's term couples its two ends with the matrix (2 1; 1 2), so the preconditioned
// eigenvalues
//              lie in [1/2, 3/2] for any grid: the error falls by 3.7 each step, and thirty steps reach rounding.
//           2. A run of neighbouring nodes is computed at a time, each node's arcs in the order of a list that names for each node the arcs
//           to
//              the right, upwards and across its cell: sums come out as if the arcs of that list were added one after the other, to the
//              bit.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "core/image.hpp"
#include "core/instruction_set.hpp"
#include "idl/node_grid.hpp"

namespace corkit::idl {

struct Vector {
  double x = 0, y = 0;
};

// Symmetric 2 x 2.
struct Block {
  double xx = 0, xy = 0, yy = 0;
};

inline double arc_weight(const Vector &d) {
  const double length = std::sqrt(d.x * d.x + d.y * d.y);
  return 1 / (length * length * length);
}

class ArcSolver {
 public:
  // cuts as grid_diagonals gives them; inverse one block a node, x fastest.
  ArcSolver(const NodeGrid &grid, const Image<std::uint8_t> &cuts, const std::vector<Block> &inverse);

  // The processor must have the set; only tests have a reason to choose it.
  std::vector<Vector> solve(const std::vector<Vector> &right, InstructionSet set = best_instruction_set()) const;

  // Implementation: fields of the grid's nodes among zeros, so that each node has eight neighbours.
  struct Field {
    std::vector<double> x, y;
  };
  struct Layout {
    int nx = 0, ny = 0;
    std::ptrdiff_t columns = 0;  // nx in whole runs
    std::ptrdiff_t stride = 0;   // from row to row: at least one zero after the last node
    // Zeros before the first row and behind the last, and at both ends: what is left of the first node and right of the last is read.
    std::ptrdiff_t row(int l) const { return kRun + (l + 1) * stride; }
    std::size_t size() const { return static_cast<std::size_t>((ny + 2) * stride) + 3 * kRun; }
  };
  static constexpr int kRun = 8;

  struct Arcs {
    Layout layout;
    // Of the arcs to the right and their steps, by column and from column -1 on; of the arcs upwards, by row and from row -1 on.
    std::vector<double> step_x, right, step_y, up;
    // Of the arc across the cell to the right of and above a node, by node: one of the two is 0.
    std::vector<double> rising, falling;
    std::vector<double> inverse_xx, inverse_xy, inverse_yy;
  };

 private:
  Arcs arcs_;
};

}  // namespace corkit::idl
