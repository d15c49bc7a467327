// LASCO's customary colours: 256 steps from dark to bright.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace corkit::picture {

// 0x00RRGGBB.
using Colour = std::uint32_t;
using ColourTable = std::array<Colour, 256>;

enum class Palette { grey, c2, c3 };

// grey; c2: black, red, orange, yellow, white (IDL's table 3); c3: black, blue, white (IDL's table 1).
ColourTable colour_table(Palette palette);
// The one customary for a camera; grey for one that has none.
Palette palette_of(const std::string &detector);

}  // namespace corkit::picture
