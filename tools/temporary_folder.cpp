#include "temporary_folder.hpp"

#include <stdlib.h>

#include <system_error>

#include "handles.hpp"

namespace tool {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string &name) {
  std::string text = (fs::temp_directory_path() / (name + "-XXXXXX")).string();
  if (::mkdtemp(text.data()) == nullptr) throw Failure(CORKIT_ERROR_IO, text + ": no temporary folder can be made");
  path_ = text;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace tool
