// Which pixels were lost in telemetry: zero pixels of blocks that the instrument does send.
//
// Notes     never guessed from brightness; blocks masked on board do not count (spec/inpainting.md section 1, level1.md 10.1, 10.4).
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

// 1 where a pixel was lost, 0 elsewhere. null_blocks: C2's nominally missing blocks (c2nullblocks.txt); ignored for C3.
Image<std::uint8_t> lost_pixels(const AnyImage &image, const LascoHeader &header, const std::vector<int> &null_blocks);

// How many of the lost blocks (0) of a frame's map have their first pixel, which is looked at, outside of a sub-field. outside: of the
// frame's size, 1 where it has no data; empty: none.
int blocks_outside(const Image<std::int16_t> &map, const Image<std::uint8_t> &outside);
// The same of C2, whose blocks are lost where they have no light: those that lie outside altogether.
int c2_blocks_outside(const Image<std::uint8_t> &outside, const std::vector<int> &null_blocks, int summing);

bool any(const Image<std::uint8_t> &mask);

}  // namespace corkit
