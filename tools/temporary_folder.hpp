// A folder of its own in the system's place for temporary files, gone with the value.
//
// Notes     1. What a killed program left is removed by the next that asks for it. Such folders are known by their name and by their mark,
//              the sticky bit, that no other program gives to a private folder of this name. They have it from the beginning, so that
//              no moment is left in which a kill leaves one that nobody knows.
//           2. A living program locks its own. Between its creation and its lock another may remove it: then the maker makes another.
//           3. Where the file system has no locks, the mark is taken away and nothing removed.
#pragma once

#include <filesystem>
#include <string_view>

namespace tool {

// What it is for: corkit-check-*, corkit-list-*, corkit-picture-*, corkit-validate-*.
enum class Temporary { check, list, picture, validate };

class TemporaryFolder {
 public:
  // Failure when none can be made.
  explicit TemporaryFolder(Temporary purpose);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const std::filesystem::path &path() const { return path_; }

 private:
  bool made(const std::filesystem::path &path);

  std::filesystem::path path_;
  int fd_ = -1;  // holds the lock
};

// Note 1. What cannot be removed stays.
void remove_left_temporary_folders();

}  // namespace tool
