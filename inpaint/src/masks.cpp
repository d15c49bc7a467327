#include "masks.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace corkit::inpaint {
namespace {

void lose_block(Image<std::uint8_t> &valid, int x0, int y0) {
  for (int y = std::max(0, y0); y < std::min(valid.ny(), y0 + kBlockSide); ++y)
    for (int x = std::max(0, x0); x < std::min(valid.nx(), x0 + kBlockSide); ++x) valid(x, y) = 0;
}

}  // namespace

BlockRectangle random_rectangle(Random &random, int blocks_x, int blocks_y, int largest) {
  BlockRectangle r;
  r.n = random.between(1, std::min(largest, blocks_x));
  r.m = random.between(1, std::min(largest, blocks_y));
  r.i0 = random.below(blocks_x - r.n + 1);
  r.j0 = random.below(blocks_y - r.m + 1);
  return r;
}

std::vector<Block> random_cluster(Random &random, int columns, int rows, int count) {
  std::vector<Block> blocks{{random.below(columns), random.below(rows)}};
  std::set<Block> taken(blocks.begin(), blocks.end());
  count = std::min(count, columns * rows);
  constexpr std::array<Block, 4> steps{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  while (static_cast<int>(blocks.size()) < count) {
    const Block from = blocks[static_cast<std::size_t>(random.below(static_cast<int>(blocks.size())))];
    const Block step = steps[static_cast<std::size_t>(random.below(4))];
    const Block next{from.first + step.first, from.second + step.second};
    if (next.first < 0 || next.first >= columns || next.second < 0 || next.second >= rows) continue;
    if (taken.insert(next).second) blocks.push_back(next);
  }
  return blocks;
}

void lose(Image<std::uint8_t> &valid, const BlockRectangle &rectangle) {
  for (int j = 0; j < rectangle.m; ++j)
    for (int i = 0; i < rectangle.n; ++i) lose_block(valid, (rectangle.i0 + i) * kBlockSide, (rectangle.j0 + j) * kBlockSide);
}

void lose(Image<std::uint8_t> &valid, const std::vector<Block> &blocks, int x0, int y0) {
  for (const Block &block : blocks) lose_block(valid, x0 + block.first * kBlockSide, y0 + block.second * kBlockSide);
}

}  // namespace corkit::inpaint
