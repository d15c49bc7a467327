// Names of level-1 products.
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md section 3)
#pragma once

#include <string>

namespace corkit {

struct OutputName {
  std::string name;           // 25180003.fts
  bool model = false;         // monthly or daily model: the frame is taken as full
  std::string folder_yymmdd;  // "monthly" for models, else empty (the date decides)
};

// FILENAME -> product: second character 1 -> 4, 2 -> 5, 3 -> 4; m and d models get a 1 inserted. Error(CORKIT_ERROR_SOURCE_NAME) for any
// other second character and for a FILENAME that is no plain base name (slashes, leading dot, blanks, control characters).
// The name of a level-1 product, which comes here only when it was insisted on, stays as it is.
OutputName output_name(const std::string &filename);

// 24..., 25..., 3m1_..., 3mr1_...: what output_name() makes.
bool is_level1_name(const std::string &filename);

}  // namespace corkit
