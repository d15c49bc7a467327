// Which pixels of an image belong to telemetry blocks that were lost.
#pragma once

#include <cstdint>
#include <string>

#include "core/image.hpp"
#include "handles.hpp"

namespace tool {

struct LostBlocks {
  int count = 0;                       // -1: not known
  int outside = 0;                     // of them: outside of a sub-field, never read out, and not in mask
  corkit::Image<std::uint8_t> mask;    // empty: none, or not known where
  corkit::Image<std::uint8_t> filled;  // extension FILLMASK; empty without one
  bool placed = true;                  // the list names as many as are counted
  std::string warning;                 // why it is not known
};

// Level 0.5: blocks that the camera sends and that are zero, and FILLMASK.
LostBlocks lost_blocks_of_level05(corkit_context *ctx, const std::string &file, const Image &image);

// Level 1: MISSLIST, carried through distortion and rotation as the image was, and FILLMASK.
LostBlocks lost_blocks_of_level1(corkit_context *ctx, const std::string &file, const Image &image);

// Of the blocks that NMISSING of a level-1 image counts, those outside of a sub-field; -1: not known.
int missing_outside_of_level1(corkit_context *ctx, const Image &image);

}  // namespace tool
