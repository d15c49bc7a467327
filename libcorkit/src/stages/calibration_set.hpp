// The calibration arrays of one camera, cut and averaged to an image's field and summing.
//
// Follows   the loading parts of c2_calibrate.pro 1.14 and c3_calibrate.pro 1.54 (spec/level1.md 8.2-8.4, 9.2-9.4)
// Notes     1. Arrays are averaged to the image's own size. SolarSoft halves once for chip and once for LEB summing, whatever the factor
// (Q9);
//              the two agree for 2 x 2, the only summing in use. compat_bugs keeps the halving and refuses an image it does not fit.
//              A model of half size without sums gets averaged arrays too; SolarSoft takes the first pixels of the large ones.
//           2. The C3 vignetting file follows the date of every image (SolarSoft's cache does not, Q8).
//           3. A field is the frame where R1COL, R1ROW, R2COL, R2ROW are 20, 1, 1043, 1024, or R2COL is 0 (for C2 too, unlike
//              SolarSoft). Else the arrays are cut to it; an Error where that leaves the frame.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "calib/store.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

using SharedImage = std::shared_ptr<const Image<float>>;

struct C2Calibration {
  SharedImage vignetting;  // inverse, 0..100
  std::string vignetting_name, vignetting_date;
  std::vector<std::string> warnings;  // of reading the files
};

struct C3Calibration {
  SharedImage vignetting;  // inverse
  SharedImage ramp;        // MSB
  SharedImage background;  // DN/s, 0.8 of the monthly model
  SharedImage mask;        // 0 or 1
  std::string vignetting_name, vignetting_date, ramp_name, ramp_date, mask_name, mask_date;
  std::vector<std::string> warnings;  // of reading the files
};

// Everything of an image that decides its calibration arrays; equal keys have equal arrays.
struct CalibrationKey {
  int nx = 0, ny = 0;
  int r1col = 0, r1row = 0, r2col = 0, r2row = 0;
  bool chip_summed = false, leb_summed = false;
  bool rebinned = false;           // a model of half size without sums
  bool post_interruption = false;  // C3, MJD of DATE-OBS >= 51000
  bool compat_bugs = false;
  friend auto operator<=>(const CalibrationKey &, const CalibrationKey &) = default;
};
CalibrationKey calibration_key(const LascoHeader &header, int nx, int ny, bool compat_bugs);

C2Calibration load_c2_calibration(const CalibrationStore &store, const CalibrationKey &key);
C3Calibration load_c3_calibration(const CalibrationStore &store, const CalibrationKey &key);

// "Values corrected for onchip summing." or "... LEB summing."; "" for unsummed images.
std::string summing_message(const LascoHeader &header);

}  // namespace corkit
