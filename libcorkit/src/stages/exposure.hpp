// Exposure-time factor and bias of one image, from the day's table.
//
// Follows   get_exp_factor.pro 1.20 (07/26/11), read_exp_factor.pro (spec/level1.md 6.1)
// Notes     without a row for the image: factor 1 and bias = offset_bias(/SUM), as SolarSoft does.
#pragma once

#include <string>
#include <vector>

#include "calib/store.hpp"
#include "stages/bias.hpp"

namespace corkit {

struct ExposureFactor {
  int valid = -1;  // 0 found; -1 no file or no row of that day; -2 no row within 100 ms; -3 image later than all rows
  float factor = 1;
  Bias bias;
  std::vector<std::string> history;
};

ExposureFactor get_exp_factor(const CalibrationStore &store, const LascoHeader &header);

}  // namespace corkit
