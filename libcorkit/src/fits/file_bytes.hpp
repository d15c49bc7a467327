// A file's bytes in memory, gunzipped where needed, and its name as error sentences print it.
//
// Given     path  any file name: brackets, blanks and plus signs are part of the name, never CFITSIO's extended syntax
// Returned  the bytes of what begins like a FITS file, followed by zeros up to a multiple of 2880
// Notes     Nothing is read before the first bytes look like FITS, and nothing larger than the largest image plus its headers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/buffer_pool.hpp"

namespace corkit {

inline constexpr std::size_t kFitsBlock = 2880;

struct FileBytes {
  detail::PooledBytes data;
  std::size_t size = 0;    // bytes of the file
  std::size_t padded = 0;  // size rounded up to whole blocks; zeros between
  bool gzipped = false;
  std::vector<std::string> warnings;

  std::string_view view() const { return {data.get(), size}; }
  std::span<char> span() const { return {data.get(), size}; }
};

// Throws Error: FILE_NOT_FOUND, NOT_FITS (empty, a folder, other content, damaged gzip), DIMENSIONS (too large), INPUT (unreadable).
FileBytes read_fits_bytes(const std::filesystem::path &path);

// For sentences: the path, escaped.
std::string shown(const std::filesystem::path &path);

}  // namespace corkit
