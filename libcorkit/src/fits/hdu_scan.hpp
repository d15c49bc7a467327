// Finds the image in a FITS file's bytes and checks every size before anybody allocates for it.
//
// Returned  the first HDU that holds a two-dimensional image, plain or tile-compressed; axes of length 1 beyond the second are allowed
// Notes     Throws Error naming the file: a header without END, missing or absurd mandatory keywords, axes beyond kMaxSide, data
//           that would lie beyond the end of the file (truncated). What stands behind END is blanked, and NULs in headers become
//           blanks: CFITSIO reads neither.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fits/header.hpp"

namespace corkit {

// What a compressed image has lost.
struct TileLosses {
  bool quantized = false;  // floating-point numbers rounded to steps
  bool integers = false;   // HCOMPRESS with a scale
};

struct ImageHdu {
  int number = 0;          // 0: primary
  Header header;           // verbatim cards of the HDU
  bool tiled = false;      // a binary table that holds a compressed image
  int bitpix = 0;          // of the image
  int nx = 0, ny = 0;      // of the image
  std::size_t data = 0;    // offset of the data unit
  TileLosses losses;       // of a compressed image
  int others = 0;          // two-dimensional images that follow, but for those corkit writes beside an image
  bool fill_mask = false;  // one of those follows: FILLMASK
};

ImageHdu find_image(std::span<char> bytes, const std::filesystem::path &path);
// The first two-dimensional image behind the primary HDU with that EXTNAME; empty without one.
std::optional<ImageHdu> find_extension(std::span<char> bytes, std::string_view name, const std::filesystem::path &path);

// Checks a compressed image's table before CFITSIO decodes it: algorithm, tile sizes, and that every tile's bytes lie in the heap.
TileLosses check_tiles(const Header &header, std::string_view data_unit, int nx, int ny, const std::filesystem::path &path);

}  // namespace corkit
