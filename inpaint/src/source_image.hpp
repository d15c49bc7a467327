// A level-0.5 image as training and scoring see it.
//
// Given     a level-0.5 file of C2 or C3
// Returned  DN above the bias, what was read out, the Sun's place and size in pixels
// Notes     Blocks that are zero throughout (the on-board mask, lost blocks) are not valid, nor are saturated pixels and pixels at or below
//           the bias.
#pragma once

#include <string>
#include <vector>

#include "core/image.hpp"
#include "library.hpp"

namespace corkit::inpaint {

struct SourceImage {
  std::string path, name;  // name: without folder and endings
  std::string detector, filter, polar;
  std::string day;              // yyyy/mm/dd of DATE-OBS
  double minutes = 0;           // since 1858 Nov 17, of DATE-OBS and TIME-OBS
  Image<float> brightness;      // DN above the bias; 0 where not valid
  Image<std::uint8_t> valid;    // 1: read out
  double bias = 0;              // DN
  double sun_x = 0, sun_y = 0;  // pixels, 0-based
  double rsun = 0;              // pixels
  std::shared_ptr<corkit_header> header;
};

SourceImage read_source(corkit_context *ctx, const std::string &path);

// Header only (brightness and valid stay empty): what splitting by event needs.
SourceImage read_source_header(corkit_context *ctx, const std::string &path);

// The files .fts .fits, also .gz and .fz, of a folder (sorted), or the file itself. Error(CORKIT_ERROR_FILE_NOT_FOUND) when there is none.
std::vector<std::string> image_files(const std::vector<std::string> &folders);

}  // namespace corkit::inpaint
