// The folder of the shared object, or program, that this code is part of.
#pragma once

#include <filesystem>

namespace corkit {

// Empty if the system does not say.
std::filesystem::path own_folder();

}  // namespace corkit
