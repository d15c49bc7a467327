// fuzzy_image: SolarSoft's fuzzy-logic fill of lost blocks; the chain uses it for C3 Clear.
//
// Follows   fuzzy_image.pro 1.7 and fuzzy/*.pro (spec/level1.md 10.5, 20.7)
// Given     image: background-subtracted DN/s, >= 0; header: camera and geometry
// Returned  image with lost blocks filled, and TOO_MANY
#pragma once

#include <functional>

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

// COMMENT of a C3 product whose lost blocks are masked and not filled.
inline constexpr const char *kLostBlocksMaskedComment = " Missing blocks masked if GT 16 in a zone OR occurs on an edge.";

struct FuzzyOptions {
  Oracle oracle = Oracle::idl;
  bool compat_bugs = false;  // Q13 (wrong block at the left and bottom edge), Q14 (tmask of summed images)
};

struct FuzzyResult {
  Image<float> image;
  int too_many = 0;           // TOO_MANY / mask_blocks
  Image<std::int16_t> zones;  // zone map in blocks: -1 not missing, else zone number
  bool gave_up = false;       // a zone of more than 100 blocks: the input is returned unchanged
};

FuzzyResult fuzzy_image(Image<float> image, const LascoHeader &header, const FuzzyOptions &options);

}  // namespace corkit
