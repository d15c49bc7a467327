#include "first_guess.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "fill/membrane.hpp"
#include "fill/pixel_state.hpp"

namespace corkit::inpaint {

Image<std::uint8_t> states(const SourceImage &image, const Image<std::uint8_t> &lost) {
  Image<std::uint8_t> state(image.valid.nx(), image.valid.ny());
  for (std::size_t k = 0; k < state.size(); ++k) state[k] = lost[k] != 0 ? kMissing : image.valid[k] != 0 ? kMeasured : kUnusable;
  return state;
}

SceneContext scene_context(const SourceImage &image, const SourceImage &context) {
  SceneContext other{convert<double>(context.brightness), (context.minutes - image.minutes) / 60};
  for (std::size_t k = 0; k < other.image.size(); ++k)
    if (context.valid[k] == 0) other.image[k] = std::numeric_limits<double>::quiet_NaN();
  return other;
}

Guess membrane(const SourceImage &image, const Image<std::uint8_t> &state, Membrane kind, const SourceImage *context, bool carry) {
  MembraneOptions options;
  options.anisotropy = kind == Membrane::radial ? kRadialAnisotropy : 1;
  options.normalise = kind == Membrane::radial;
  options.carry = carry;
  options.sun_x = image.sun_x;
  options.sun_y = image.sun_y;
  if (context != nullptr) {
    options.normalise = true;
    SceneContext other = scene_context(image, *context);
    options.context.push_back({std::move(other.image), 1, other.hours});
  }
  MembraneResult filled = membrane_fill(convert<double>(image.brightness), state, options);
  Guess guess{convert<float>(filled.image), convert<float>(filled.reference), std::move(filled.sigma)};
  for (std::size_t k = 0; k < state.size(); ++k)
    if (state[k] == kMissing && filled.filled[k] == 0) guess.image[k] = std::numeric_limits<float>::quiet_NaN();
  return guess;
}

Image<float> fuzzy(corkit_context *ctx, const SourceImage &image, const Image<std::uint8_t> &lost) {
  Image<float> input = image.brightness;
  for (std::size_t k = 0; k < input.size(); ++k) {
    // Zero marks a lost block; what the camera masks is not to be filled.
    if (image.valid[k] == 0) input[k] = std::max(input[k], 1.0F);
    if (lost[k] != 0) input[k] = 0;
  }
  const corkit_array array{input.data(), CORKIT_FLOAT32, input.nx(), input.ny()};
  corkit_array *out = nullptr;
  check(corkit_fuzzy_image(ctx, &array, image.header.get(), CORKIT_ORACLE_IDL, &out, nullptr));
  const ArrayHandle filled(out);
  const auto *pixels = static_cast<const float *>(filled->data);
  std::copy_n(pixels, input.size(), input.begin());
  return input;
}

}  // namespace corkit::inpaint
