// MEDIAN(a, width) at some pixels of an image. Only tests have a reason to choose the instructions.
#pragma once

#include <cstdint>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit::idl {

// MEDIAN(a, width), width odd, where wanted is not 0; the other pixels, and the width/2 ones at each border, are left as they are (IDL; GDL
// filters the border). The processor must have the set.
Image<float> median(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, InstructionSet set = best_instruction_set());

}  // namespace corkit::idl
