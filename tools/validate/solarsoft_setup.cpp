#include "validate/solarsoft_setup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "archive/addresses.hpp"
#include "calib/locate.hpp"
#include "calibration_list.hpp"
#include "command.hpp"
#include "handles.hpp"

namespace tool::validate {

namespace {

namespace fs = std::filesystem;

// SolarSoft's folders with routines that reduce_level_1 calls, the first wins.
constexpr const char *kFolders[] = {"soho/lasco/idl", "soho/gen/idl", "packages/nrl/idl", "site/idl", "gen/idl", "gen/idl_libs"};

bool has_routine(const fs::path &folder) {
  std::error_code error;
  fs::recursive_directory_iterator entry(
      folder, fs::directory_options::follow_directory_symlink | fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error))
    if (entry->path().filename() == "reduce_level_1.pro") return true;
  return false;
}

// As a string of IDL.
std::string idl_text(const std::string &text) {
  if (text.find_first_of("\n\r") != std::string::npos) throw UsageError("--ssw: a folder with a line feed in its name cannot be used");
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

void copy_with_time(const fs::path &from, const fs::path &to) {
  fs::create_directories(to.parent_path());
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
  fs::last_write_time(to, fs::last_write_time(from));
}

// A flat folder of calibration files in SolarSoft's order.
fs::path arranged(corkit_context *ctx, const corkit::CalibrationPaths &paths, const fs::path &folder) {
  const auto all = calibration_files(ctx);
  for (const auto &name : archive::calibration_names()) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const CalibrationFile &file) { return file.name == name.name; });
    if (found != all.end() && !found->path.empty()) copy_with_time(found->path, folder / archive::calibration_source(name, {}).file);
  }
  std::error_code error;
  for (const auto &entry : fs::directory_iterator(paths.flat, error)) {
    const std::string name = entry.path().filename().string();
    const size_t at = name.find("_expfactor_");
    if (at != 2 || name.size() < 23) continue;
    copy_with_time(entry.path(), folder / archive::exposure_source(name.substr(0, 2), name.substr(13, 6), {}).file);
  }
  return folder;
}

bool is_packed(const std::string &path) { return path.ends_with(".gz") || path.ends_with(".fz"); }

}  // namespace

std::string search_path(const std::string &tree) {
  std::error_code error;
  if (!fs::is_directory(tree, error)) throw UsageError("--ssw " + tree + ": no such folder; give the one that SolarSoft calls $SSW");
  const fs::path root = fs::absolute(tree);
  if (!has_routine(root))
    throw UsageError("--ssw " + tree + ": there is no reduce_level_1.pro in it or below; give the folder that SolarSoft calls $SSW");
  std::string lines = "!QUIET = 1\n";
  std::vector<std::string> folders;
  for (const char *folder : kFolders)
    if (fs::is_directory(root / folder, error)) folders.push_back((root / folder).string());
  const bool known = std::any_of(folders.begin(), folders.end(), [](const std::string &folder) { return has_routine(folder); });
  if (!known) folders.insert(folders.begin(), root.string());
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    lines += fmt::format("!PATH = EXPAND_PATH({}) + ':' + !PATH\n", idl_text('+' + *folder));
  return lines;
}

std::map<std::string, std::string> solarsoft_environment(corkit_context *ctx, const SolarSoftRequest &request) {
  const fs::path tree = fs::absolute(request.tree), lasco = tree / "soho" / "lasco";
  corkit::CalibrationRequest wanted;
  wanted.folder = request.calibration;
  corkit::CalibrationPaths paths = corkit::locate_calibration(wanted);
  std::error_code ignored;
  if ((paths.lasco_data.empty() || paths.nrl_lib.empty()) && fs::is_directory(paths.flat, ignored)) {
    wanted.folder = arranged(ctx, paths, request.work / "calibration").string();
    paths = corkit::locate_calibration(wanted);
  }
  const auto absolute = [](const fs::path &path) { return path.empty() ? std::string() : fs::absolute(path).string(); };
  std::map<std::string, std::string> environment{{"SSW", tree.string()},
                                                 {"SSW_LASCO", lasco.string()},
                                                 {"SSW_INSTR", "lasco"},
                                                 {"LASCO_DATA", absolute(paths.lasco_data)},
                                                 {"NRL_LIB", absolute(paths.nrl_lib)},
                                                 {"ANCIL_DATA", absolute(paths.ancil_data)},
                                                 {"TZ", "UTC"},  // dates of files in HISTORY, as corkit writes them
                                                 {"DISPLAY", ""}};
  if (const fs::path leap = tree / "gen" / "data" / "time"; fs::is_directory(leap, ignored)) environment["TIME_CONV"] = leap.string();
  return environment;
}

std::vector<std::string> plain_copies(corkit_context *ctx, const fs::path &work, const std::vector<std::string> &inputs) {
  std::vector<std::string> files;
  for (const std::string &input : inputs) {
    if (input.find_first_of("\n\r") != std::string::npos)
      throw UsageError("a file with a line feed in its name cannot be given to SolarSoft");
    fs::path path = fs::absolute(input);
    if (is_packed(input)) {
      const Image image = read_image(ctx, input);
      fs::path name = path.filename();
      while (is_packed(name.string())) name = name.stem();
      path = work / "level_05" / fmt::format("{:04}", files.size() + 1) / name;
      fs::create_directories(path.parent_path());
      check(corkit_writefits(ctx, path.c_str(), image.pixels.get(), image.header.get()));
    }
    files.push_back(path.string());
  }
  return files;
}

}  // namespace tool::validate
