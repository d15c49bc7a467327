// A file that grows by whole lines: each call is one write, so that a process that is killed leaves no half line, and several processes may
// share the file.
#pragma once

#include <string>

namespace tool {

class AppendFile {
 public:
  // Opens or makes the file; "" opens nothing. What an interrupted copy or a full disk left behind the last line is cut off. Failure for a
  // file that cannot be written; option names it in the sentence.
  AppendFile(std::string option, std::string path);
  ~AppendFile();
  AppendFile(const AppendFile &) = delete;
  AppendFile &operator=(const AppendFile &) = delete;

  bool is_open() const { return fd_ >= 0; }
  // The first line, "" in an empty file; puts line there in that case.
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
