// Lines on standard error. Where that cannot be written (closed, a full disk, a reader that is gone) they are lost, and the command goes
// on.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

namespace tool {

template <class... T>
void complain(fmt::format_string<T...> text, T &&...values) {
  const std::string said = fmt::format(text, std::forward<T>(values)...);
  std::fwrite(said.data(), 1, said.size(), stderr);
}

}  // namespace tool
