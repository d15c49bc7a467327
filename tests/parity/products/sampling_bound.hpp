// How far a product may differ from SolarSoft's under GDL because IDL cuts the distortion's mesh along other diagonals.
//
// Notes     1. A bilinear sample that moves by (dx, dy) changes by no more than |dx| times the largest step between neighbours in x in
//              the cells it crosses, and |dy| times that in y. Where it moves is asked of corkit_warp(), of both oracles.
//           2. C2's masked blocks are bilinear too, between 0 and 1: there the mask's step times the pixel is added.
//           3. C3's masked and filled blocks are not bounded: what depends on them is left out, as it is with GDL's routines.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/capi.hpp"

namespace corkit::test {

// Images of a product's stages by their names, full frame.
using StageImages = std::map<std::string, std::vector<double>>;

struct SamplingBound {
  std::vector<double> largest;  // of each pixel of the product's frame; in MSB
  double farthest_px = 0;       // a sample moves, in unbinned pixels
};

// Of the product of the level-0.5 file input, not rotated but perhaps turned upside down.
SamplingBound sampling_bound(const Context &context, const std::filesystem::path &input, const corkit_product *product,
                             const StageImages &stages);

}  // namespace corkit::test
