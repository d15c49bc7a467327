// Photon noise of an image, measured and added: training also sees images as noisy as those of shorter exposures.
#pragma once

#include <cstdint>

#include "core/image.hpp"
#include "random.hpp"

namespace corkit::inpaint {

// Variance of a pixel over its brightness, in the image's unit, from neighbouring valid pixels (median, so that stars do not count).
// 0 without a pair of positive ones.
double photon_gain(const Image<float> &brightness, const Image<std::uint8_t> &valid);

// Adds normal deviates of variance gain * brightness to the valid pixels; what would not stay positive stays as it was.
void add_photon_noise(Random &random, Image<float> &brightness, const Image<std::uint8_t> &valid, double gain);

}  // namespace corkit::inpaint
