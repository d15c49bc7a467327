#include "core/own_folder.hpp"

#include <dlfcn.h>

#include <system_error>

namespace corkit {

std::filesystem::path own_folder() {
  Dl_info info{};
  static const char anchor = 0;
  if (dladdr(&anchor, &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code error;
  const auto path = std::filesystem::canonical(info.dli_fname, error);
  return error ? std::filesystem::path() : path.parent_path();
}

}  // namespace corkit
