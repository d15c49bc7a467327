// Filling the lost blocks of one file: level 0.5 or level 1 in, the same level out, every other pixel as it was.
//
// Notes     1. Level 0.5 is filled in DN above the bias (offset_bias /SUM) and written as FLOAT DN with the bias. FUZZY is SolarSoft's
//              fuzzy_image on the excess above the background model, C3 Clear only.
//           2. Level 1 keeps unit and pixel type; int16 products are scaled with their own BSCALE and BZERO.
//           3. What is lost: a mask file; else at level 0.5 zero pixels of blocks that the camera sends, and at level 1 the blocks of
//              MISSLIST, carried through the distortion and the rotation that the header says were applied.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fill/fill_image.hpp"
#include "level1.hpp"

namespace corkit {

enum class FillFileMethod { fuzzy, membrane, learned };

struct FillFileOptions {
  FillFileMethod method = FillFileMethod::membrane;
  std::vector<std::string> context;
  FillSettings settings;  // its method follows method
  std::string mask;
  bool fill_mask = false;
  bool insist = false;  // fills what is no level-0.5 image of the corona, too
  Oracle oracle = Oracle::idl;
};

struct FillFileReport {
  std::string detector, method;
  bool level1 = false;
  std::size_t nmissing = 0, nfilled = 0;
  std::vector<std::string> warnings;
};

// Error naming the input for everything that is wrong with it.
FillFileReport fill_file(const Level1Context &context, const std::filesystem::path &in, const std::filesystem::path &out,
                         const FillFileOptions &options);

}  // namespace corkit
