// PNG files, 8 bits a channel, whole or not at all.
#pragma once

#include <cstdint>
#include <string>

#include "core/image.hpp"
#include "picture/colour_tables.hpp"

namespace corkit::picture {

using Grey = Image<std::uint8_t>;  // row 0 is the top
using Rgb = Image<Colour>;         // row 0 is the top

// Both: Error(CORKIT_ERROR_IO) naming path.
void write_png(const std::string &path, const Grey &picture);
void write_png(const std::string &path, const Rgb &picture);

}  // namespace corkit::picture
