// manifest.json of a folder: what was fetched, from where, and its SHA-256. The first fetch is trusted, later ones are compared with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace tool::archive {

inline constexpr const char *manifest_name = "manifest.json";

struct Entry {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string modified;  // modification date, yyyy-mm-ddThh:mm:ssZ
  std::string source;    // address; "" for a file that was there already
  std::string fetched;   // when
};

// 2002-05-21T00:30:05Z
std::string utc_text(std::time_t time);
// Size, modification date and SHA-256 of a file, fetched now. Failure when it cannot be read.
Entry entry_of(const std::filesystem::path &path, const std::string &source);

// Several threads may use one; several processes may write one folder's.
class Manifest {
 public:
  // Failure for one that cannot be understood.
  explicit Manifest(std::filesystem::path folder);

  const std::filesystem::path &folder() const { return folder_; }
  std::map<std::string, Entry> entries() const;
  // file: below the folder, with /
  std::optional<Entry> find(const std::string &file) const;
  // Kept in memory, and on disk now and then.
  void record(const std::string &file, const Entry &entry);
  // Writes what was recorded, with what other processes wrote meanwhile.
  void save();

 private:
  void save_locked();

  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_, unsaved_;
};

}  // namespace tool::archive
