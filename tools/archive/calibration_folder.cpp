#include "archive/calibration_folder.hpp"

#include <cstdlib>

namespace tool::archive {

namespace fs = std::filesystem;

namespace {

fs::path variable(const char *name) {
  const char *const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

fs::path user_data_folder() {
  if (const fs::path data = variable("XDG_DATA_HOME"); data.is_absolute()) return data / "corkit";
  if (const fs::path home = variable("HOME"); home.is_absolute()) return home / ".local" / "share" / "corkit";
  return {};
}

fs::path manifest_folder(const std::string &calibration) {
  if (calibration == "demo") return {};
  if (!calibration.empty() && calibration != "-") return calibration;
  if (const fs::path chosen = variable("CORKIT_DATA"); !chosen.empty()) return chosen;
  if (!variable("LASCO_DATA").empty() && !variable("NRL_LIB").empty() && !variable("ANCIL_DATA").empty()) return {};
  return user_data_folder();
}

}  // namespace tool::archive
