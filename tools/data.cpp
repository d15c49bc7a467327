// corkit data: the calibration files that corkit finds, and the synthetic demonstration set.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "calibration_list.hpp"
#include "command.hpp"
#include "demo/demo.hpp"
#include "handles.hpp"
#include "sha256.hpp"

namespace tool {

namespace {

using nlohmann::ordered_json;

struct Arguments {
  std::string calibration, demo_folder;
  bool json = false;
};

int show(const Arguments &arguments, bool checksums) {
  const Context context = open_context(arguments.calibration);
  const std::vector<CalibrationFile> files = calibration_files(context.get());
  const bool synthetic = corkit_calibration_synthetic(context.get()) != 0;
  const char *const source = corkit_calibration_source(context.get());
  const auto sum = [&](const CalibrationFile &file) { return checksums && !file.path.empty() ? sha256_of_file(file.path) : std::string(); };
  const bool complete = !files.empty() && std::all_of(files.begin(), files.end(), [](const auto &file) { return file.state == "ok"; });
  if (arguments.json) {
    ordered_json line;
    line["source"] = source;
    line["synthetic"] = synthetic;
    line["complete"] = complete;
    auto &list = line["files"] = ordered_json::array();
    for (const CalibrationFile &file : files) {
      ordered_json entry{
          {"name", file.name}, {"state", file.state}, {"path", file.path.empty() ? ordered_json(nullptr) : ordered_json(file.path)}};
      if (checksums) entry["sha256"] = file.path.empty() ? ordered_json(nullptr) : ordered_json(sum(file));
      list.push_back(entry);
    }
    fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  } else {
    fmt::print("calibration data: {}{}\n", source, synthetic ? " (synthetic demonstration data)" : "");
    for (const CalibrationFile &file : files) {
      fmt::print("{:<42}  {}{}{}\n", file.name, file.state, file.path.empty() ? "" : "  ", file.path);
      if (checksums && !file.path.empty()) fmt::print("    sha256 {}\n", sum(file));
    }
    if (!complete) fmt::print("not complete: give the folder with --calib, or set CORKIT_DATA or LASCO_DATA, NRL_LIB and ANCIL_DATA\n");
  }
  return checksums && !complete ? exit_failed : exit_ok;
}

void add_show(CLI::App &command, Action &chosen, const char *name, const char *help, bool checksums) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App &show_command = *command.add_subcommand(name, help);
  show_command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")
      ->type_name("DIR");
  show_command.add_flag("--json", arguments->json, "one JSON object on stdout instead of text");
  show_command.callback([arguments, checksums, &chosen] { chosen = [arguments, checksums] { return show(*arguments, checksums); }; });
}

}  // namespace

void add_data(CLI::App &app, Action &chosen) {
  CLI::App &command = *app.add_subcommand("data", "calibration files: what is there, checksums, a synthetic demonstration set");
  command.require_subcommand(1);
  add_show(command, chosen, "list", "say which calibration files are found, and where", false);
  add_show(command, chosen, "verify", "read every calibration file and print its SHA-256; exit 1 if one is missing or damaged", true);

  const auto arguments = std::make_shared<Arguments>();
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
