// One bilinear sample, as INTERPOLATE and IDL's ROT take it (spec/level1.md 10.6, 20.4).
//
// Notes     1. FLOAT and DOUBLE images: the four-weight sum whose order the SolarSoft products follow to the bit.
//           2. Integer images: the nested form, exactly 1 where all four pixels are 1; the four-weight sum can fall short of 1
//              there and truncate a good pixel of a mask to 0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit::idl {

// Into 0..last. A NaN fails the first comparison and lands on 0.
CORKIT_INLINED float clamp_to(float coordinate, float last) {
  const float not_negative = coordinate > 0 ? coordinate : 0.0F;
  return not_negative < last ? not_negative : last;
}

// Of the four pixels around a point, u to the right and v up from the lower left one.
template <class T>
CORKIT_INLINED T bilinear(T p00, T p10, T p01, T p11, double u, double v) {
  const double a00 = static_cast<double>(p00);
  const double a10 = static_cast<double>(p10);
  const double a01 = static_cast<double>(p01);
  const double a11 = static_cast<double>(p11);
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>((a00 * (1 - u) + a10 * u) * (1 - v) + (a01 * (1 - u) + a11 * u) * v);
  } else {
    const double uv = u * v;
    return static_cast<T>(a00 * (1 - v - u + uv) + a01 * (v - uv) + a10 * (u - uv) + a11 * uv);
  }
}

// x in 0..nx-1, y in 0..ny-1; the pixel beyond the last one repeats it.
template <class T>
CORKIT_INLINED T bilinear(const Image<T> &image, double x, double y) {
  const int i = static_cast<int>(x);
  const int j = static_cast<int>(y);
  const T *lower = image.row(j) + i;
  const T *upper = j + 1 < image.ny() ? lower + image.nx() : lower;
  const std::ptrdiff_t right = i + 1 < image.nx() ? 1 : 0;
  return bilinear(lower[0], lower[right], upper[0], upper[right], x - i, y - j);
}

}  // namespace corkit::idl
