// Photometric calibration factor of an image.
//
// Follows   c2_calfactor.pro 1.9 (03/22/07), c3_calfactor.pro 1.17 (11/06/12) (spec/level1.md section 7)
// Returned  MSB/(DN pixel^-1 s^-1) [FLOAT]
#pragma once

#include <string>

#include "lasco/lasco_header.hpp"

namespace corkit {

struct Summing {
  int sumcol = 0, sumrow = 0, lebxsum = 0, lebysum = 0;
};

// filter and polar as in the header (blanks and case do not matter); mjd of the DATE-OBS day. An unknown filter gives 0, as in
// SolarSoft. nosum: /NOSUM, not divided by the summing.
float c2_calfactor(const std::string &filter, const std::string &polar, int mjd, const Summing &summing, bool nosum);
float c3_calfactor(const std::string &filter, const std::string &polar, int mjd, const Summing &summing, bool nosum);

float c2_calfactor(const LascoHeader &header, bool nosum);
float c3_calfactor(const LascoHeader &header, bool nosum);
std::string c2_calfactor_history(float factor);
std::string c3_calfactor_history(float factor);

}  // namespace corkit
