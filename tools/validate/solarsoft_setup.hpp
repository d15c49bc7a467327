// What a SolarSoft session finds when it begins: routines, variables, calibration files, images that it can read.
#pragma once

#include <corkit/corkit.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "validate/solarsoft.hpp"

namespace tool::validate {

// IDL statements, a line each, that put a tree's routines first on !PATH. UsageError where there is no reduce_level_1.pro.
std::string search_path(const std::string &tree);

// SSW, SSW_LASCO, LASCO_DATA, NRL_LIB, ANCIL_DATA and what goes with them: the calibration files that corkit uses.
std::map<std::string, std::string> solarsoft_environment(corkit_context *ctx, const SolarSoftRequest &request);

// The inputs as SolarSoft reads them: absolute names of plain FITS files. Packed ones are copied to work/level_05.
std::vector<std::string> plain_copies(corkit_context *ctx, const std::filesystem::path &work, const std::vector<std::string> &inputs);

}  // namespace tool::validate
