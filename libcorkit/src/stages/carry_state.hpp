// Which pixels of the product are to be filled, and which of the others may be looked at: carried through distortion, mask and rotation
// as the image is.
//
// Notes     1. Lost pixels come from the telemetry: zero pixels of blocks that the instrument does send (stages/lost_pixels.hpp), inside
//              the field that was read out. In images without bias (models, pB), where zero is a brightness, only blocks that are zero
//              throughout count.
//           2. A pixel that depends on a lost one is lost; one that depends on what was not sent, lies outside the field or under the
//              occulter mask is unusable.
#pragma once

#include <cstdint>

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "stages/rectify.hpp"
#include "stages/warp.hpp"

namespace corkit {

class PixelStates {
 public:
  // raw: full frame; outside_field: 1 outside a sub-field, empty for the full field.
  PixelStates(const AnyImage &raw, const Image<std::uint8_t> &lost, const Image<std::uint8_t> &outside_field, bool bias_free);

  void warp(const WarpMap &map);
  // For an image that is not warped but whose block mask is (C2 with /NOWARP).
  void add_warped(const WarpMap &map);
  // C3: occulter and pylon, 0 or 1.
  void mask(const Image<float> &mask);
  void rectify(const Rectification &plan, Oracle oracle);

  // States of fill/pixel_state.hpp. Exact zeros of the image were masked, or come from outside the frame: unusable.
  Image<std::uint8_t> product_state(const RealImage &image) const;

 private:
  Image<std::uint8_t> missing_, unsent_, masked_;
};

// 1 where the image is 0, else 0.
Image<std::uint8_t> inverted(const AnyImage &image);

}  // namespace corkit
