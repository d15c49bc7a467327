// What context images say an image should look like.
//
// Given     images of the same field, taken before or after, with weights
// Returned  their weighted mean, each scaled to the image, without stars, smoothed by a Gaussian of 1.5 px across and 2.5 px along the
// solar
//           radius; NaN where none has a value, and farther than 96 to 128 pixels from what is missing
// Notes     1. Pixels without a value have no part in mean and smoothing (normalised convolution).
//           2. Stars move by some pixels between two images: a pixel that is off the median of nine around it, three pixels apart, by more
//              than four deviations (of its block of 32 x 32 pixels, 0.5 % at least) takes that median.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"
#include "fill/membrane.hpp"

namespace corkit {

inline constexpr double kContextSigma = 1.5, kContextSigmaAlong = 2.5;  // pixels

struct SunCentre {
  double x = 0, y = 0;  // 0-based pixels
};

Image<double> context_reference(const Image<double> &image, const Image<std::uint8_t> &state, const std::vector<MembraneContext> &context,
                                const SunCentre &sun);

// Each context by itself, for fill/carried_context.hpp; of a single one that is `reference`, and nothing is returned.
std::vector<Image<double>> smoothed_contexts(const Image<double> &image, const Image<std::uint8_t> &state,
                                             const std::vector<MembraneContext> &context, const SunCentre &sun);

}  // namespace corkit
