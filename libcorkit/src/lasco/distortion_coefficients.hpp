// Radial distortion of the coronagraphs' optics.
//
// Source    distortion_coeffs.pro 1.4 (09/13/10); coefficients from four independent ports (spec/level1.md section 11), which the routine
//           of LASCO's own optics team confirms
#pragma once

#include <array>

#include "lasco/detector.hpp"

namespace corkit::lasco {

inline constexpr float kPixelMillimetres = 0.021F;

// r' = r + mm*(c0 + c1*mm^2 + c2*mm^4)/0.021, r in unbinned pixels from the occulter's centre, mm = 0.021*r.
constexpr std::array<float, 3> distortion_coefficients(Detector detector) {
  if (detector == Detector::C3) return {-0.0151657F, 0.000165455F, 0.0F};
  return {0.0051344125F, -0.00012233862F, 1.0978595e-7F};
}

}  // namespace corkit::lasco
