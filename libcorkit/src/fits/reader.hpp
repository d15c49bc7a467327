// Reads an image and its header from a FITS file (plain, fpacked or gzipped), through CFITSIO.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct FitsImage {
  AnyImage pixels;                    // BZERO/BSCALE applied; unsigned 16-bit integers stay integers
  Header header;                      // as in the uncompressed file: compression keywords removed, BITPIX/NAXIS of the image itself
  bool lossy = false;                 // compression lost part of the numbers
  std::vector<std::string> warnings;  // lossy compression, further images in the file
  bool has_fill_mask = false;         // an extension FILLMASK lies behind the image
};

inline constexpr int kMaxSide = 16384;  // pixels; a larger axis is refused before anything is allocated

// BSCALE * pixel + BZERO, as read_fits() makes it; Error(CORKIT_ERROR_KEYWORD_VALUE) for what is no number.
AnyImage scaled_by_header(AnyImage stored, const Header &header);

// The first HDU with a two-dimensional image. Throws Error naming the file: not found, not FITS, empty, truncated, 1-D, 3-D,
// absurd axes.
FitsImage read_fits(const std::filesystem::path &path);

// The image extension of that name (EXTNAME), scaled as read_fits() does; empty where the file has none. Throws as read_fits() does.
std::optional<AnyImage> read_fits_extension(const std::filesystem::path &path, std::string_view name);

// Header only (no pixels read), for `corkit info` and quick checks.
Header read_fits_header(const std::filesystem::path &path);

}  // namespace corkit
