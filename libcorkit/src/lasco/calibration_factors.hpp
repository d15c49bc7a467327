// Photometric factors of the filters and polarisers, in units of 1e-10 MSB/(DN pixel^-1 s^-1).
//
// Source    c2_calfactor.pro 1.9 (03/22/07), c3_calfactor.pro 1.17 (11/06/12) (spec/level1.md section 7)
#pragma once

#include <array>
#include <string_view>

namespace corkit::lasco {

inline constexpr float kPolarizerTransmission = 0.25256F;
inline constexpr float kFactorUnit = 1.e-10F;

// factor = slope * (mjd - origin) + constant; slope 0 for filters that did not age.
struct FilterFactor {
  std::string_view filter;  // upper case, no blanks
  float slope;
  int origin;
  float constant;
  float polar_0deg;  // C3: relative to +60 degrees
  float polar_minus_60deg;
};

inline constexpr std::array kFactorC2{
    FilterFactor{"ORANGE", 4.60403e-07F, 0, 0.0374116F, 1, 1},
    FilterFactor{"BLUE", 0, 0, 0.1033F, 1, 1},
    FilterFactor{"DEEPRD", 0, 0, 0.1033F, 1, 1},
    FilterFactor{"HALPHA", 0, 0, 0.01055F, 1, 1},
    FilterFactor{"LENS", 0, 0, 0.01055F, 1, 1},
};

inline constexpr std::array kFactorC3{
    FilterFactor{"ORANGE", 0, 0, 0.0297F, 0.9648F, 1.0798F},
    FilterFactor{"BLUE", 0, 0, 0.0975F, 0.9734F, 1.0613F},
    FilterFactor{"CLEAR", 7.43e-8F, 50000, 5.96e-3F, 0.9832F, 1.0235F},
    FilterFactor{"DEEPRD", 0, 0, 0.0259F, 0.9983F, 1.0300F},
    FilterFactor{"IR", 0, 0, 0.0887F, 0.9833F, 1.0288F},
};

inline constexpr float kClearHAlpha = 1.541F;  // C3 Clear with the H-alpha polariser position

}  // namespace corkit::lasco
