// Brings an image into the full frame of its binning, before any calibration.
//
// Follows   reduce_level_1.pro 1.68, its steps 2 to 4: fixwrap, reduce_std_size, zero image (spec/level1.md sections 1, 3, 5)
// Given     raw image and its header; the header becomes that of the frame
// Notes     1. The frame of an image summed by n has 1024/n pixels a side. SolarSoft's, for n > 2, has 2^(n-1) for n, brought to 512: no
//              calibration array fits that, and compat_bugs is an error there.
//           2. Pixels must be square, of sums that the stages know (C2: 1, 2, 4, 8; C3: 1, 2, 4). SolarSoft's warp makes other images
//              square and goes on.
//           3. A field of the frame's extents at another place is an error, as SolarSoft stops at it. Models are taken as full frames.
//           4. A model of 512 x 512 without sums is the mean of 2 x 2 pixels: LascoHeader::rebinned becomes 2. SolarSoft combines it
//              with arrays of 1024 x 1024, pixel by pixel from their start.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calib/store.hpp"
#include "core/image.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

struct PrepareOptions {
  bool model = false;  // monthly or daily model
  bool noimg = false;  // header only: no fixwrap, and nothing is asked of the field
  bool compat_bugs = false;
  Image<std::uint8_t> marked = {};  // of the image's size: pixels to be followed; may be empty
};

struct PreparedField {
  AnyImage image;
  Image<std::uint8_t> outside;  // of a sub-field: 1 where the frame has no data; else empty
  Image<std::uint8_t> marked;   // options.marked in the frame
  std::vector<std::string> warnings;
};

// Error(CORKIT_ERROR_ZERO_IMAGE, CORKIT_ERROR_DIMENSIONS, CORKIT_ERROR_KEYWORD_VALUE, CORKIT_ERROR_UNSUPPORTED).
PreparedField prepare_field(const CalibrationStore &store, AnyImage raw, LascoHeader &header, const PrepareOptions &options);

}  // namespace corkit
