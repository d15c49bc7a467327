// Scaling of C3 Clear images to 16-bit integers.
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md sections 14 and 20.6)
// Given     image MSB
// Returned  raw int16: FIX(ROUND((clip(b,0,6.5e-9)-bzero)/bscale)), exact 0 stays raw 0
// Notes     1. Q1, kept: negative and tiny positive pixels become -32769, which wraps to +32767, the brightest. saturate_negatives gives
//              -32767 instead.
//           2. Q2, kept: masked pixels are raw 0, which BSCALE and BZERO turn into 3.25e-9; BLANK is never written.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit {

inline constexpr float kScaleMin = 0.0F;
inline constexpr float kScaleMax = 6.5e-9F;
inline constexpr float kBscale = (kScaleMax - kScaleMin) / 65536;
inline constexpr float kBzero = kBscale * 32769;

// The processor must have the set, which only tests have a reason to choose.
Image<std::int16_t> scale_to_int16(const RealImage &image, bool saturate_negatives, InstructionSet set = best_instruction_set());

// Those that note 1 is about.
std::size_t count_negative(const RealImage &image, InstructionSet set = best_instruction_set());

}  // namespace corkit
