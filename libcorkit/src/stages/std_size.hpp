// Embeds a sub-field in its full frame and brings it to the standard size.
//
// Follows   reduce_std_size.pro 1.15 (spec/level1.md section 5)
// Given     image and header of any summing; the header is changed unless savehdr
// Notes     1. Without /NOCAL and /SAVEHDR SolarSoft looks up Sun centre and roll: the caller does, with look_up_sun(), and hands them
// over.
//              CRPIX is that of the embedded frame. Whether SolarSoft's CRPIX of a sub-field counts from the field's corner instead could
//              not be read.
//           2. Q10: SolarSoft compares NAXIS2 with LEBXSUM; mended unless compat_bugs.
//           3. R1COL (R1ROW) below 1: SolarSoft takes P1COL for it but keeps R2COL, which moves the field by 32 pixels. Here P2COL comes
//              with it, or where that is missing too the corner plus the image's own size; unless compat_bugs.
//           4. SolarSoft moves a field summed on the chip by 32 pixels, to the left and down. Within 32 pixels of the left or lower edge it
//              has no place then (SolarSoft stops, or counts its columns from 1): such a field is not moved, unless compat_bugs.
//           5. BIAS is FLOAT. Where SolarSoft is given an integer (BIAS=360) and an integer image, it divides integers.
#pragma once

#include <optional>

#include "calib/store.hpp"
#include "core/image.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/field.hpp"

namespace corkit {

struct SunPosition {
  float x = 0, y = 0;             // 0-based pixels of the full 1024 frame
  std::optional<float> roll_deg;  // empty: no attitude is known
};
// get_sun_center and get_roll, for StdSizeOptions::sun.
SunPosition look_up_sun(const CalibrationStore &store, const LascoHeader &header);

struct StdSizeOptions {
  bool full = false;      // scale to 1024
  bool no_rebin = false;  // keep the embedded frame's size
  bool savehdr = false;   // leave the header alone
  bool nocal = false;     // scale CRPIX instead of looking the Sun centre up
  bool compat_bugs = false;
  std::optional<float> bias;       // /BIAS: subtracted, then divided by the summing; 1 stands for offset_bias(hdr); not with /NOCAL
  std::optional<SunPosition> sun;  // without nocal: CRPIX, CROTA, CROTA1; empty: these stay
  // The frame's binning is the product of the sums of each axis, and the frame keeps it. SolarSoft has 2^(sum-1) for a sum and 512 pixels
  // at the end: the same for sums of 1 and 2.
  bool true_factors = false;
};

// Where a sub-field went.
struct StdSizePlace {
  bool subfield = false;         // false: the image as a whole is the frame
  int column = 0, row = 0;       // of the frame, 0-based, in its own pixels
  Field field;                   // as the header gives it
  int nxfac = 1, nyfac = 1;      // binning of the frame
  bool cut = false;              // the image was larger than 1024 pixels
  bool field_fits_size = false;  // R1COL..R2ROW and the sums are the image's size
};

// Error(CORKIT_ERROR_DIMENSIONS) when the image does not fit the field its header describes, and where
// compat_bugs meets what SolarSoft stops at.
AnyImage reduce_std_size(const AnyImage &image, LascoHeader &header, const StdSizeOptions &options, StdSizePlace *place = nullptr);

}  // namespace corkit
