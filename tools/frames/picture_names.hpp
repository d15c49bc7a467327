// Names of the pictures that files get in a folder: NAME.png.
#pragma once

#include <map>
#include <string>

namespace tool {

// a.fts, a.fits.gz, a.fts.fz -> a
std::string stem_of(const std::string &file);

class PictureNames {
 public:
  explicit PictureNames(std::string folder) : folder_(std::move(folder)) {}

  // Failure for a file whose picture would replace that of another file asked about before.
  std::string path_of(const std::string &file);

 private:
  std::string folder_;
  std::map<std::string, std::string> owners_;  // of names
};

}  // namespace tool
