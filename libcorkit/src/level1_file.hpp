// The level-1 chain from file to file.
#pragma once

#include <filesystem>

#include "level1.hpp"

namespace corkit {

struct OutputRequest {
  std::filesystem::path folder;  // empty: current folder
  bool write = true;             // /NOFITS: false
  bool skip_existing = false;
  bool overwrite = false;         // what lies there may be another observation's product, or no product
  bool pipeline_folders = false;  // <folder>/<yymmdd>/<c2|c3>/
};

struct FileProduct {
  Level1Product product;
  std::filesystem::path path;  // empty if nothing was written
  bool skipped = false;        // the product was there, whole, and was left alone
};

FileProduct reduce_level1_file(const Level1Context &context, const std::filesystem::path &input, const OutputRequest &output,
                               const Level1Options &options);

// The second half of the above, for images that are in memory already. warnings: of what was done to the image before.
FileProduct reduce_and_write(const Level1Context &context, AnyImage image, const Header &header, const OutputRequest &output,
                             const Level1Options &options, std::vector<std::string> warnings = {});

}  // namespace corkit
