#include "calibration_list.hpp"

namespace tool {

std::vector<CalibrationFile> calibration_files(corkit_context *ctx) {
  std::vector<CalibrationFile> files;
  const size_t count = corkit_calibration_file(ctx, 0, nullptr, nullptr, nullptr);
  for (size_t i = 0; i < count; ++i) {
    const char *name = "", *path = "", *state = "";
    corkit_calibration_file(ctx, i, &name, &path, &state);
    files.push_back({name, path, state});
  }
  return files;
}

}  // namespace tool
