// SolarSoft's level-1 products in a folder and below: which one belongs to an image.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "source_name.hpp"

namespace tool::validate {

class ProductFolder {
 public:
  // UsageError for what is no folder, or holds no FITS file.
  explicit ProductFolder(const std::string &folder);

  // name: corkit's ("35082085.fts"), or "" ; date: its DATE-OBS; kind: camera's filter and polariser as in headers. By name, then by
  // FILENAME, then by DATE-OBS within a second. What has the name and is of another day, filter or polariser is not it. Failure that says
  // what was looked for.
  std::string find(const std::string &name, const SourceNames &product) const;

 private:
  const SourceNames &names_of(const std::string &path) const;

  std::string folder_;
  std::vector<std::string> files_;
  mutable std::mutex mutex_;  // of names_
  mutable std::map<std::string, SourceNames> names_;
};

}  // namespace tool::validate
