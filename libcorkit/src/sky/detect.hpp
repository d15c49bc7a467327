// Points of light in an image.
//
// Given     pixels [any unit]; which of them count; what a star looks like
// Returned  position by a Gaussian-weighted centroid [0-based pixels], peak, sum of 3 x 3 and noise [unit of the image above the smooth
//           background]
// Notes     1. A point is a local maximum of the image minus its running median: its 3 x 3 sum is above 5 times the noise of such sums
//              there and its peak above twice the noise of a pixel. The noise of pixels is measured in blocks of 16 x 16.
//           2. The noise of sums is three times that of a pixel where pixels are independent. Interpolation (products: 1.3 times that)
//              and lossy compression spread noise over neighbours: it is measured, too. Lossy compression hides noise, since what is
//              below its step becomes flat; a star errs by the step all the same: least_noise. In C2 sums hold coronal structure as
//              well; there stars are told from it by their magnitudes, and the noise of pixels decides.
//           3. Cosmic rays are sharper than stars: peak / sum has an upper limit.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image.hpp"

namespace corkit::sky {

struct Detection {
  double x = 0, y = 0;
  double peak = 0, sum = 0, noise = 0;
  double error_px = 0;  // of x and of y, what the noise makes of it
};

struct PointShape {
  double least_sharpness = 0, most_sharpness = 1;  // peak / sum of 3 x 3
  double least_noise = 0;                          // what lossy compression adds at least, unit of the image
  bool noise_of_pixels = false;                    // a sum's noise is taken for three times a pixel's, see note 2
};

struct Points {
  std::vector<Detection> found;  // brightest first
  Image<float> residual;         // image minus background
  Image<float> noise;            // of a pixel, in the middle of blocks of kNoiseBlock pixels; so are the next two
  Image<float> grain;            // a third of the noise of 3 x 3 sums
  Image<float> needed;           // the least 3 x 3 sum of a point
  double coarseness = 1;         // noise of a 3 x 3 sum in units of three times a pixel's, which is that of independent pixels
};

inline constexpr int kNoiseBlock = 16;
inline constexpr double kLeastSignificance = 5;  // of the 3 x 3 sum
inline constexpr double kLeastPeak = 2;

// excluded: not 0 where nothing is looked for (masked, lost, saturated). Pixels that are no numbers have to be excluded.
Points find_points(const Image<float> &image, const Image<std::uint8_t> &excluded, const PointShape &shape);

// Bilinear between the blocks' centres.
double noise_at(const Image<float> &of_blocks, double x, double y);

// What holds no light of the sky: pixels that are 0 or no number, or equal to their neighbours in a square of 4 x 4 (masked blocks of a
// product, saturation), and pixels within three of those.
Image<std::uint8_t> dead_pixels(const Image<float> &image);

}  // namespace corkit::sky
