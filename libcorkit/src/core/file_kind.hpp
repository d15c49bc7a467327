// What a path is: a file that cannot be asked for is not a missing file.
#pragma once

#include <filesystem>

#include "corkit/corkit.h"

namespace corkit {

enum class FileKind { none, file, folder, other };

// none: nothing of that name. A link that leads nowhere, in place of a folder above it too, and any other reason for which the system does
// not say what is there (permission, a disk that fails), is an Error of the given status with path and reason.
FileKind file_kind(const std::filesystem::path &path, corkit_status status = CORKIT_ERROR_IO);

}  // namespace corkit
