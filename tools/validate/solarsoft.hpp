// The user's own SolarSoft, under IDL or GDL, on a list of images.
#pragma once

#include <corkit/corkit.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tool::validate {

struct SolarSoftRequest {
  std::string tree;         // $SSW, or any folder with reduce_level_1.pro in it or below
  std::string interpreter;  // gdl, idl, or a path of either
  std::string calibration;  // --calib's value, "" for none
  std::filesystem::path work;
  corkit_level1_options options{};
  int patience_s = 600;  // for one image
};

struct SolarSoftProduct {
  std::string path;   // "" where there is none
  std::string error;  // why
  std::string log;    // the last lines that it printed, of a failure
};

bool is_gdl(const std::string &interpreter);

// One for each input, in order. UsageError for a folder without reduce_level_1.pro, Failure for an interpreter that does not start and
// when a signal came.
std::vector<SolarSoftProduct> run_solarsoft(corkit_context *ctx, const SolarSoftRequest &request, const std::vector<std::string> &inputs);

}  // namespace tool::validate
