#include "calib/locate.hpp"

#include <array>
#include <cstdlib>

#include "core/error.hpp"
#include "core/file_kind.hpp"

namespace corkit {

namespace {

namespace fs = std::filesystem;

std::string environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

bool is_folder(const fs::path &path) { return file_kind(path, CORKIT_ERROR_CALIBRATION) == FileKind::folder; }

// Without the file interim values are used: what stands in its place is no reason to.
bool is_file(const fs::path &path) {
  const auto kind = file_kind(path, CORKIT_ERROR_CALIBRATION);
  if (kind == FileKind::none || kind == FileKind::file) return kind == FileKind::file;
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path.string() + " is " + (kind == FileKind::folder ? "a folder" : "no regular file") +
                                                    " where a calibration file belongs: remove or replace it");
}

// The first that exists, else none.
fs::path first_folder(std::initializer_list<fs::path> candidates) {
  for (const auto &candidate : candidates)
    if (is_folder(candidate)) return candidate;
  return {};
}

// The parts of a folder that holds a whole set in one of the accepted forms.
CalibrationPaths parts_of(const fs::path &folder) {
  // $SSW itself is as good as $SSW/soho/lasco.
  const auto root = is_folder(folder / "soho" / "lasco") ? folder / "soho" / "lasco" : folder;
  CalibrationPaths paths;
  if (is_folder(root / "lasco_data"))
    paths.lasco_data = root / "lasco_data";
  else if (is_folder(root / "lasco" / "data" / "calib"))
    paths.lasco_data = root / "lasco" / "data";
  else if (is_folder(root / "data" / "calib"))
    paths.lasco_data = root / "data";
  else if (is_folder(root / "calib"))
    paths.lasco_data = root;
  if (is_folder(root / "nrl_lib"))
    paths.nrl_lib = root / "nrl_lib";
  else if (is_folder(root / "idl") || is_folder(root / "lasco" / "expfac"))
    paths.nrl_lib = root;
  paths.ancil_data = first_folder({root / "ancil", root / "ancil_data", root / "ancillary"});
  if (paths.ancil_data.empty() && is_folder(root / "attitude")) paths.ancil_data = root;
  paths.flat = root;
  return paths;
}

std::string complete(const fs::path &path) {
  if (path.empty()) return {};
  std::error_code failed;
  const auto whole = fs::absolute(path, failed);  // fails where there is no working folder any more
  return (failed ? path : whole).string();
}

fs::path find(const std::vector<fs::path> &folders, const std::string &name, std::initializer_list<const char *> endings = {""}) {
  for (const auto &folder : folders)
    for (const char *ending : endings)
      if (auto path = folder / (name + ending); is_file(path)) return path;
  return {};
}

void append(std::vector<fs::path> &folders, const fs::path &root, std::initializer_list<const char *> places) {
  if (root.empty()) return;
  for (const char *place : places) folders.push_back(*place ? root / place : root);
}

}  // namespace

std::vector<fs::path> CalibrationPaths::lasco_calib_folders() const {
  std::vector<fs::path> folders;
  append(folders, lasco_data, {"calib", ""});
  append(folders, flat, {"", "calib"});
  return folders;
}

std::vector<fs::path> CalibrationPaths::nrl_calib_folders() const {
  std::vector<fs::path> folders;
  append(folders, nrl_lib, {"idl/data/calib", "lasco/idl/data/calib", "data/calib"});
  append(folders, lasco_data, {"calib"});  // in SolarSoft's tree some of these files lie beside the images
  append(folders, flat, {"", "calib"});
  return folders;
}

std::vector<fs::path> CalibrationPaths::nrl_convert_folders() const {
  std::vector<fs::path> folders;
  append(folders, nrl_lib, {"idl/convert", "lasco/idl/convert", "convert"});
  append(folders, flat, {"", "convert"});
  return folders;
}

std::vector<fs::path> CalibrationPaths::expfac_folders(const std::string &yymm) const {
  std::vector<fs::path> folders;
  const auto by_month = [&](const fs::path &root, std::initializer_list<const char *> places) {
    if (root.empty()) return;
    for (const char *place : places) folders.push_back(*place ? root / place / yymm : root / yymm);
  };
  by_month(nrl_lib, {"idl/expfac/data", "lasco/expfac/data", "expfac/data", "expfac"});
  if (!lasco_data.empty()) by_month(lasco_data.parent_path(), {"expfac/data"});  // LASCO_DATA = .../lasco/data beside .../lasco/expfac
  by_month(lasco_data, {"expfac/data", "expfac"});
  by_month(flat, {"expfac/data", "expfac", ""});
  append(folders, flat, {"", "expfac"});
  return folders;
}

