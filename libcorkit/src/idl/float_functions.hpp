// ATAN, SIN, COS and x^4 of FLOAT, the same bits wherever corkit runs. A C library's atan2f differs with the processor and with the
// library's version, and a node of C3's distortion moves with it.
//
// Given     any FLOAT; for sin and cos |x| < 120
// Returned  what glibc 2.28 to 2.40 returns on x86-64, every bit: sin and cos in [-pi, pi], beyond on processors without FMA only; power4:
// see
//           note 2
// Notes     1. The operations are written out in their order, each rounded to its type; nothing may be fused (-ffp-contract=off).
//           2. power4 is the correctly rounded power but for double rounding, 1 in 2^29. glibc's powf(x, 4) is not: 1 of 1500 arguments
//              differ in the last bit. C2's nodes of the default centre do not, C3 multiplies it by 0.
//           3. The overloads for DOUBLE are the C library's own functions.
#pragma once

#include <cmath>

namespace corkit::idl {

float atan2(float y, float x);
float sin(float x);
float cos(float x);
float power4(float x);

inline double atan2(double y, double x) { return std::atan2(y, x); }
inline double sin(double x) { return std::sin(x); }
inline double cos(double x) { return std::cos(x); }
inline double power4(double x) { return std::pow(x, 4.0); }

}  // namespace corkit::idl
