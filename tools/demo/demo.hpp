// The synthetic demonstration set of `corkit data demo`.
#pragma once

#include <filesystem>

namespace tool {

// Writes calibration files and images into folder, the same bytes every time. UsageError for a folder that holds anything else than an
// earlier demonstration set, Failure when writing fails.
void write_demo(const std::filesystem::path &folder);

namespace demo {

// The parts of it. They expect the folder to be there.
void write_calibration(const std::filesystem::path &folder);
void write_images(const std::filesystem::path &folder);

}  // namespace demo

}  // namespace tool
