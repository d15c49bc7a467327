// Names of FITS images, and what lies below a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tool {

// .fts .fits .fit, also .gz and .fz, in any case.
bool is_image_name(std::string name);

// Where calibration images lie: lasco_data/calib, idl/data/calib.
bool is_calibration_folder(const std::filesystem::path &folder);

// All files of such names in the folder and below, sorted; nothing hidden, no folder that is a link, and no calibration folder but the one
// that is given. Failure for a folder that cannot be read.
std::vector<std::string> image_files_below(const std::string &folder);

}  // namespace tool
