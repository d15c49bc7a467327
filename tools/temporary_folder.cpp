#include "temporary_folder.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "handles.hpp"

namespace tool {

namespace fs = std::filesystem;

namespace {

// What temp_directory_path looks at, which names nothing where it fails.
std::string temporary_place() {
  for (const char *variable : {"TMPDIR", "TMP", "TEMP", "TEMPDIR"})
    if (const char *const value = std::getenv(variable)) return std::string(variable) + " " + value;
  return "/tmp";
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string &name) {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  const auto fail = [](const std::string &where, const std::string &why) {
    throw Failure(CORKIT_ERROR_IO, where + ": no place for temporary files: " + why + "; set TMPDIR to a folder that can be written");
  };
  if (error) fail(temporary_place(), error.message());
  std::string text = (place / (name + "-XXXXXX")).string();
  if (::mkdtemp(text.data()) == nullptr) fail(place.string(), std::generic_category().message(errno));
  path_ = text;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace tool
