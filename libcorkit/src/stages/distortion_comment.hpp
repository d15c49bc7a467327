// reduce_level_1.pro: the COMMENT of a product whose distortion was not corrected.
#pragma once

#include "fits/header.hpp"

namespace corkit {

inline constexpr const char *kNoWarpComment = "/NOWARP applied";

// Whether no COMMENT of a level-1 product says that it is distorted as its camera left it.
bool distortion_is_corrected(const Header &product);

}  // namespace corkit
