// Which pixels of a file were filled before, and their expected errors: its extensions FILLMASK and FILLSIG.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct FilledBefore {
  Image<std::uint8_t> mask;           // 1: filled; empty: not known, or nothing was filled
  Image<float> sigma;                 // in the file's unit, 0 elsewhere; empty: not known
  std::vector<std::string> warnings;  // of extensions that are of no use
};

// Looks into the file only where its header says that pixels were filled. image: the file's own.
FilledBefore read_filled_before(const std::filesystem::path &path, const Header &header, const AnyImage &image);

}  // namespace corkit
