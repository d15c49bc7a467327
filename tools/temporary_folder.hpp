// A folder of its own in the system's place for temporary files, gone with the value.
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
};

}  // namespace tool
