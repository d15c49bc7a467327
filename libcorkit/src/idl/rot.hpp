// ROT(a, angle, 1, xc, yc, /INTERP, /PIVOT, MISSING=0).
//
// Given     angle_deg clockwise; xc, yc centre of rotation, 0-based pixels, stays where it is
// Returned  output(X,Y) = input at x = xc + c(X-xc) + s(Y-yc), y = yc - s(X-xc) + c(Y-yc); 0 outside
// Notes     1. Oracle::idl: true bilinear. 2. Oracle::gdl: GDL's POLY_2D, fractions cut to 1/1000, no interpolation on the
//           first and last row and column (spec/level1.md 20.3), to the bit.
#pragma once

#include "core/image.hpp"
#include "core/oracle.hpp"

namespace corkit::idl {

// Instantiated for uint8 (truncated), float, double. What a mask touches: rot_touched.
template <class T>
Image<T> rot(const Image<T> &image, float angle_deg, float xc, float yc, Oracle oracle);

// Which pixels of rot()'s result depend on a non-zero pixel of mask (1) and which do not (0).
Image<std::uint8_t> rot_touched(const Image<std::uint8_t> &mask, float angle_deg, float xc, float yc, Oracle oracle);

}  // namespace corkit::idl
