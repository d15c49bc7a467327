// The calibration files of a context.
#pragma once

#include <corkit/corkit.h>

#include <string>
#include <vector>

namespace tool {

struct CalibrationFile {
  std::string name, path, state;  // path "" when missing; state: ok, missing, damaged: why
};

std::vector<CalibrationFile> calibration_files(corkit_context *ctx);

}  // namespace tool
