// Embeds a sub-field in its full frame and brings it to the standard size.
//
// Follows   reduce_std_size.pro 1.15 (spec/level1.md section 5)
// Given     image and header of any summing; the header is changed unless savehdr
// Notes     1. Without /NOCAL and /SAVEHDR SolarSoft also looks up Sun centre and roll: set_sun_center() does that, with the calibration
// store.
//           2. Q10: SolarSoft compares NAXIS2 with LEBXSUM; mended unless compat_bugs.
#pragma once

#include <optional>

#include "calib/store.hpp"
#include "core/image.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

struct StdSizeOptions {
  bool full = false;      // scale to 1024
  bool no_rebin = false;  // keep the embedded frame's size
  bool savehdr = false;   // leave the header alone
  bool nocal = false;     // scale CRPIX instead of looking the Sun centre up
  bool compat_bugs = false;
  std::optional<float> bias;  // /BIAS: subtracted, then divided by the summing; 1 stands for offset_bias(hdr); not with /NOCAL
};

// Error(CORKIT_ERROR_DIMENSIONS) when the image does not fit the field its header describes.
AnyImage reduce_std_size(const AnyImage &image, LascoHeader &header, const StdSizeOptions &options);

// CRPIX, CROTA and CROTA1 of a header that reduce_std_size brought to scale_to pixels, from get_sun_center and get_roll.
void set_sun_center(const CalibrationStore &store, LascoHeader &header, int scale_to);

}  // namespace corkit
