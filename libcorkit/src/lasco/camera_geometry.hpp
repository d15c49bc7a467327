// The cameras' geometry as stars show it.
//
// Source    2347 stars in eleven C3 Clear images and 646 in 58 C2 Orange images of 2000-2014 (docs/geometry.md). One-sigma errors: C3 axis
//           0.11 px, distortion 6e-5, 6e-10, 1.6e-15; C2 axis 0.6 px, scale 0.0002 arcsec
// Notes     1. The optical axis is the centre of the distortion; pixels are those of the full frame, 0-based, not warped.
//           2. C3's scale and first coefficient belong together: only scale / (1 + distortion[0]) is measured. 56.0 is SolarSoft's number.
//           3. sun is where the Sun's centre usually is (get_sun_center.pro's default): no pointing table is 1 px away from it.
#pragma once

#include <array>

#include "lasco/detector.hpp"

namespace corkit::lasco {

struct CameraGeometry {
  double axis_x, axis_y;             // pixels
  double scale_arcsec;               // r arcsec/scale: tangent of the angle from the axis, in undistorted pixels
  std::array<double, 3> distortion;  // pixels from the axis = r (1 + d[0] + d[1] r^2 + d[2] r^4)
  double sun_x, sun_y;               // pixels
  double product_arcsec;             // arc seconds per pixel of an image that is freed of the distortion
};

constexpr CameraGeometry camera_geometry(Detector detector) {
  // C3: the scale for which SolarSoft's distortion fits best, so that pixels stay where its products have them, within 0.9 px.
  if (detector == Detector::C3) return {515.52, 528.94, 56.0, {-0.01767, 6.46e-8, 5.10e-14}, 518.2, 532.5, 56.1};
  // C2: SolarSoft's coefficients (distortion_coeffs.pro 1.4, which has them for millimetres), which the stars confirm.
  constexpr double mm = 0.021;
  return {527.6, 509.7, 11.9012, {0.0051344125, -0.00012233862 * (mm * mm), 1.0978595e-7 * (mm * mm * mm * mm)}, 510.2, 506.5, 11.9};
}

}  // namespace corkit::lasco
