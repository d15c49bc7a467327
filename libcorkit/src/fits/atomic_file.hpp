// A file that appears under its name only when it is complete.
//
// Notes     1. A new file is written without a name (O_TMPFILE) in the target folder (created if missing), synced to disk, then linked to
//              its name: nothing stays behind of a program that is killed. Where another file has got that name by then, note 2 holds.
//           2. A file that is there already, and any file where the file system has none without a name, is written under a temporary name
//              that follows from the final one, then renamed: what a killed program left is taken over by the next who writes this file.
//              The writer holds a lock on it; while it does, another writer of the same file takes another name. Who finds the file
//              good as it is, and does not write it, calls remove_left_temporaries.
//           3. A symbolic link to a file is replaced, the file that it leads to is left alone. Devices, pipes and sockets are refused.
//           4. Destroyed without commit(): what was written goes, a file of the final name is untouched.
#pragma once

#include <cstddef>
#include <filesystem>

namespace corkit {

enum class TemporaryFile { nameless_if_possible, named };

class AtomicFile {
 public:
  // Throws Error(CORKIT_ERROR_IO) naming the path and the reason, as all below.
  explicit AtomicFile(const std::filesystem::path &path, TemporaryFile kind = TemporaryFile::nameless_if_possible);
  ~AtomicFile();
  AtomicFile(const AtomicFile &) = delete;
  AtomicFile &operator=(const AtomicFile &) = delete;

  void write(const char *data, std::size_t bytes);
  void commit();

 private:
  [[noreturn]] void fail(const char *doing, int error) const;
  void open_for(TemporaryFile kind);
  void open_named();
  void discard() noexcept;
  void link_nameless();

  std::filesystem::path path_;
  std::filesystem::path temporary_;  // empty: the file has no name
  int fd_ = -1;
};

// What killed writers of this file left beside it; a living writer's stays, and so does what cannot be removed.
void remove_left_temporaries(const std::filesystem::path &path);
// Of every file of a folder that one program at a time writes to: others' locks may be of another machine.
void remove_left_temporaries_in(const std::filesystem::path &folder);

}  // namespace corkit
