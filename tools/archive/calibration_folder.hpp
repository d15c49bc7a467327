// The one folder that holds a whole set of calibration files, by the library's rules (corkit --help).
#pragma once

#include <filesystem>
#include <string>

namespace tool::archive {

// $XDG_DATA_HOME/corkit or ~/.local/share/corkit; empty without a home.
std::filesystem::path user_data_folder();

// The folder whose manifest belongs to the files that are used: calibration (--calib), CORKIT_DATA or the user's data folder; empty for the
// synthetic set, and where SolarSoft's variables give all parts.
std::filesystem::path manifest_folder(const std::string &calibration);

}  // namespace tool::archive
