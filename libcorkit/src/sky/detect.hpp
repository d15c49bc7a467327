// Points of light in an image.
//
// Given     pixels [any unit]; which of them count; what a star looks like
// Returned  position by a Gaussian-weighted centroid [0-based pixels], peak, sum of 3 x 3 and noise [unit of the image above the smooth
//           background]
// Notes     1. A point is a local maximum of the image minus its running median: its 3 x 3 sum is above 15 times the noise of a pixel there
//              and its peak above twice the noise. The noise is measured in blocks of 16 x 16.
//           2. Cosmic rays are sharper than stars: peak / sum has an upper limit.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit::sky {

struct Detection {
  double x = 0, y = 0;
  double peak = 0, sum = 0, noise = 0;
};

struct PointShape {
  double least_sharpness = 0, most_sharpness = 1;  // peak / sum of 3 x 3
};

struct Points {
  std::vector<Detection> found;  // brightest first
  Image<float> residual;         // image minus background
  Image<float> noise;            // of a pixel, in the middle of blocks of kNoiseBlock pixels
};

inline constexpr int kNoiseBlock = 16;
inline constexpr double kLeastSignificance = 5;  // of the 3 x 3 sum, whose noise is three times a pixel's
inline constexpr double kLeastPeak = 2;

// excluded: not 0 where nothing is looked for (masked, lost, saturated). Pixels that are no numbers have to be excluded.
Points find_points(const Image<float> &image, const Image<std::uint8_t> &excluded, const PointShape &shape);

// Bilinear between the blocks' centres.
double noise_at(const Image<float> &noise, double x, double y);

// What holds no light of the sky: pixels that are 0 or no number, or equal to their neighbours in a square of 4 x 4 (masked blocks of a
// product, saturation), and pixels within three of those.
Image<std::uint8_t> dead_pixels(const Image<float> &image);

}  // namespace corkit::sky
