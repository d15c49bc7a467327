// Writes an image and its header card by card, whole or not at all.
//
// Follows   WRITEFITS of the IDL Astronomy Library (spec/level1.md section 12)
// Notes     temporary file in the target folder, fsync, rename: a reader never sees a partial file under its final name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

// Makes the header's card 0, BITPIX and NAXISn agree with the pixels as WRITEFITS does (comments included). systime is
// printed in card 0 ("Sun Nov 22 13:02:34 2026"); a header without the mandatory cards gets them.
void conform_header(Header &header, const AnyImage &pixels, const std::string &systime);

// The header's cards are written verbatim, so call conform_header() first. Creates the folder. Throws Error(CORKIT_ERROR_IO) naming the
// path and the reason; then no file is left behind and an existing one is untouched.
void write_fits(const std::filesystem::path &path, const AnyImage &pixels, const Header &header);

// An image extension behind the primary image, in the same file.
struct ImageExtension {
  std::string name;  // EXTNAME
  AnyImage pixels;   // any type but uint16
  std::string bunit;
  std::string comment;
};
void write_fits(const std::filesystem::path &path, const AnyImage &pixels, const Header &header,
                const std::vector<ImageExtension> &extensions);

}  // namespace corkit
