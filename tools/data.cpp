// corkit data: the calibration files that corkit finds, downloads, and the synthetic demonstration set.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "archive/absence.hpp"
#include "archive/calibration_folder.hpp"
#include "archive/changes.hpp"
#include "archive/commands.hpp"
#include "calibration_list.hpp"
#include "command.hpp"
#include "complain.hpp"
#include "demo/demo.hpp"
#include "handles.hpp"
#include "image_info.hpp"
#include "image_inputs.hpp"
#include "sha256.hpp"

namespace tool {

namespace {

using nlohmann::ordered_json;

struct DataArguments {
  std::string calibration, demo_folder;
  std::vector<std::string> paths;
  bool json = false;
};

void print_json(const ordered_json &line) { fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace)); }

ordered_json or_null(const std::string &text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

// All files, and what has changed since they were fetched.
int show(const DataArguments &arguments, bool checksums) {
  const Context context = open_context(arguments.calibration);
  const std::vector<CalibrationFile> files = calibration_files(context.get());
  const bool synthetic = corkit_calibration_synthetic(context.get()) != 0;
  const char *const source = corkit_calibration_source(context.get());
  const auto sum = [&](const CalibrationFile &file) { return checksums && !file.path.empty() ? sha256_of_file(file.path) : std::string(); };
  const bool complete = !files.empty() && std::all_of(files.begin(), files.end(), [](const auto &file) { return file.state == "ok"; });
  std::vector<archive::Change> changes;
  if (checksums) changes = archive::changes_since_fetched(archive::manifest_folder(arguments.calibration));
  if (arguments.json) {
    ordered_json line;
    line["source"] = source;
    line["synthetic"] = synthetic;
    line["complete"] = complete;
    auto &list = line["files"] = ordered_json::array();
    for (const CalibrationFile &file : files) {
      ordered_json entry{{"name", file.name}, {"state", file.state}, {"path", or_null(file.path)}};
      if (checksums) entry["sha256"] = or_null(sum(file));
      list.push_back(entry);
    }
    if (checksums) {
      auto &changed = line["changed"] = ordered_json::array();
      for (const auto &change : changes) changed.push_back({{"file", change.file}, {"change", change.sentence}});
    }
    print_json(line);
  } else {
    fmt::print("calibration data: {}{}\n", source, synthetic ? " (synthetic demonstration data)" : "");
    for (const CalibrationFile &file : files) {
      fmt::print("{:<42}  {}{}{}\n", file.name, file.state, file.path.empty() ? "" : "  ", file.path);
      if (checksums && !file.path.empty()) fmt::print("    sha256 {}\n", sum(file));
    }
    for (const auto &change : changes) fmt::print("{}: {}\n", change.file, change.sentence);
    if (!complete) {
      fmt::print(
          "not complete: \"corkit data fetch\" downloads them; or give the folder with --calib, or set CORKIT_DATA or LASCO_DATA, "
          "NRL_LIB and ANCIL_DATA\n");
    }
  }
  return checksums && !(complete && changes.empty()) ? exit_failed : exit_ok;
}

// The files that an image needs, and what the lack of one does.
void show_needs(corkit_context *ctx, const std::string &path, bool json) {
  const ImageInfo info = describe_image(ctx, path);
  const std::vector<NeededFile> needed = needed_files(ctx, info);
  if (json) {
    ordered_json line{{"input", path}};
    auto &list = line["files"] = ordered_json::array();
    for (const NeededFile &file : needed) {
      list.push_back({{"name", file.name},
                      {"use", file.use},
                      {"state", file.state},
                      {"path", or_null(file.path)},
                      {"effect", file.state == "ok" ? ordered_json(nullptr) : ordered_json(archive::effect_of_absence(file.name))}});
    }
    print_json(line);
    return;
  }
  size_t missing = 0;
  for (const NeededFile &file : needed) {
    if (file.state == "ok") continue;
    ++missing;
    fmt::print("{}: {}: {} ({}): {}\n", path, file.name, file.state, file.use, archive::effect_of_absence(file.name));
  }
  if (missing == 0) fmt::print("{}: all {} calibration files are there\n", path, needed.size());
}

int list(const DataArguments &arguments) {
  if (arguments.paths.empty()) return show(arguments, false);
  const Context context = open_context(arguments.calibration);
  int status = exit_ok;
  const ImageInputs inputs = expand_images(arguments.paths, Products::taken);
  say_remarks(inputs);
  if (inputs.empty_folders()) status = exit_failed;
  for (const std::string &path : inputs.names) {
    try {
      require_listed(inputs.absent, path);
      show_needs(context.get(), path, arguments.json);
    } catch (const Failure &failure) {
      complain("{}\n", failure_line(path, failure.what()));
      status = exit_failed;
    }
  }
  return status;
}

// Folders of fetched images, by their manifests.
int verify(const DataArguments &arguments) {
  if (arguments.paths.empty()) return show(arguments, true);
  int status = exit_ok;
  for (const std::string &path : arguments.paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) throw UsageError(path + ": no such folder");
    const auto folders = archive::folders_with_manifest(path);
    if (folders.empty())
      throw UsageError(path +
                       ": holds no manifest.json; no images in it were fetched by corkit (calibration files are checked with --calib DIR)");
    for (const auto &folder : folders) {
      const auto changes = archive::changes_since_fetched(folder);
      if (!changes.empty()) status = exit_failed;
      if (arguments.json) {
        ordered_json line{{"folder", folder.string()}};
        auto &changed = line["changed"] = ordered_json::array();
        for (const auto &change : changes) changed.push_back({{"file", change.file}, {"change", change.sentence}});
        print_json(line);
        continue;
      }
      for (const auto &change : changes) fmt::print("{}: {}\n", (folder / change.file).string(), change.sentence);
      if (changes.empty()) fmt::print("{}: unchanged\n", folder.string());
    }
  }
  return status;
}

