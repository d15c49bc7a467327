// What context images say an image should look like.
//
// Given     images of the same field, taken before or after, with weights
// Returned  their weighted mean, each scaled to the image, smoothed by a Gaussian of 1.5 px; NaN where none has a value
// Notes     pixels without a value have no part in mean and smoothing (normalised convolution).
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"
#include "fill/membrane.hpp"

namespace corkit {

inline constexpr double kContextSigma = 1.5;  // pixels

Image<double> context_reference(const Image<double> &image, const Image<std::uint8_t> &state, const std::vector<MembraneContext> &context);

// Each context by itself, for fill/carried_context.hpp; of a single one that is `reference`, and nothing is returned.
std::vector<Image<double>> smoothed_contexts(const Image<double> &image, const Image<std::uint8_t> &state,
                                             const std::vector<MembraneContext> &context);

}  // namespace corkit
