// The camera's flat field as a product shows it: binned as the image is, and carried through distortion and rotation with it.
#pragma once

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "stages/rectify.hpp"
#include "stages/warp.hpp"

namespace corkit {

// frame: of the full frame of level 0.5 (fill/flat_field.hpp); empty: the result is empty. map: null where the product is not warped.
// nx, ny: the product's size, a full frame. 1 where nothing is known.
Image<float> carried_flat(const Image<float> &frame, const WarpMap *map, const Rectification &rectification, int nx, int ny, Oracle oracle);

}  // namespace corkit