void add_check(CLI::App &command, Action &chosen, const char *name, const char *help, int (*run)(const DataArguments &),
               const char *paths_name, const char *paths_help) {
  const auto arguments = std::make_shared<DataArguments>();
  CLI::App &check_command = *command.add_subcommand(name, help);
  check_command.add_option(paths_name, arguments->paths, paths_help)->type_name("");
  check_command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")
      ->type_name("DIR");
  check_command.add_flag("--json", arguments->json, "one JSON object a line on stdout instead of text");
  check_command.callback([arguments, run, &chosen] { chosen = [arguments, run] { return run(*arguments); }; });
}

}  // namespace

void add_data(CLI::App &app, Action &chosen) {
  CLI::App &command =
      *app.add_subcommand("data", "calibration files and images: what is there, checksums, downloads, a synthetic demonstration set");
  command.require_subcommand(1);
  add_check(command, chosen, "list", "say which calibration files are found, and where", list, "FILE",
            "images, folders, patterns, @LIST: which files these lack, and what that does to them");
  add_check(command, chosen, "verify", "read every calibration file and print its SHA-256; exit 1 if one is missing, damaged or changed",
            verify, "DIR", "folders of fetched images instead: what has changed in them");

  archive::add_fetch(command, chosen);
  archive::add_images(command, chosen);

  const auto arguments = std::make_shared<DataArguments>();
  CLI::App &demo = *command.add_subcommand("demo", "write synthetic calibration files and three synthetic images");
  demo.footer(
      "DIR gets lasco_data/ nrl_lib/ ancil/ in the names and formats of SolarSoft's files, and l05/ with one C2 and two C3 images, one of\n"
      "which lost five telemetry blocks. All of it is computed, nothing is an observation; headers and products say so. About 30 MB.");
  demo.add_option("DIR", arguments->demo_folder, "a new or empty folder, or an earlier demonstration set, which is written anew")
      ->required()
      ->type_name("");
  demo.callback([arguments, &chosen] {
    chosen = [arguments] {
      write_demo(arguments->demo_folder);
      fmt::print("{}: synthetic calibration files and images written; now: corkit reduce {}/l05/*.fts --calib {} -o level1\n",
                 arguments->demo_folder, arguments->demo_folder, arguments->demo_folder);
      return exit_ok;
    };
  });
}

}  // namespace tool
