// The flat field of a camera at small scales: how far the response of each pixel is off that of its surroundings.
//
// Given     what the weights of the learned fill know of it (inpaint/src/learn_flat.hpp), 1 on average
// Notes     1. In C2 it is 0.8 % from pixel to pixel, as much as the photons' noise, and 0.15 % of 5 x 5 pixels. Neither SolarSoft's
//              calibration nor corkit's takes it out: it is in every product. A fill that knows of it fills the image without it,
//              and puts it back into what it filled.
//           2. It hardly changes in years (of that of 2013-14, C2 shows 0.90 in 2001 and 0.94 to 0.98 in 2010). How much of it an image
//              shows is measured in the image.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit {

// Where an image lies in the frame: how many pixels of it are one of the image, and where the image begins, in its own pixels.
struct FlatPlace {
  int sum_x = 1, sum_y = 1;
  int x0 = 0, y0 = 0;
};

// The mean response of the pixels of the frame that each pixel of an image of nx x ny sums; empty where the image leaves the frame.
Image<float> flat_of_field(const Image<float> &frame, const FlatPlace &place, int nx, int ny);

// How much of the flat an image shows around its missing pixels, 0 to 1: the slope of its small scales on those of the flat. 0 where it is
// not there beyond doubt.
double flat_share(const Image<double> &image, const Image<std::uint8_t> &state, const Image<float> &flat);

// Of a pixel, with as much of the flat as the image shows.
inline double flat_response(float flat, double share) { return 1 + share * (static_cast<double>(flat) - 1); }

template <class T>
void take_out_flat(Image<T> &image, const Image<float> &flat, double share) {
  for (std::size_t k = 0; k < image.size(); ++k) image[k] = static_cast<T>(static_cast<double>(image[k]) / flat_response(flat[k], share));
}

}  // namespace corkit
