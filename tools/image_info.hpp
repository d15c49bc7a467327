// What can be said of a level-0.5 image without reducing it.
#pragma once

#include <corkit/corkit.h>

#include <cmath>
#include <string>
#include <vector>

#include "handles.hpp"

namespace tool {

struct BlockMap {
  bool known = false;
  bool of_header = false;         // of level 1: what its header says of the image that it was made of, without a map
  std::string reason;             // why it is not known
  int missing = 0;                // NMISSING
  int outside = 0;                // of them: outside of a sub-field, not read out; -1: not known
  std::string list;               // MISSLIST; "" for none
  std::vector<std::string> rows;  // of the frame, top row first: '.' read out, 'X' missing, '#' never sent by the camera, '-' outside
};

struct ImageInfo {
  std::string file, filename, level, detector, filter, polar, date, time, port;
  double exposure_s = std::nan("");
  int nx = 0, ny = 0;
  int r1col = 0, r1row = 0, r2col = 0, r2row = 0;
  int sumcol = 0, sumrow = 0, lebxsum = 1, lebysum = 1;
  bool full_field = false;
  bool field_known = true;  // false: a product of a sub-field, or of an image that lost more blocks than ever were
  bool synthetic = false;
  BlockMap blocks;
  std::vector<std::string> warnings;  // what corkit reduce would warn of; without calibration files: as far as the header tells
  std::string refused;                // why it would not reduce the image; "" if it would, and for level 1
  Header header;
};

struct NeededFile {
  std::string name, use, path, state;
};

// Failure when the file cannot be read.
ImageInfo describe_image(corkit_context *ctx, const std::string &file);

// The calibration files that the chain asks for with this image; none for level 1.
std::vector<NeededFile> needed_files(corkit_context *ctx, const ImageInfo &info);

}  // namespace tool
