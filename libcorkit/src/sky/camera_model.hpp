// Which pixel sees which direction.
//
// Given     the optics of a camera and the directions of its axes
// Returned  0-based pixels of the full frame of 1024 x 1024, row 0 at the bottom; unit vectors, ICRS axes
// Notes     1. Gnomonic projection about the optical axis, then radial distortion about the same point:
//              r_u = tan(theta) / scale [undistorted pixels], r_d = r_u (1 + a + b r_u^2 + c r_u^4) [pixels]. It is the direction in which
//              c2_warp and c3_warp use their polynomial.
//           2. Not mirrored: with north up, west is right.
//           3. C3 is fitted to 2347 stars of 7 images: 0.146 px rms an axis (SolarSoft's polynomial and 56.0 arc seconds: 0.605). C2 has
//              SolarSoft's polynomial about a centre of its own, 646 stars of 40 images: 0.148 px.
//           4. Arc seconds a pixel behind SolarSoft's distortion (products of c2_warp and c3_warp): 56.101(1) and 11.9016(2); these are
//              what a product's CDELT should say, and SolarSoft's 56.0 and 11.9 do not quite.
#pragma once

#include <optional>

#include "lasco/detector.hpp"
#include "sky/vectors.hpp"

namespace corkit::sky {

struct Pixel {
  double x = 0, y = 0;
};

struct Optics {
  double scale_arcsec = 0;          // of an undistorted pixel at the centre, by the polynomial's own convention
  double a = 0, b = 0, c = 0;       // r_u in pixels
  Pixel centre;                     // of the optical axis and of the distortion
  Pixel sun;                        // nominal: where roll is stated, and where the search begins
  double roll_deg = 0;              // of the camera against the spacecraft's nominal roll
  double product_scale_arcsec = 0;  // note 4
};

Optics optics_of(Detector detector);
// Of a level-1 product, whose distortion is corrected: the same without the polynomial.
Optics product_optics(Detector detector, Pixel sun, bool turned_over);

// Directions of the camera's axes: east and north (to the left and upwards in the image), and outwards along the optical axis.
struct Attitude {
  Vec3 east{}, north{}, out{};
};

class Camera {
 public:
  Camera(const Optics &optics, const Attitude &attitude) : optics_(optics), attitude_(attitude) {}
  // A camera that sees a direction at a pixel, with solar north there as roll_deg says.
  Camera(const Optics &optics, const Vec3 &direction, Pixel at, double roll_deg);

  const Optics &optics() const { return optics_; }
  const Attitude &attitude() const { return attitude_; }

  // Nothing for a direction more than 60 degrees off the axis.
  std::optional<Pixel> pixel(const Vec3 &direction) const;
  Vec3 direction(Pixel pixel) const;
  // Roll at a pixel as CROTA states it, -180 ... 180: turning the image counter-clockwise by it brings solar north to +y.
  double roll_deg(Pixel at) const;

 private:
  Optics optics_;
  Attitude attitude_;
};

}  // namespace corkit::sky
