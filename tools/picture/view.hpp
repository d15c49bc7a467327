// Which part of the sky a picture shows, and an image's values at its pixels.
#pragma once

#include "core/image.hpp"

namespace corkit::picture {

// An image on the sky. Pixels are 0-based; y of images grows upwards.
struct SkyGeometry {
  double sun_x = 0, sun_y = 0;  // the Sun's centre, pixels
  double arcsec_per_pixel = 1;
  double rsun_arcsec = 960;
  double roll_deg = 0;  // solar north is turned clockwise by this from the y axis
};

struct Point {
  double x = 0, y = 0;
};

// A picture of width x height pixels, row 0 at the top, its middle on (centre_x, centre_y) of the image.
struct View {
  int width = 0, height = 0;
  double centre_x = 0, centre_y = 0;
  double image_pixels = 1;  // of the image to one of the picture
  double turn_deg = 0;      // the picture's upward direction is turned clockwise by this from the image's

  // The whole image; longest: of the picture's sides, 0: the image's own.
  static View whole(int nx, int ny, int longest, double turn_deg = 0);

  Point to_image(Point picture) const;
  Point to_picture(Point image) const;
};

// Means of the image's values under each picture pixel, bilinear where the picture is larger. NaN where half of them are NaN, or outside.
Image<float> resampled(const Image<float> &image, const View &view);

}  // namespace corkit::picture
