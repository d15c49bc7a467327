// Geometric distortion: which input pixel each output pixel comes from, and the resampling.
//
// Follows   c2_warp.pro 1.6, c3_warp.pro 1.9, warp_tri.pro, distortion_coeffs.pro 1.4 (spec/level1.md sections 11 and 20.4)
// Notes     1. C3 control points are FLOAT (idl/float_functions.hpp); C2 (centre from occulter_center.dat) DOUBLE from x-xc on, with the C
//              library's functions.
//           2. The map is linear on the Delaunay triangles of a 33 x 33 grid, where each cell's diagonal is a tie that the oracle's rule
//              decides: 566 of 1024 differ. Sampling moves by up to 0.022 px (C2), 0.038 px (C3; 0.054 px in the corner cells).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/image.hpp"
#include "core/instruction_set.hpp"
#include "core/oracle.hpp"
#include "idl/trigrid.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/pointing.hpp"
#include "stages/sky_geometry.hpp"

namespace corkit {

// Input coordinates of every output pixel, 0-based.
class WarpMap {
 public:
  // Planes between control points, of which a row is computed when it is needed: faster than fetching it from memory.
  WarpMap(idl::MapRows x, idl::MapRows y) : planes_{{std::move(x), std::move(y)}} {}
  // Pixel by pixel.
  WarpMap(Image<float> x, Image<float> y) : x_(std::move(x)), y_(std::move(y)) {}

  int nx() const { return planes_ ? planes_->x.nx() : x_.nx(); }
  int ny() const { return planes_ ? planes_->x.ny() : x_.ny(); }

  // Calls f(row, x, y) for each row from the first on; where wanted is given, only for rows with wanted(y).
  template <class F>
  void for_each_row(F &&f) const {
    for_each_row([](const float *) { return true; }, f);
  }
  template <class Wanted, class F>
  void for_each_row(Wanted &&wanted, F &&f) const {
    const InstructionSet set = best_instruction_set();
    std::vector<float> x(static_cast<std::size_t>(nx())), y(x);
    for (int row = 0; row < ny(); ++row) {
      if (!planes_) {
        if (wanted(y_.row(row))) f(row, x_.row(row), y_.row(row));
        continue;
      }
      planes_->y.row(row, y.data(), set);
      if (!wanted(static_cast<const float *>(y.data()))) continue;
      planes_->x.row(row, x.data(), set);
      f(row, static_cast<const float *>(x.data()), static_cast<const float *>(y.data()));
    }
  }

 private:
  struct Planes {
    idl::MapRows x, y;
  };
  std::optional<Planes> planes_;
  Image<float> x_, y_;
};

// Everything that decides a warp map; equal keys have equal maps.
struct WarpKey {
  Detector detector = Detector::C2;
  int nx = 0, ny = 0;
  int sumx = 1, sumy = 1;
  float plate_scale = 0;              // arcsec/pixel of the image
  double center_x = 0, center_y = 0;  // unbinned, 0-based
  bool center_is_float = true;
  Oracle oracle = Oracle::idl;
  Geometry geometry = Geometry::solarsoft;
  friend auto operator<=>(const WarpKey &, const WarpKey &) = default;
};
WarpKey warp_key(const LascoHeader &header, const Center &center, int nx, int ny, Oracle oracle);
// Of Geometry::sky, which has a centre of its own and no oracle.
WarpKey sky_warp_key(const LascoHeader &header, int nx, int ny);

WarpMap warp_map(const WarpKey &key);
WarpMap sky_warp_map(const WarpKey &key);

// INTERPOLATE: the image's type is kept, coordinates outside take the edge pixel.
template <class T>
Image<T> warp(const Image<T> &image, const WarpMap &map);

// The image as DOUBLE times the warped mask, where mask stands for warp(convert<double>(mask)).
template <class T>
Image<double> times_warped(const Image<T> &image, const Image<std::uint8_t> &mask, const WarpMap &map);

// Which pixels of warp()'s result depend on a non-zero pixel of mask.
Image<std::uint8_t> warp_touched(const Image<std::uint8_t> &mask, const WarpMap &map);

// distortion_coeffs.pro: HISTORY line after the warp (its name stands there, not c2_warp's: kept).
inline constexpr const char *kWarpHistory = " distortion_coeffs.pro 1.4 09/13/10";

// c2_distortion, c3_distortion: r_pixels from the occulter's centre, UNDISTORTED and unbinned (of the warped image) -> scale times the
// distance in the level-0.5 image.
double distortion_arcsec(Detector detector, double r_pixels, double scale_arcsec);

}  // namespace corkit
