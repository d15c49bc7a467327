// Which pixels of a file were filled before, and their expected errors: its extensions FILLMASK and FILLSIG.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "fill/earlier_fill.hpp"
#include "fits/reader.hpp"
#include "level1.hpp"

namespace corkit {

struct FilledBefore {
  EarlierFill cards;                  // what header and mask say together
  Image<std::uint8_t> mask;           // 1: filled; empty: not known, or nothing was filled
  bool has_mask = false;              // the file has a FILLMASK of the image's size, although nothing of it may be left
  Image<float> sigma;                 // in the file's unit, 0 elsewhere; empty: not known
  std::vector<std::string> warnings;  // of extensions that are of no use
};

// Looks into the file only where it has such a mask, or its header says that pixels were filled. fits: as it was read from there.
FilledBefore read_filled_before(const std::filesystem::path &path, const FitsImage &fits);

// The same of a context image, whose filled pixels are lost ones. A warning says so where no mask names them; sigma is not read.
FilledBefore read_filled_context(const Level1Context &context, const std::filesystem::path &path, const FitsImage &fits, Oracle oracle);

// They become NaN. filled: of the image's size, or empty.
void lose_filled(Image<double> &image, const Image<std::uint8_t> &filled);

}  // namespace corkit
