// The folder of the shared object, or program, that this code is part of, and the prefix that it was installed in.
#pragma once

#include <filesystem>

namespace corkit {

// Empty if the system does not say.
std::filesystem::path own_folder();

// The folder of the shared object that `address` is in; empty as above.
std::filesystem::path folder_of(const void *address);

// The prefix that a part in `folder` was installed in: P of P/lib, P/lib/TRIPLET, P/lib/TRIPLET/corkit, P/share/corkit/idl/pro,
// P/lib/python3.11/site-packages/corkit; build/<preset> of a build tree. Empty if no folder above is named like those.
std::filesystem::path prefix_of(const std::filesystem::path &folder);

}  // namespace corkit
