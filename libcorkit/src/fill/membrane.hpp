// Membrane fill: holes of any shape closed by the smoothest surface that their rim allows.
//
// Given     image in any linear unit; state of its pixels (fill/pixel_state.hpp); where the Sun is, 0-based pixels
// Returned  the image with its holes filled, every other pixel as it was
// Notes     1. Solves div(D grad u) = 0 inside the holes with u = image/reference on their rim. D is 1 across the solar radius and
//              `anisotropy` along it: streamers and plumes are radial. anisotropy = 1 is the plain harmonic membrane.
//           2. reference is the image's own radial mean profile, holes excluded, or, with context images, what these show, carried along
//              with what moves, as far as the cells around the hole bear it out (fill/carried_context.hpp): what changes least in space,
//              or in time, is divided out. What is left after the context has no direction of its own: D is 1 there. Holes too large for
//              that take the contexts' weighted mean, smoothed by a Gaussian of 1.5 px; a hole that is a hole in all context images as well
//              falls back on the profile. Where contexts were carried the membrane is of what the rim says
//              beyond them (fill/carried_rim.hpp).
//           3. The discretisation has no negative weights (fill/anisotropy.hpp): u inside a hole lies between the extremes on its rim.
//           4. A hole without a measured neighbour stays as it is. Where the image ends, or an unusable pixel follows, the membrane's
//              rim is free.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/image.hpp"

namespace corkit {

inline constexpr double kRadialAnisotropy = 16;
inline constexpr double kContextAnisotropy = 1;

struct MembraneContext {
  Image<double> image;                                      // any linear unit: only its shape counts; NaN where it has no value
  double weight = 1;                                        // > 0
  double hours = std::numeric_limits<double>::quiet_NaN();  // after the image; NaN: not known, and it is not carried along
};

struct MembraneOptions {
  double anisotropy = kRadialAnisotropy;  // diffusion along the radius over that across it, 1 ... 1000; by the profile
  double sun_x = 0, sun_y = 0;            // 0-based pixels
  bool normalise = true;                  // false: u = image, whatever the context
  bool carry = true;                      // the contexts along; false: as they are
  std::vector<MembraneContext> context;
};

struct MembraneResult {
  Image<double> image;
  Image<std::uint8_t> filled;  // 1: filled
  std::size_t nfilled = 0;
  std::size_t nunfilled = 0;               // missing pixels without a measured neighbour
  std::size_t ncontext_used = 0;           // filled pixels whose reference was the context
  std::vector<std::uint8_t> context_used;  // of each context: 1 where it has values in a hole that was filled by the contexts
  double moved_pixels = 0;                 // the farthest that it was carried for one of the holes
  Image<float> sigma;                      // expected error of what contexts filled, NaN of other filled pixels, 0 elsewhere; empty
                                           // where no context was carried
  Image<double> reference;                 // of the context, scaled to the image; NaN where there is none; empty without context
};

// Error(CORKIT_ERROR_DIMENSIONS, CORKIT_ERROR_ARGUMENT) for sizes that differ, an anisotropy or a Sun that is no number.
MembraneResult membrane_fill(const Image<double> &image, const Image<std::uint8_t> &state, const MembraneOptions &options);

}  // namespace corkit
