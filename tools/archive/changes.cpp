#include "archive/changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "archive/manifest.hpp"

namespace tool::archive {

namespace fs = std::filesystem;

std::vector<Change> changes_since_fetched(const fs::path &folder) {
  std::vector<Change> changes;
  if (folder.empty()) return changes;
  const Manifest manifest(folder);
  for (const auto &[file, entry] : manifest.entries()) {
    const fs::path path = folder / file;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      changes.push_back({file, fmt::format("is missing; fetched {}, SHA-256 {}", entry.fetched, entry.sha256)});
      continue;
    }
    const Entry here = entry_of(path, "");
    if (here.sha256 != entry.sha256) {
      changes.push_back({file, fmt::format("has changed since {}: SHA-256 {}, {} bytes; it was {}, {} bytes", entry.fetched, here.sha256,
                                           here.bytes, entry.sha256, entry.bytes)});
    } else if (here.modified != entry.modified) {
      changes.push_back(
          {file, fmt::format("has another modification date, {}; it was {}, which HISTORY quotes", here.modified, entry.modified)});
    }
  }
  return changes;
}

std::vector<fs::path> folders_with_manifest(const fs::path &folder) {
  std::vector<fs::path> folders;
  for (const auto &entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied)) {
    if (entry.path().filename() == manifest_name) folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace tool::archive
