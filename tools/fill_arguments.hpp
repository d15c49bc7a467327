// What `corkit reduce` and `corkit fill` share: the options of the fills.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tool {

struct FillArguments {
  std::vector<std::string> context;  // "-": none
  std::string weights;
  bool fill_mask = false;
  bool isotropic = false;

  void add_to(CLI::App &command);
  // UsageError for an option that does not go with the method ("" is the default method).
  void check(const std::string &method) const;
  // Patterns and lists are expanded; a folder and a file that is named again stay, for the library to tell of. UsageError for a list that
  // cannot be read and for too many files, Failure for a file of a list that is not there.
  std::vector<std::string> context_files() const;

 private:
  bool gives_context() const;
};

// Borrowed from texts.
std::vector<const char *> c_strings(const std::vector<std::string> &texts);

// corkit_fill of "fuzzy", "membrane", "dl", "none"; "" is the default.
int fill_code(const std::string &method);

}  // namespace tool
