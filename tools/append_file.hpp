// A file that grows by whole lines: each call is one write, so that a process that is killed leaves no half line, and several processes may
// share the file.
#pragma once

#include <string>

namespace tool {

class AppendFile {
 public:
  // Opens or makes the file; "" opens nothing. Failure for a file that cannot be written; option names it in the sentence.
  AppendFile(std::string option, std::string path);
  ~AppendFile();
  AppendFile(const AppendFile &) = delete;
  AppendFile &operator=(const AppendFile &) = delete;

  bool is_open() const { return fd_ >= 0; }
  const std::string &path() const { return path_; }
  // What it begins with, at most 4096 bytes; "" where it cannot be read.
  std::string beginning() const;
  // What an interrupted copy or a full disk left behind the last line is cut off. Of a file that is known to be ours only.
  void cut_half_line();
  // Ends a last line that has no end.
  void end_last_line();
  // The first line, "" in an empty file and in one that has no more than a part of line; puts line there in that case.
  std::string first_line(const std::string &line);
  // Failure where it cannot be written; then nothing of it is there.
  void append(const std::string &text);

 private:
  [[noreturn]] void fail(int error) const;
  void append_locked(const std::string &text);

  std::string option_, path_;
  int fd_ = -1;
};

}  // namespace tool
