// Which blocks of an image are lost, and which of them are filled together.
//
// Follows   fuzzy/get_miss_blocks.pro (spec/level1.md 10.5)
// Notes     1. Zones are joined by their bounding rectangles, one beside the other: connected components are something else.
//           2. SolarSoft's labels are BYTE: with more than 256 candidates its zones run together. Labels here do not.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit::fuzzy {

// 1 where the mean of a block is at most 0.1 and useful is not 0.
Image<std::uint8_t> dark_blocks(const Image<float> &image, const Image<std::uint8_t> &useful);

// Zone number of every missing block (1), -1 elsewhere.
Image<std::int16_t> get_miss_blocks(const Image<std::uint8_t> &missing);

struct Zone {
  int count = 0;           // blocks
  int imin = 0, imax = 0;  // of the blocks themselves, both included
  int jmin = 0, jmax = 0;
};
std::vector<Zone> zones_of(const Image<std::int16_t> &map);

// A rectangle of blocks, both ends included.
struct Blocks {
  int i0 = 0, i1 = 0, j0 = 0, j1 = 0;
};
// The blocks imin..imax, jmin..jmax and those around them, within a frame of n x n blocks.
Blocks with_neighbours(int imin, int imax, int jmin, int jmax, int n);

}  // namespace corkit::fuzzy
