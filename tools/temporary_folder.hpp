// A folder of its own in the system's place for temporary files, gone with the value.
//
// Notes     1. What a killed program left is removed by the next that asks for it. Its folders are known by their mark, the sticky bit,
//              that no other program gives to a private folder of this name; a living program locks its own before it marks it.
//           2. Where the file system has no locks, nothing is marked and nothing removed.
#pragma once

#include <filesystem>
#include <string>

namespace tool {

class TemporaryFolder {
 public:
  // name: what its name begins with. Failure when none can be made.
  explicit TemporaryFolder(const std::string &name);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const std::filesystem::path &path() const { return path_; }

 private:
  std::filesystem::path path_;
  int fd_ = -1;  // holds the lock
};

// Note 1. What cannot be removed stays.
void remove_left_temporary_folders();

}  // namespace tool
