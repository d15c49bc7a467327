// The field of an image on the chip, from the keywords that can tell it.
//
// Follows   reduce_std_size.pro 1.15, its first lines (spec/level1.md section 5)
// Notes     1. R1COL.. count; of an axis whose R1 is missing or 0, P1COL.. .
//           2. SolarSoft goes on with R2COL there. Here P2COL comes with P1COL; where it is not as far away as the image is wide R2COL, and
//              else, where P2COL is missing, the corner and the image's own size.
#pragma once

#include <string>

#include "lasco/lasco_header.hpp"

namespace corkit {

constexpr int kFrame = 1024;               // pixels a side of the chip's image area
constexpr int kSmallestImage = 128 * 128;  // pixels; below that SolarSoft speaks of a zero image

// Columns and rows of the chip, unbinned; the image area is columns 20..1043, rows 1..1024.
struct Field {
  int r1col = 0, r1row = 0, r2col = 0, r2row = 0;

  int width() const { return r2col - r1col + 1; }
  int height() const { return r2row - r1row + 1; }
  bool is_frame() const { return r1col == 20 && r1row == 1 && r2col == 1043 && r2row == 1024; }
};
// nx, ny: the image's size as it is.
Field field_of(const LascoHeader &header, int nx, int ny);

// Error(CORKIT_ERROR_KEYWORD_VALUE) for a corner that is no pixel of the chip, or another than lower left and upper right.
void require_field_on_chip(const LascoHeader &header);

// "R1COL..R2COL = 20..1043, R1ROW..R2ROW = 1..1024"
std::string field_text(const Field &field);

}  // namespace corkit
