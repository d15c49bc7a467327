// atan and atan2: algorithm and constants of fdlibm, whose notice reads
//
//   Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//   Developed at SunPro, a Sun Microsystems, Inc. business.
//   Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
//
// sin and cos: algorithm and constants of Arm's optimized routines, under the MIT licence:
//
//   Copyright (c) 2018, Arm Limited.
//   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
//   "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
//   publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
//   subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies or
//   substantial portions of the Software.
//   THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
//   MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
//   FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
//   WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
#include "idl/float_functions.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace corkit::idl {

namespace {

constexpr float from_bits(std::uint32_t bits) { return std::bit_cast<float>(bits); }

constexpr std::uint32_t kInfinity = 0x7f800000;
constexpr float kPi = from_bits(0x40490fdb);
constexpr float kPiTail = from_bits(0xb3bbbd2e);  // pi - kPi
constexpr float kHalfPi = from_bits(0x3fc90fdb);
constexpr float kQuarterPi = from_bits(0x3f490fdb);

std::uint32_t magnitude(float x) { return std::bit_cast<std::uint32_t>(x) & 0x7fffffffU; }

// The angle that an interval's argument is turned by, in two parts.
struct Turn {
  float high, low;
};
constexpr std::array<Turn, 4> kTurns = {{{from_bits(0x3eed6338), from_bits(0x31ac3769)},    // atan 1/2
                                         {from_bits(0x3f490fda), from_bits(0x33222168)},    // atan 1
                                         {from_bits(0x3f7b985e), from_bits(0x33140fb4)},    // atan 3/2
                                         {from_bits(0x3fc90fda), from_bits(0x33a22168)}}};  // atan infinity

// (x - atan x) / x, x small.
float defect(float x) {
  constexpr std::array<float, 11> a = {3.3333334327e-01F, -2.0000000298e-01F, 1.4285714924e-01F, -1.1111110449e-01F,
                                       9.0908870101e-02F, -7.6918758452e-02F, 6.6610731184e-02F, -5.8335702866e-02F,
                                       4.9768779427e-02F, -3.6531571299e-02F, 1.6285819933e-02F};
  const float z = x * x;
  const float w = z * z;
  const float even = z * (a[0] + w * (a[2] + w * (a[4] + w * (a[6] + w * (a[8] + w * a[10])))));
  const float odd = w * (a[1] + w * (a[3] + w * (a[5] + w * (a[7] + w * a[9]))));
  return even + odd;
}

float turned(float x, const Turn &turn) { return turn.high - ((x * defect(x) - turn.low) - x); }

// x >= 0
float atan(float x) {
  if (x >= 0x1p25F) return kTurns[3].high + kTurns[3].low;
  if (x < 0x1p-29F) return x;
  if (x < 0.4375F) return x - x * defect(x);
  if (x < 0.6875F) return turned((2.0F * x - 1.0F) / (2.0F + x), kTurns[0]);
  if (x < 1.1875F) return turned((x - 1.0F) / (x + 1.0F), kTurns[1]);
  if (x < 2.4375F) return turned((x - 1.5F) / (1.0F + 1.5F * x), kTurns[2]);
  return turned(-1.0F / x, kTurns[3]);
}

float in_quadrant(float angle, bool left, bool below) {
  if (!left) return below ? -angle : angle;
  return below ? (angle - kPiTail) - kPi : kPi - (angle - kPiTail);
}

// Sign and exponent's upper part: what arguments are told apart by.
std::uint32_t leading(float x) { return magnitude(x) >> 20; }

double sine(double x) {
  const double x2 = x * x;
  const double x3 = x * x2;
  const double tail = 0x1.1107605230bc4p-7 + x2 * -0x1.994eb3774cf24p-13;
  return (x + x3 * -0x1.555545995a603p-3) + (x3 * x2) * tail;
}

double cosine(double x2) {
  const double x4 = x2 * x2;
  const double tail = -0x1.6c087e89a359dp-10 + x2 * 0x1.99343027bf8c3p-16;
  const double head = 1.0 + x2 * -0x1.ffffffd0c621cp-2;
  return (head + x4 * 0x1.55553e1068f19p-5) + (x4 * x2) * tail;
}

// x = turns * pi/2 + rest, |rest| <= pi/4 and a little.
struct Reduced {
  int turns;
  double rest;
};

Reduced reduced(double x) {
  constexpr double per_turn = 0x1.45F306DC9C883p+23;  // 2^24 / (pi/2)
  const int turns = (static_cast<std::int32_t>(x * per_turn) + (1 << 23)) >> 24;
  return {turns, x - turns * 0x1.921FB54442D18p0};
}

// Of rest, the sine or, where odd, the cosine, as the quadrant says.
float of_quadrant(const Reduced &x, bool odd) {
  const int quadrant = x.turns & 3;
  if (odd) {
    const double value = cosine(x.rest * x.rest);
    return static_cast<float>(quadrant >= 2 ? -value : value);
  }
  return static_cast<float>(sine(quadrant == 1 || quadrant == 2 ? -x.rest : x.rest));
}

}  // namespace

float atan2(float y, float x) {
  const std::uint32_t ay = magnitude(y);
  const std::uint32_t ax = magnitude(x);
  if (ay > kInfinity || ax > kInfinity) return x + y;
  const bool left = std::signbit(x);
  const bool below = std::signbit(y);
  if (x == 1.0F) return std::copysign(atan(std::fabs(y)), y);
  if (ay == 0) return left ? (below ? -kPi : kPi) : y;
  if (ax == 0) return below ? -kHalfPi : kHalfPi;
  if (ax == kInfinity) {
    if (ay == kInfinity) {
      const float diagonal = left ? 3.0F * kQuarterPi : kQuarterPi;
      return below ? -diagonal : diagonal;
    }
    const float along = left ? kPi : 0.0F;
    return below ? -along : along;
  }
  if (ay == kInfinity) return below ? -kHalfPi : kHalfPi;
  const int exponents = (static_cast<std::int32_t>(ay) - static_cast<std::int32_t>(ax)) >> 23;
  constexpr int far = 60;
  if (exponents > far) return in_quadrant(kHalfPi + 0.5F * kPiTail, left, below);
  if (left && exponents < -far) return in_quadrant(0.0F, left, below);
  return in_quadrant(atan(std::fabs(y / x)), left, below);
}

float sin(float x) {
  if (leading(x) >= leading(kQuarterPi)) {
    const Reduced r = reduced(x);
    return of_quadrant(r, (r.turns & 1) != 0);
  }
  return leading(x) < leading(0x1p-12F) ? x : static_cast<float>(sine(x));
}

float cos(float x) {
  if (leading(x) >= leading(kQuarterPi)) {
    const Reduced r = reduced(x);
    return of_quadrant(r, (r.turns & 1) == 0);
  }
  const double wide = x;
  return leading(x) < leading(0x1p-12F) ? 1.0F : static_cast<float>(cosine(wide * wide));
}

float power4(float x) {
  const double square = static_cast<double>(x) * static_cast<double>(x);
  return static_cast<float>(square * square);
}

}  // namespace corkit::idl
