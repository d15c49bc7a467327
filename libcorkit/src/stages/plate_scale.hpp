// Plate scale of an image.
//
// Follows   get_sec_pixel.pro, subtense.pro (spec/level1.md section 11)
#pragma once

#include "lasco/lasco_header.hpp"

namespace corkit {

// Arc seconds per pixel of the image [FLOAT]: subtense times the binning of the field.
float get_sec_pixel(const LascoHeader &header);
// /FULL=n: of an n-pixel full frame.
float get_sec_pixel_full(const LascoHeader &header, int full);

}  // namespace corkit
