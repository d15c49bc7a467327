// Missing pixels grouped into holes, and holes cut into tiles.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit::inpaint {

// Pixels x0 ... x1, y0 ... y1.
struct Box {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  int width() const { return x1 - x0 + 1; }
  int height() const { return y1 - y0 + 1; }
};

// Missing pixels (1) less than about 16 pixels apart are one hole.
std::vector<Box> holes_of(const Image<std::uint8_t> &missing);

// A hole in overlapping tiles of at most 128 pixels a side.
std::vector<Box> tiles_of(const Box &hole);
// Weight of a tile at a pixel of the hole: 1, falling towards sides behind which another tile follows.
double blending(const Box &tile, const Box &hole, int x, int y);

}  // namespace corkit::inpaint
