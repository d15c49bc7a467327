// The minimal header FXHMAKE makes for an image: SIMPLE, BITPIX, NAXIS, NAXIS1, NAXIS2, DATE.
//
// Follows   fxhmake.pro with /INITIALIZE, /DATE as reduce_level_1 calls it (spec/level1.md section 12)
// Notes     Card 0 is without the time that conform_header() prints in it when the file is written.
#pragma once

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

Header fxhmake(const AnyImage &pixels);

}  // namespace corkit
