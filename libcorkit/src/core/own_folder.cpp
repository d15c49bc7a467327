#include "core/own_folder.hpp"

#include <dlfcn.h>

#include <string>
#include <system_error>

namespace corkit {

std::filesystem::path folder_of(const void *address) {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code error;
  const auto path = std::filesystem::canonical(info.dli_fname, error);
  return error ? std::filesystem::path() : path.parent_path();
}

std::filesystem::path own_folder() {
  static const char anchor = 0;
  return folder_of(&anchor);
}

std::filesystem::path prefix_of(const std::filesystem::path &folder) {
  constexpr int kDeepest = 4;  // lib/python3.11/site-packages/corkit
  auto at = folder;
  for (int level = 0; level < kDeepest && at.has_filename(); ++level, at = at.parent_path()) {
    const std::string name = at.filename().string();
    if (name == "lib" || name == "lib64" || name == "lib32" || name == "libexec" || name == "share" || name == "bin")
      return at.parent_path();
  }
  return {};
}

}  // namespace corkit
