// How well a hole was filled.
//
// Given     truth and fill, pixels of the hole (1 in hole)
// Returned  errors relative to the truth's mean in the hole
// Notes     1. raw: RMS of fill - truth. smoothed: the residual is first averaged over those of the 5x5 pixels around each pixel that
//              lie in the hole, which suppresses the photon noise of the truth.
//           2. PSNR: 20 log10(range of the truth in the hole / RMS). SSIM: Wang et al. 2004 with an 8x8 uniform window over windows
//              wholly in the hole, dynamic range that of the truth in the hole.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::inpaint {

struct HoleScore {
  double raw = 0;         // relative RMSE
  double smoothed = 0;    // relative RMSE of the smoothed residual
  double floor = 0;       // smoothed of a perfect fill: the photon noise of the truth
  double mean_error = 0;  // |mean of fill - truth| / mean of truth
  double psnr = 0;        // dB
  double ssim = 0;
  double covered = -1;  // fraction of pixels with |fill - truth| <= sigma; -1 without sigma, or where one of them is none
};

// All images of one size; sigma may be empty. Error(CORKIT_ERROR_INTERNAL) for an empty hole.
HoleScore score_hole(const Image<float> &truth, const Image<float> &fill, const Image<std::uint8_t> &hole, const Image<float> &sigma);

}  // namespace corkit::inpaint
