// The normalising radial filter: faint structures far out become as visible as bright ones close in.
//
// Follows   Morgan, Habbal and Woo, Solar Physics 236, 263 (2006): at each distance from the Sun's centre the mean is subtracted, and what
//           is left divided by the standard deviation
// Notes     1. Rings are one pixel wide; between their middles mean and deviation are interpolated.
//           2. Mean and deviation are those of values within three deviations of the ring's median, so that a star or a comet does not
//              darken its ring.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::picture {

// NaN stays NaN, and is not used. sun_x, sun_y: 0-based pixels. untrue: not 0 where a value is not that of the sky, which is normalised,
// but not used; empty: nowhere.
Image<float> normalised_radially(const Image<float> &image, double sun_x, double sun_y, const Image<std::uint8_t> &untrue = {});

}  // namespace corkit::picture
