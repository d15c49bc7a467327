// Whether what a server sent is what was asked for.
#pragma once

#include <filesystem>
#include <string>

namespace tool::archive {

// Each throws Failure with the reason. path: the file as it came, under any name.

// Reads the file with the library under the name of a calibration file, c2vig_final.fts or c3_expfactor_020521.dat.
void check_calibration(const std::filesystem::path &path, const std::string &name);

// A plain FITS file of a camera, as long as its header says; a compressed one is read by the library. Returns the header's date and time as
// "yyyy/mm/dd hh:mm:ss".
std::string check_image(const std::filesystem::path &path, const std::string &name, const std::string &camera);

// Text, no web page.
void check_text(const std::filesystem::path &path);

}  // namespace tool::archive
