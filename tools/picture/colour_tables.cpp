#include "picture/colour_tables.hpp"

#include <algorithm>

namespace corkit::picture {
namespace {

// A channel: 0 up to step dark, 255 from step bright on, a straight line between.
struct Ramp {
  double dark, bright;
  Colour at(int step) const { return static_cast<Colour>(255 * std::clamp((step - dark) / (bright - dark), 0.0, 1.0) + 1e-9); }
};

struct Ramps {
  Ramp red, green, blue;
};

// The corners of IDL's tables 3 ("red temperature") and 1 ("blue/white"), which SolarSoft's users load for C2 and C3; within one step of
// what LOADCT makes.
Ramps ramps_of(Palette palette) {
  switch (palette) {
    case Palette::c2:
      return {{0, 176}, {120, 255}, {190, 255}};
    case Palette::c3:
      return {{191.8, 255}, {95.5, 255}, {0, 188}};
    default:
      return {{0, 255}, {0, 255}, {0, 255}};
  }
}

}  // namespace

ColourTable colour_table(Palette palette) {
  const Ramps ramps = ramps_of(palette);
  ColourTable table{};
  for (int step = 0; step < 256; ++step)
    table[static_cast<std::size_t>(step)] = ramps.red.at(step) << 16 | ramps.green.at(step) << 8 | ramps.blue.at(step);
  return table;
}

Palette palette_of(const std::string &detector) {
  if (detector == "C2") return Palette::c2;
  return detector == "C3" ? Palette::c3 : Palette::grey;
}

}  // namespace corkit::picture
