// Another program, run to its end, or to its time limit.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tool::validate {

struct Child {
  std::vector<std::string> words;                  // the program, found on PATH, and its arguments
  std::map<std::string, std::string> environment;  // besides our own; "" takes a variable away
  std::filesystem::path folder;                    // where it runs
  std::filesystem::path input;                     // what it reads as standard input
  int patience_s = 600;                            // without on_line's saying that work goes on
};

enum class ChildEnd { ended, not_started, timed_out, interrupted };

struct ChildResult {
  ChildEnd end = ChildEnd::ended;
  std::string sentence;  // why it did not start, or how it ended: "exit status 3", "signal 11"
};

// on_line: each line that it prints, standard error among it; true: the time limit counts from now. When this returns neither the child
// nor what it started still runs.
ChildResult run_child(const Child &child, const std::function<bool(const std::string &line)> &on_line);

}  // namespace tool::validate
