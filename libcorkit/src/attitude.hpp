// Time, Sun centre and roll of an image, and where they come from: pointing tables, stars in the image, or interim values.
//
// Follows   reduce_level_1.pro 1.68, adjust_hdr_tcr.pro 1.13 (spec/level1.md section 13), for Pointing::tables
// Returned  Sun centre in 0-based pixels of the full frame as stored, roll in degrees
// Notes     1. Stars give the roll. The Sun's pixel they give with an ephemeris of SOHO only, whose halo orbit shifts the Sun by up to 930
//              arc seconds; without one it is that of the tables, or interim.
//           2. Stars are looked for in the level-0.5 image, at its corrected time.
//           3. Where they give no solution the tables or interim values are used, with a warning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "level1.hpp"
#include "sky/solve.hpp"
#include "stages/product_header.hpp"

namespace corkit {

struct Attitude {
  PointingCards cards;
  float sun_x = 0, sun_y = 0, roll_deg = 0;
  std::vector<std::string> history, comments, warnings;
};

// The stars of an image as it came, where options ask for them; empty where they do not.
std::optional<sky::Solution> look_at_stars(const Level1Context &context, const AnyImage &image, const Header &cards,
                                           const LascoHeader &header, const Level1Options &options);

// header: with the frame's field and the settled time. cards: the level-0.5 header.
Attitude find_attitude(const Level1Context &context, const LascoHeader &header, const Header &cards, const Level1Options &options,
                       const std::optional<sky::Solution> &stars);

}  // namespace corkit
