// A piece of the corona on a grid along and across the solar radius: there streamers stand upright wherever the hole is, so a network
// need not learn every direction anew.
//
// Notes     1. Cell (i, j) of an n x n patch is at r = r0 + (j - (n-1)/2) c and at angle a = a0 + (i - (n-1)/2) c / r0 about the Sun's
//              centre; c is the cell's side in pixels, exact at r0. i is x, the fast axis.
//           2. A cell's value is the mean of bilinear samples one pixel apart (2 x 2 at least); samples that touch a pixel that is not
//              valid are left out, and cells that keep fewer than half are not valid.
//           3. To and from: a field on the patch is read at a pixel by bilinear interpolation.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::inpaint {

struct PolarGrid {
  double sun_x = 0, sun_y = 0;
  double r0 = 0, angle0 = 0;  // of the patch's centre; pixels, radians
  double cell = 2;            // pixels
  int n = 96;                 // cells a side

  double r(double j) const { return r0 + (j - (n - 1) / 2.0) * cell; }
  double angle(double i) const { return angle0 + (i - (n - 1) / 2.0) * cell / r0; }
  // Place of an image pixel on the patch, in cells; angles are taken to the half turn nearest to the centre.
  void locate(double x, double y, double &i, double &j) const;
};

struct PolarPatch {
  Image<float> values;  // 0 where not valid
  Image<std::uint8_t> valid;
};

PolarPatch to_polar(const PolarGrid &grid, const Image<float> &image, const Image<std::uint8_t> &valid);
// field at (i, j) cells, clamped to the patch.
float read_patch(const Image<float> &field, double i, double j);

}  // namespace corkit::inpaint
