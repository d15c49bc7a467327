// Undoes the 16-bit wrap of summed images.
//
// Follows   fixwrap.pro: out = in + (in<0)*65536, twice (spec/level1.md section 4)
// Returned  LONG
#pragma once

#include "core/image.hpp"

namespace corkit {

Image<std::int32_t> fixwrap(const AnyImage &image);

}  // namespace corkit
