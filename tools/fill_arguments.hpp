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
  // Borrowed from context.
  std::vector<const char *> context_files() const;
};

// corkit_fill of "fuzzy", "membrane", "dl", "none"; "" is the default.
int fill_code(const std::string &method);

}  // namespace tool
