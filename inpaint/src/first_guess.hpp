// The fills that the network starts from and is measured against.
#pragma once

#include <cstdint>

#include "core/image.hpp"
#include "library.hpp"
#include "network_input.hpp"
#include "source_image.hpp"

namespace corkit::inpaint {

enum class Membrane { isotropic, radial };

struct Guess {
  Image<float> image;      // missing pixels filled; NaN where the membrane could not reach
  Image<float> reference;  // of the context; empty without one
  Image<float> sigma;      // expected error; empty without a context that was carried
};

// Pixel states (fill/pixel_state.hpp): 1 in lost is missing, else as image.valid says.
Image<std::uint8_t> states(const SourceImage &image, const Image<std::uint8_t> &lost);

// A context image as scenes take it.
SceneContext scene_context(const SourceImage &image, const SourceImage &context);

// libcorkit's membrane. context: an image near in time of the same camera, filter, polariser and size, or null.
// carry: the context along with what moves.
Guess membrane(const SourceImage &image, const Image<std::uint8_t> &state, Membrane kind, const SourceImage *context, bool carry = true);

// SolarSoft's fuzzy_image, by libcorkit.
Image<float> fuzzy(corkit_context *ctx, const SourceImage &image, const Image<std::uint8_t> &lost);

}  // namespace corkit::inpaint
