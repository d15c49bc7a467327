#include "core/file_kind.hpp"

#include <system_error>

#include "core/error.hpp"

namespace corkit {

namespace fs = std::filesystem;

FileKind file_kind(const fs::path &path, corkit_status blamed) {
  std::error_code error;
  const auto status = fs::status(path, error);
  switch (status.type()) {
    case fs::file_type::regular:
      return FileKind::file;
    case fs::file_type::directory:
      return FileKind::folder;
    case fs::file_type::not_found: {
      std::error_code ignored;
      if (!fs::is_symlink(path, ignored)) return FileKind::none;
      throw Error(blamed, path.string() + " is a link to something that is not there: mend the link or remove it");
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
