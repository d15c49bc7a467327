// What differs in a folder from its manifest.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tool::archive {

struct Change {
  std::string file;      // below the folder
  std::string sentence;  // "is missing (SHA-256 ...)", "has changed ..."
};

// Of every file of manifest.json; nothing where there is none. Failure for one that cannot be understood.
std::vector<Change> changes_since_fetched(const std::filesystem::path &folder);

// The folders below this one, itself among them, that have a manifest.json; in order.
std::vector<std::filesystem::path> folders_with_manifest(const std::filesystem::path &folder);

}  // namespace tool::archive
