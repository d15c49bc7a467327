// What the user sees of many downloads: one line a file, on a terminal the progress as well.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "archive/retrieve.hpp"

namespace tool::archive {

class Report {
 public:
  // quiet: nothing on stdout.
  Report(std::string folder, std::size_t total, bool json, bool quiet = false);
  ~Report();
  Report(const Report &) = delete;
  Report &operator=(const Report &) = delete;

  // For several threads.
  void bytes(std::size_t count);
  void add(const std::string &file, const Result &result);
  void say(const std::string &line);  // not with --json
  void expect(std::size_t more);      // so many files more

  // Nothing but failures for a while: the servers, or the network, are down.
  bool hopeless() const;

  std::size_t failed() const { return failed_; }
  std::size_t gained() const { return fetched_ + current_; }
  // The last line, and the exit status.
  int finish();

 private:
  void draw(bool now);
  void clear();

  mutable std::mutex mutex_;
  const std::string folder_;
  const bool json_, quiet_, terminal_;
  std::size_t total_, done_ = 0, fetched_ = 0, current_ = 0, absent_ = 0, failed_ = 0, in_a_row_ = 0;
  double bytes_ = 0;
  const std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point drawn_;
  bool shown_ = false;
};

// What would be done: one line a file.
void print_plan(const std::string &folder, const std::string &file, const std::vector<std::string> &urls, bool json);

}  // namespace tool::archive
