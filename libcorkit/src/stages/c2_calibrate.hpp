// C2: DN to mean solar brightness.
//
// Follows   c2_calibrate.pro 1.14 (07/14/16) (spec/level1.md section 8)
// Given     image   DN, bias included [any type]; header of the image; the day's exposure factor and bias; calibration arrays
// Returned  ((img-bias)*calfac/exptime)*vig, FLOAT; DOUBLE for DOUBLE input or /NO_CALFAC
// Notes     1. PB-type products (POLAR PB TI UP JY JZ Qs Us Qt Jr Jt) have no bias: img/exptime*calfac*vig.
//           2. There is no branch for monthly images (Q6, kept): the bias is subtracted from them too.
#pragma once

#include "lasco/lasco_header.hpp"
#include "stages/calibrate.hpp"
#include "stages/calibration_set.hpp"
#include "stages/exposure.hpp"

namespace corkit {

struct C2CalibrateOptions {
  bool no_calfac = false;
  bool no_update = false;  // neither HISTORY lines of its own nor EXPTIME
};

Calibrated c2_calibrate(const AnyImage &image, const LascoHeader &header, const ExposureFactor &exposure, const C2Calibration &calibration,
                        const C2CalibrateOptions &options);

}  // namespace corkit
