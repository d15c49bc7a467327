// The usual FITS file read without a detour: one plain image in the primary HDU and nothing behind it.
//
// Notes     Whatever else the file is, damaged or unreadable, there is no result, and read_fits() reads it with all its checks.
#pragma once

#include <filesystem>
#include <optional>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct PlainImage {
  AnyImage pixels;  // as stored: BSCALE and BZERO not applied
  Header header;
};

std::optional<PlainImage> read_plain_file(const std::filesystem::path &path);

}  // namespace corkit
