// Simulated telemetry losses: rectangles and clusters of 32x32-pixel blocks.
//
// Follows   spec: one random rectangle of 32n x 32m pixels aligned to the block grid (recipe paper); random clusters of blocks,
//           connected by their sides (recipe product)
// Notes     Block (i, j) covers pixels 32i ... 32i+31, 32j ... 32j+31.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/image.hpp"
#include "random.hpp"

namespace corkit::inpaint {

inline constexpr int kBlockSide = 32;

struct BlockRectangle {
  int i0 = 0, j0 = 0;  // first block
  int n = 1, m = 1;    // blocks along x and y
};

using Block = std::pair<int, int>;

// n and m uniform in 1 ... largest, then the place uniform. largest is cut to the size of the grid.
BlockRectangle random_rectangle(Random &random, int blocks_x, int blocks_y, int largest);

// count blocks connected by their sides, within columns x rows blocks whose corner is (0, 0); grown from a random block. Fewer when the
// rectangle is smaller than count.
std::vector<Block> random_cluster(Random &random, int columns, int rows, int count);

// 1 valid, 0 missing.
void lose(Image<std::uint8_t> &valid, const BlockRectangle &rectangle);
void lose(Image<std::uint8_t> &valid, const std::vector<Block> &blocks, int x0 = 0, int y0 = 0);

}  // namespace corkit::inpaint
