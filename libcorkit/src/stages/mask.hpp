// Masks of the calibrated image: lost blocks (C2, C3), occulter and pylon (C3).
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md 10.4, 10.6)
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit {

// 1 where the image has data, 0 where it is zero or negative.
Image<std::uint8_t> data_mask(const AnyImage &image);

// C3: image * float(block_mask * mask). block_mask empty: all ones. C2's product is times_warped() in stages/warp.hpp.
RealImage apply_mask(RealImage image, const Image<std::uint8_t> &block_mask, const Image<float> &mask);

}  // namespace corkit
