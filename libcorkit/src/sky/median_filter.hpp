// The smooth part of an image: a running median of 9 x 9 pixels.
//
// Notes     Pixel values are counted in a histogram that slides along the row. Integers up to 65535 apart are taken as they are; others in
//           65536 steps between the smallest and the largest value that more than a thousandth of the pixels lie beyond.
#pragma once

#include "core/image.hpp"

namespace corkit::sky {

// Outside the image the pixel at its edge counts. Every pixel is a number.
Image<float> median_9x9(const Image<float> &image);

}  // namespace corkit::sky
