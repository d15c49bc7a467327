// A download under way: .NAME.part beside its target, with where it comes from in .NAME.part.json, so that it can be resumed.
//
// Notes     1. It is locked while it lives; another process that wants the same target waits and then finds it there.
//           2. What a killed process left is taken over. The target appears by rename when the file is whole and on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

namespace tool::archive {

// What tells whether the rest of a file is still of the same file.
struct Origin {
  std::string url;
  std::string validator;                // of If-Range: ETag or Last-Modified as sent; "" if there was neither
  std::optional<std::time_t> modified;  // Last-Modified
  std::int64_t total = -1;              // bytes of the whole file; -1: not told
};

// Thrown by what a signal interrupts.
struct Interrupted {};

class PartialFile {
 public:
  // Makes the folder. Failure(CORKIT_ERROR_IO) as of all below; Interrupted when a signal comes while another process has the file.
  explicit PartialFile(std::filesystem::path target);
  ~PartialFile();  // keeps what there is, unless that is nothing
  PartialFile(const PartialFile &) = delete;
  PartialFile &operator=(const PartialFile &) = delete;

  const std::filesystem::path &path() const { return path_; }
  std::int64_t size() const { return size_; }
  const Origin &origin() const { return origin_; }

  void begin(const Origin &origin);  // forgets what is there
  void append(const char *data, std::size_t bytes);
  void discard() { begin({}); }
  // To disk, the modification time if one is known, then the target's name. Nothing else may be called afterwards.
  void commit(std::optional<std::time_t> modified);

 private:
  [[noreturn]] void fail(int error) const;
  void open_and_lock();
  void read_origin();

  std::filesystem::path target_, path_, origin_path_;
  Origin origin_;
  std::int64_t size_ = 0;
  int fd_ = -1;
};

}  // namespace tool::archive
