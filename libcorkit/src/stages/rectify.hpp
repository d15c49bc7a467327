// Rectification by 180 degrees and rotation to solar north.
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md 13.3)
// Given     Sun centre in 0-based pixels of the full frame as stored, roll in degrees
// Returned  what to do with the image, and what the header says about it
#pragma once

#include <string>

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

struct Rectification {
  bool half_turn = false;      // ROTATE(b, 2)
  bool rotate = false;         // ROT(b, angle, 1, xc, yc, /INTERP, /PIVOT)
  float angle_deg = 0;         // clockwise, of ROT
  float xc = 0, yc = 0;        // Sun centre, 0-based pixels of the image after the half turn
  float crota_deg = 0;         // CROTA
  HeaderValue rectify = 0.0F;  // RECTIFY: INT 180 or FLOAT
  std::string message;         // HISTORY line
};

// pixel_centres: the Sun's pixel of a summed image counts from the centres of its pixels; SolarSoft divides the full frame's by the sum.
Rectification plan_rectification(const LascoHeader &header, float sun_x, float sun_y, float roll_deg, bool no_roll_correction, bool noimg,
                                 bool pixel_centres = false);

// What was done to a level-1 image, from RECTIFY, HISTORY and the Sun's pixel. RECTIFY is the net turn: 0.2 degrees may be a half turn and
// ROT by another 179.8, which HISTORY says.
Rectification recorded_rectification(const Header &level1, const LascoHeader &header);

RealImage rectify(RealImage image, const Rectification &plan, Oracle oracle);
// Which pixels of rectify()'s result depend on a non-zero pixel of mask.
Image<std::uint8_t> rectify_touched(Image<std::uint8_t> mask, const Rectification &plan, Oracle oracle);

}  // namespace corkit
