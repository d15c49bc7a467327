#include "frames/picture_names.hpp"

#include <filesystem>

#include "handles.hpp"

namespace tool {

namespace fs = std::filesystem;

std::string stem_of(const std::string &file) {
  fs::path name = fs::path(file).filename();
  while (name.extension() == ".gz" || name.extension() == ".fz") name = name.stem();
  return name.stem().string();
}

std::string PictureNames::path_of(const std::string &file) {
  const std::string name = stem_of(file) + ".png";
  const auto [owner, first] = owners_.try_emplace(name, file);
  if (!first && owner->second != file)
    throw Failure(CORKIT_ERROR_IO, "its picture would have the same name as that of " + owner->second + "; make it in another folder");
  return (fs::path(folder_) / name).string();
}

}  // namespace tool