std::vector<fs::path> CalibrationPaths::attitude_folders() const {
  std::vector<fs::path> folders;
  append(folders, ancil_data, {"attitude/roll", "attitude/predictive", "attitude", "roll", "predictive", ""});
  append(folders, flat, {"", "attitude/roll"});
  return folders;
}

fs::path CalibrationPaths::lasco_calib(const std::string &name) const { return find(lasco_calib_folders(), name, {"", ".fz", ".gz"}); }
fs::path CalibrationPaths::nrl_calib(const std::string &name) const { return find(nrl_calib_folders(), name); }
fs::path CalibrationPaths::nrl_convert(const std::string &name) const { return find(nrl_convert_folders(), name); }
fs::path CalibrationPaths::expfac(const std::string &yymm, const std::string &name) const { return find(expfac_folders(yymm), name); }
fs::path CalibrationPaths::attitude(const std::string &name) const { return find(attitude_folders(), name); }

fs::path user_data_folder() {
  // The XDG specification: a relative path is ignored.
  if (const fs::path data = environment("XDG_DATA_HOME"); data.is_absolute()) return data / "corkit";
  if (const fs::path home = environment("HOME"); home.is_absolute()) return home / ".local" / "share" / "corkit";
  return {};
}

CalibrationPaths locate_calibration(const CalibrationRequest &request) {
  CalibrationPaths paths;
  const auto user = user_data_folder();
  const auto corkit_data = environment("CORKIT_DATA");
  if (request.folder == "demo") {
    const auto chosen = environment("CORKIT_DEMO_DIR");
    fs::path folder = !chosen.empty() ? fs::path(chosen) : user.empty() ? fs::path() : user / "demo";
    // A folder of that name, where no set is installed: what a newcomer means after `corkit data demo demo`.
    std::error_code ignored;
    if (chosen.empty() && !fs::is_directory(folder, ignored) && fs::is_directory("demo", ignored)) folder = "demo";
    if (!folder.empty()) paths = parts_of(complete(folder));
    paths.found.folder = fs::is_directory(folder, ignored) ? complete(folder) : request.folder;
    paths.source = "--calib demo" + (folder.empty() ? std::string() : " (" + folder.string() + ")");
    paths.demo = true;
  } else if (!request.folder.empty()) {
    const auto folder = complete(request.folder);
    paths = parts_of(folder);
    paths.found.folder = folder;
    paths.source = "--calib " + request.folder;
  } else if (!corkit_data.empty()) {
    const auto folder = complete(corkit_data);
    paths = parts_of(folder);
    paths.found.folder = folder;
    paths.source = "CORKIT_DATA=" + corkit_data;
  } else {
    CalibrationPaths own;
    // Named where it is not there too, so that another's environment adds nothing.
    own.flat = user;
    const bool there = !user.empty() && is_folder(user);
    if (there) own = parts_of(user);
    paths.flat = own.flat;
    paths.found.folder = user.string();
    const auto part = [&](const char *variable, fs::path CalibrationPaths::*member, std::string CalibrationRequest::*found) {
      const auto value = environment(variable);
      paths.found.*found = complete(value);
      paths.*member = value.empty() ? own.*member : fs::path(paths.found.*found);
      if (!value.empty()) paths.source += (paths.source.empty() ? "" : ", ") + std::string(variable) + "=" + value;
    };
    part("LASCO_DATA", &CalibrationPaths::lasco_data, &CalibrationRequest::lasco_data);
    part("NRL_LIB", &CalibrationPaths::nrl_lib, &CalibrationRequest::nrl_lib);
    part("ANCIL_DATA", &CalibrationPaths::ancil_data, &CalibrationRequest::ancil_data);
    if (paths.source.empty() && there) paths.source = user.string();
  }

  // Parts given one by one win over those of the folder.
  const auto override_part = [&](const std::string &value, const char *name, fs::path &part, std::string &found) {
    if (value.empty()) return;
    part = found = complete(value);
    paths.source += (paths.source.empty() ? "" : ", ") + std::string(name) + " " + value;
  };
  override_part(request.lasco_data, "lasco_data", paths.lasco_data, paths.found.lasco_data);
  override_part(request.nrl_lib, "nrl_lib", paths.nrl_lib, paths.found.nrl_lib);
  override_part(request.ancil_data, "ancil_data", paths.ancil_data, paths.found.ancil_data);
  return paths;
}

}  // namespace corkit
