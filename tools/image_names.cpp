#include "image_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "handles.hpp"

namespace tool {

namespace fs = std::filesystem;

bool is_image_name(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.ends_with(".fz")) return true;
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name.ends_with(".fts") || name.ends_with(".fits") || name.ends_with(".fit");
}

bool is_calibration_folder(const fs::path &folder) {
  const fs::path parent = folder.parent_path().filename();
  return folder.filename() == "calib" && (parent == "lasco_data" || parent == "data");
}

std::vector<std::string> image_files_below(const std::string &folder) {
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name.starts_with('.') || is_calibration_folder(entry->path())) {
      entry.disable_recursion_pending();
    } else if (is_image_name(name) && !entry->is_directory(ignored)) {
      names.push_back(entry->path().string());
    }
  }
  if (error) throw Failure(CORKIT_ERROR_INPUT, fmt::format("{}: not all of this folder can be read: {}", folder, error.message()));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace tool
