// Fills an image's missing pixels with the corrected first guess.
//
// Notes     1. Missing pixels are grouped into holes; a hole larger than a tile is covered by overlapping tiles whose answers are blended,
//              so that memory and time grow with the missing area and no patch is larger than about 200 cells.
//           2. One thread, whatever the number of cores: the same input gives the same bits.
#pragma once

#include "model_file.hpp"
#include "network_input.hpp"

namespace corkit::inpaint {

struct Filled {
  Image<float> image, sigma;      // where filled
  Image<std::uint8_t> filled;     // 1
  Image<float> guess;             // the image with its first guess, kriged where the holes allow it (kriging.hpp)
  Image<float> at_rest, carried;  // with context: two of the candidates of the guess
  bool network = false;           // one had a part in it
};

// The context network is used where the scene has a reference and the model such a network.
Filled fill_image(const Model &model, Scene scene);

}  // namespace corkit::inpaint
