// Distortion, scale and Sun centre as the stars have them, instead of SolarSoft's (--geometry sky).
//
// Given     full-frame pixels, 0-based: raw ones of the camera, and those of a product, in which nothing is distorted
// Notes     1. A product is a gnomonic (TAN) image about the direction in which the Sun's centre usually is; its own pixel is the same in
//              both, so that pointing tables hold for both.
//           2. The optical axis is up to 17.5 px from the Sun: an image tangent at the axis would be off by 0.08 px in C3's corners.
//           3. Every pixel is mapped by itself: no grid, no triangles, no oracle. SolarSoft's grid of 32 px errs by up to 0.08 px there.
//           4. Pixels of summed images are counted from their centres: n (i + 1/2) - 1/2 in the full frame. SolarSoft has n i, which is
//              1/4 px of a 2 x 2-summed image away.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "fits/header.hpp"
#include "lasco/camera_geometry.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

enum class Geometry { solarsoft, sky };

struct PixelPosition {
  double x = 0, y = 0;
};

class SkyGeometry {
 public:
  explicit SkyGeometry(Detector detector) : SkyGeometry(lasco::camera_geometry(detector)) {}
  explicit SkyGeometry(const lasco::CameraGeometry &camera);

  PixelPosition raw_of_product(PixelPosition product) const;
  PixelPosition product_of_raw(PixelPosition raw) const;

 private:
  lasco::CameraGeometry camera_;
  std::array<std::array<double, 3>, 3> turn_;  // from axes at the Sun to axes at the optical axis
};

// Arc seconds per pixel of the image that the header describes.
float sky_plate_scale(const LascoHeader &header);

// What is doubtful about it: a filter whose stars were not measured, an image that stays SolarSoft's because it is not warped.
std::optional<std::string> sky_warning(const LascoHeader &header, Geometry asked_for, Geometry used);

// Lines of 72 characters at most: cards are cut there.
std::string sky_history(const LascoHeader &header);
std::vector<std::string> sky_comments(const LascoHeader &header);
// Whether a product was made so, by its cards.
bool has_sky_geometry(const Header &product);

}  // namespace corkit
