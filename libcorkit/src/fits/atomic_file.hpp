// A file that appears under its name only when it is complete.
//
// Notes     1. Written under a name of its own in the target folder (created if missing), synced to disk, then renamed.
//           2. Destroyed without commit(): the temporary file is removed, a file of the final name is untouched.
#pragma once

#include <cstddef>
#include <filesystem>

namespace corkit {

class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path &path);  // throws Error(CORKIT_ERROR_IO) naming the path and the reason, as all below
  ~AtomicFile();
  AtomicFile(const AtomicFile &) = delete;
  AtomicFile &operator=(const AtomicFile &) = delete;

  void write(const char *data, std::size_t bytes);
  void commit();

 private:
  [[noreturn]] void fail(const char *doing, int error) const;

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  int fd_ = -1;
};

}  // namespace corkit
