// Histogram equalisation, the normalisation of recipe paper.
//
// Given     valid pixels of an image
// Returned  values in [0, 1]: the fraction of valid pixels that are darker (ties count half)
// Notes     1. Monotone and invertible between the pixel values that occur; equal pixels get equal values.
//           2. Outside the values that occur it saturates, and where the histogram is thin a small error of the network becomes a
//              large one in brightness: recipe product does not use it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit::inpaint {

class Equalisation {
 public:
  // valid: 1 pixel counts; NaN never does. Error(CORKIT_ERROR_ZERO_IMAGE) when no pixel counts.
  Equalisation(const Image<float> &image, const Image<std::uint8_t> &valid);

  float forward(float brightness) const;
  float inverse(float level) const;

 private:
  std::vector<float> brightness_;  // values that occur, rising
  std::vector<float> level_;       // theirs, rising
};

// Bilinear, pixel centres at half-integers: the paper's recipe works on 1024 x 1024 images.
Image<float> resized(const Image<float> &image, int nx, int ny);

}  // namespace corkit::inpaint
