// Options structs that grow at their end: what a caller built against an older header hands over is read as far as it goes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace corkit::api {

// A struct as an older header had it. Its members may end before it does: in the bytes behind them, which are anything, newer members lie.
struct Former {
  std::size_t size, members;
};

// The struct that given points to, over defaults. oldest: the struct in the first release that had it. Error(ARGUMENT) for a size that no
// release had.
template <class Struct, class Default>
Struct read_options(const Struct *given, const Former &oldest, const char *name, Default &&set_defaults) {
  Struct options{};
  set_defaults(&options);
  if (given == nullptr) return options;
  const std::size_t size = given->size;
  if (size < oldest.size || size > sizeof(Struct))
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(name) + " has an unknown size (" + std::to_string(size) + " bytes): fill it with " +
                                           name + "_default() first, and use the library that the header belongs to");
  std::memcpy(&options, given, size == oldest.size ? oldest.members : size);
  options.size = sizeof(Struct);
  return options;
}

// A struct that has not grown.
template <class Struct, class Default>
Struct read_options(const Struct *given, const char *name, Default &&set_defaults) {
  return read_options(given, Former{sizeof(Struct), sizeof(Struct)}, name, set_defaults);
}

// The names of an options struct's list of files.
inline std::vector<std::string> file_list(const char *const *files, int count, const char *struct_name) {
  constexpr int kMost = 64;
  if (count < 0 || count > kMost || (count > 0 && files == nullptr))
    throw Error(CORKIT_ERROR_ARGUMENT,
                std::string(struct_name) + ": " + std::to_string(count) + " context files: give 0 to 64, and their names");
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    if (files[i] == nullptr) throw Error(CORKIT_ERROR_ARGUMENT, std::string(struct_name) + ": the name of a context file is NULL");
    names.emplace_back(files[i]);
  }
  return names;
}

}  // namespace corkit::api
