// C3: DN to mean solar brightness.
//
// Follows   c3_calibrate.pro 1.54 (07/14/16) (spec/level1.md section 9)
// Given     image   DN, bias included [any type]; header of the image; the day's exposure factor and bias; calibration arrays
// Returned  (img-bias)/exptime*vig*calfac - ramp, FLOAT; DOUBLE for DOUBLE input, /NO_VIG or /NO_CALFAC
// Notes     1. Zero pixels of Clear images are replaced by the background model plus the filled excess when there are more than 1000 of
// them.
//              That includes blocks masked on board; mask and vignetting hide them later.
//           2. Q7: the HISTORY line that names the fuzzy fill never reaches SolarSoft's header. It does here, unless compat_bugs.
#pragma once

#include <functional>

#include "fill/fuzzy_image.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/calibrate.hpp"
#include "stages/calibration_set.hpp"
#include "stages/exposure.hpp"

namespace corkit {

enum class LostPixels {
  keep,   // c3_calibrate without /FUZZY
  fuzzy,  // fuzzy_image
  none    // background model only; the caller masks them
};

struct C3CalibrateOptions {
  bool no_calfac = false;
  bool no_vig = false;
  bool no_mask = true;     // reduce_level_1 masks after the warp
  bool no_update = false;  // neither HISTORY lines of its own nor EXPTIME; the fill's lines stay
  LostPixels lost = LostPixels::keep;
  FuzzyOptions fuzzy;
};

struct C3Calibrated : Calibrated {
  int mask_blocks = 0;    // fuzzy_image's TOO_MANY
  int filled_blocks = 0;  // blocks that fuzzy_image filled
};

C3Calibrated c3_calibrate(const AnyImage &image, const LascoHeader &header, const ExposureFactor &exposure,
                          const C3Calibration &calibration, const C3CalibrateOptions &options);

}  // namespace corkit
