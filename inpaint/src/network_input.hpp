// What the network of recipe product sees of a hole, and how its answer becomes brightness.
//
// Notes     1. Brightness is brought onto a polar patch, divided by the radial mean profile of the image (holes left out), and shifted
//              and scaled by mean and standard deviation of the measured cells: x = (I / P - m) / s. This is linear, hence monotone and
//              inverted exactly: I = P (m + s x). No level is lost, whatever the brightness or its unit.
//           2. Noise is measured on the patch itself, from neighbouring cells.
#pragma once

#include <string>
#include <vector>

#include "fill/pixel_state.hpp"
#include "fill/radial_profile.hpp"
#include "polar_patch.hpp"

namespace corkit::inpaint {

struct SceneContext {
  Image<double> image;  // NaN where it has no value; may be empty when it is the only one: it is the reference then
  double hours = 0;     // after the image
};

// An image in which pixels are missing, prepared once for all its holes. Any linear unit.
struct Scene {
  double sun_x = 0, sun_y = 0, rsun = 0;  // pixels
  Image<float> image;                     // where measured
  Image<std::uint8_t> measured;           // 1
  Image<float> guess;                     // image, with the first guess at missing pixels
  Image<std::uint8_t> known;              // 1: measured, or missing with a guess
  Image<float> reference;                 // of the context images, scaled to the image; empty without context
  Image<std::uint8_t> reference_valid;
  std::vector<SceneContext> contexts;  // carried along for the guess; none: the guess takes the reference as it is
  bool keep_candidates = false;        // alone, at_rest and carried are made
  // With context, at missing pixels: what the candidates of fill/carried_context.hpp say, and the expected error of the guess, noise
  // not counted.
  Image<float> alone, at_rest, carried, expected;
};

// state: corkit_inpaint_request's. guess and reference hold NaN where they have no value; reference may be empty.
Scene make_scene(const Image<float> &image, const Image<std::uint8_t> &state, const Image<float> &guess, const Image<float> &reference,
                 double sun_x, double sun_y, double rsun);

// The profile of the measured pixels between two radii, pixels.
RadialProfile profile_of(const Scene &scene, double r_first, double r_last);

// Planes of the network, n x n each.
struct NetworkInput {
  PolarGrid grid;
  double mean = 0, scale = 1;   // m, s of note 1
  double noise = 0;             // standard deviation of one cell of I / P
  std::vector<double> profile;  // P of each row
  Image<float> data;            // x where measured
  Image<std::uint8_t> data_mask;
  std::vector<Image<float>> guides;  // see guide_names()
};

// Names of the guide planes in their order; stored with the weights so that weights meet the inputs they were made for.
std::vector<std::string> guide_names(bool with_context);
inline constexpr std::size_t kGuessPlane = 0, kHolePlane = 1;
inline constexpr std::size_t kExpectedPlane = 9;  // with context

NetworkInput network_input(const Scene &scene, const RadialProfile &profile, const PolarGrid &grid, bool with_context);

// A patch for pixels x0 ... x1, y0 ... y1 with a margin of `margin` cells; a multiple of `multiple` cells a side.
PolarGrid grid_around(double x0, double y0, double x1, double y1, double sun_x, double sun_y, double cell, int margin, int multiple);

}  // namespace corkit::inpaint
