#include "core/file_kind.hpp"

#include <system_error>

#include "core/error.hpp"

namespace corkit {

namespace fs = std::filesystem;

namespace {

// The path itself or the nearest folder above it of which there is something, where that is a link that leads nowhere; else none.
fs::path broken_link(fs::path path) {
  std::error_code ignored;
  for (; path.has_relative_path(); path = path.parent_path()) {
    const auto type = fs::symlink_status(path, ignored).type();
    if (type == fs::file_type::not_found) continue;
    return type == fs::file_type::symlink && !fs::exists(path, ignored) ? path : fs::path();
  }
  return {};
}

}  // namespace

FileKind file_kind(const fs::path &path, corkit_status blamed) {
  std::error_code error;
  const auto status = fs::status(path, error);
  switch (status.type()) {
    case fs::file_type::regular:
      return FileKind::file;
    case fs::file_type::directory:
      return FileKind::folder;
    case fs::file_type::not_found: {
      const fs::path broken = broken_link(path);
      if (broken.empty()) return FileKind::none;
      throw Error(blamed, broken.string() + " is a link to something that is not there: mend the link or remove it");
    }
    case fs::file_type::none:
    case fs::file_type::unknown:
      throw Error(blamed, "cannot look at " + path.string() + ": " + (error ? error.message() : std::string("unknown kind")) +
                              "; whether the file is there decides about the result, so make it readable or remove it");
    default:
      return FileKind::other;
  }
}

}  // namespace corkit
