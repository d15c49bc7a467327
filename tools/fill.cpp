// corkit fill: the lost blocks of one file, everything else as it is.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"
#include "complain.hpp"
#include "fill_arguments.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"
#include "source_name.hpp"

namespace tool {

namespace {

using nlohmann::ordered_json;

struct FillCommandArguments {
  std::string file, output, calibration, method = "membrane", mask, oracle = "idl";
  FillArguments fill;
  int threads = 0;
  bool insist = false;
  bool json = false;
  bool quiet = false;
};

std::vector<std::string> warnings_of(const corkit_fill_report &report) {
  std::vector<std::string> warnings;
  std::istringstream lines(report.warnings);
  for (std::string line; std::getline(lines, line);) warnings.push_back(line);
  if (report.nfilled < report.nmissing)
    warnings.push_back(fmt::format("{} lost pixels have no measured neighbour and stay as they are", report.nmissing - report.nfilled));
  return warnings;
}

void print_json(const FillCommandArguments &arguments, const corkit_fill_report &report, const std::string &error, double seconds) {
  const bool failed = !error.empty();
  const auto unless_failed = [&](auto value) { return failed ? ordered_json(nullptr) : ordered_json(value); };
  ordered_json line;
  line["input"] = arguments.file;
  line["output"] = unless_failed(arguments.output);
  line["status"] = failed ? "error" : "ok";
  line["error"] = failed ? ordered_json(error) : ordered_json(nullptr);
  const std::string detector = failed ? source_names(arguments.file).detector : report.detector;
  line["detector"] = detector.empty() ? ordered_json(nullptr) : ordered_json(detector);
  line["level"] = unless_failed(report.level1 != 0 ? "1" : "0.5");
  line["method"] = unless_failed(std::string(report.method));
  line["missing_pixels"] = unless_failed(report.nmissing);
  line["filled_pixels"] = unless_failed(report.nfilled);
  line["seconds"] = seconds;
  if (const auto warnings = warnings_of(report); !warnings.empty()) line["warnings"] = warnings;
  fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

// The library says more of these.
bool is_read(const FillCommandArguments &arguments, std::vector<std::string> read, const std::string &path) {
  read.insert(read.end(), {arguments.file, arguments.mask});
  std::error_code none;
  return std::any_of(read.begin(), read.end(), [&](const std::string &file) { return std::filesystem::equivalent(file, path, none); });
}

void fill_into(const FillCommandArguments &arguments, corkit_fill_report &report) {
  std::error_code error;
  if (std::filesystem::is_directory(arguments.file, error))
    throw Failure(CORKIT_ERROR_NOT_FITS, "is a folder, not a FITS file; name the image in it");
  require_no_list(arguments.file);
  if (std::filesystem::is_directory(arguments.output, error))
    throw Failure(CORKIT_ERROR_IO, "-o " + arguments.output + " is a folder; give the name of a file");
  const auto contexts = arguments.fill.context_files();
  if (!is_read(arguments, contexts, arguments.output)) require_replaceable(arguments.output, "fill", "FILLMETH");
  const Context context = open_context(arguments.calibration);
  corkit_fill_file_options options;
  corkit_fill_file_options_default(&options);
  const auto files = c_strings(contexts);
  options.method = fill_code(arguments.method);
  options.isotropic = arguments.fill.isotropic ? 1 : 0;
  options.context = files.data();
  options.ncontext = static_cast<int>(files.size());
  options.weights = arguments.fill.weights.empty() ? nullptr : arguments.fill.weights.c_str();
  options.mask = arguments.mask.empty() ? nullptr : arguments.mask.c_str();
  options.fill_mask = arguments.fill.fill_mask ? 1 : 0;
  options.threads = arguments.threads;
  options.insist = arguments.insist ? 1 : 0;
  options.oracle = arguments.oracle == "gdl" ? CORKIT_ORACLE_GDL : CORKIT_ORACLE_IDL;
  check(corkit_fill_file(context.get(), arguments.file.c_str(), arguments.output.c_str(), &options, &report));
}

int fill(const FillCommandArguments &arguments) {
  using clock = std::chrono::steady_clock;
  arguments.fill.check(arguments.method);
  corkit_fill_report report{};
  report.size = sizeof report;
  std::string error;
  const auto start = clock::now();
  try {
    fill_into(arguments, report);
  } catch (const Failure &failure) {
    error = failure.what();
  }
  const double seconds = std::chrono::duration<double>(clock::now() - start).count();
  if (arguments.json) print_json(arguments, report, error, seconds);
  if (!error.empty()) {
    complain("{}\n", failure_line(arguments.file, error));
    return exit_failed;
  }
  if (!arguments.quiet && !arguments.json)
    for (const auto &warning : warnings_of(report)) complain("{}\n", failure_line(arguments.file, "warning: " + warning));
  if (!arguments.json && !arguments.quiet)
    fmt::print("{} -> {} ({}, level {}, {}: {} of {} lost pixels filled)\n", arguments.file, arguments.output, report.detector,
               report.level1 != 0 ? "1" : "0.5", report.method, report.nfilled, report.nmissing);
  return exit_ok;
}

}  // namespace

void add_fill(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<FillCommandArguments>();
  CLI::App &command = *app.add_subcommand("fill", "fill the lost blocks of a level-0.5 or level-1 image, and nothing else");
  command.footer(
      "Level 0.5: what is lost are zero pixels of blocks that the camera sends; they are filled in DN above the bias, and the file is "
      "written\n"
      "as floating-point DN with the bias. Level 1: what is lost is what NMISSING and MISSLIST say, or --mask; units and pixel type stay.\n"
      "Cards: FILLMETH, MISSFILL (number of filled pixels), HISTORY. --json prints one object: input, output, status, error, detector,\n"
      "level, method, missing_pixels, filled_pixels, seconds, and warnings where there are any.\n"
      "Exit status: 0 done, 1 failed (one line on stderr, nothing written), 2 wrong usage.");
  command.add_option("FILE", arguments->file, "image: .fts .fits, also .gz and .fz")->required()->type_name("");
  command.add_option("-o,--output", arguments->output, "file to write")->required()->type_name("FILE");
  command.add_option("--fill", arguments->method, "fuzzy (SolarSoft's, C3 Clear, level 0.5), membrane or dl (learned)")
      ->check(CLI::IsMember({"fuzzy", "membrane", "dl"}))
      ->capture_default_str();
  arguments->fill.add_to(command);
  command.add_option("--mask", arguments->mask, "FITS image that is not 0 where pixels are lost, in place of the rules below")
      ->type_name("FILE");
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command.add_option("--oracle", arguments->oracle, "whose built-in routines are followed: idl or gdl")
      ->check(CLI::IsMember({"idl", "gdl"}))
      ->capture_default_str();
  command.add_option("--threads", arguments->threads, "dl: threads; 0: as many as there are cores. The result is the same")
      ->type_name("N")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_flag("--insist", arguments->insist, "fill what is no level-0.5 image of the corona, too: dark, lamp, another telescope");
  command.add_flag("--json", arguments->json, "one JSON object on stdout instead of text");
  command.add_flag("-q,--quiet", arguments->quiet, "say nothing but failures");
  command.callback([arguments, &chosen] { chosen = [arguments] { return fill(*arguments); }; });
}

}  // namespace tool
