// corkit stars: pointing, scale and brightness of images from the stars in them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "complain.hpp"
#include "ephemeris_file.hpp"
#include "fits/atomic_file.hpp"
#include "frames/failures.hpp"
#include "frames/picture_names.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"
#include "stars/finding.hpp"
#include "stars/overlay.hpp"
#include "stars/report.hpp"
#include "stars/throughput.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;

struct StarsArguments {
  std::vector<std::string> files;
  std::string calibration, ephemeris, table, overlay, star_table;
  bool json = false, photometry = false, no_time_correction = false, quiet = false;
};

bool is_folder(const std::string &path) {
  std::error_code error;
  return path.ends_with('/') || fs::is_directory(path, error);
}

void report(const StarsArguments &arguments, const Finding &finding) {
  if (arguments.json)
    fmt::print("{}\n", as_json_line(finding));
  else if (!arguments.quiet && finding.failure.empty())
    fmt::print("{}", as_text(finding, arguments.photometry));
  std::fflush(stdout);
  if (!finding.failure.empty()) complain("{}\n", failure_line(finding.input, finding.failure));
  for (const auto &warning : finding.warnings) complain("{}\n", failure_line(finding.input, "warning: " + warning));
}

// Times that are not UTC shift the Sun among the stars, and nothing else: told once.
void say_clock(const std::vector<Finding> &findings, const StarsArguments &arguments) {
  if (arguments.quiet || arguments.no_time_correction) return;
  const auto n = std::count_if(findings.begin(), findings.end(),
                               [](const Finding &finding) { return finding.failure.empty() && finding.result.clock_corrected == 0; });
  if (n == 0) return;
  complain("corkit: the times of {} image{} are the camera's clock, 20 to 120 s ahead of UTC: no TIME_DIFF.DAT reaches them (--calib)\n", n,
           n == 1 ? "" : "s");
}

Finding finding_of(corkit_context *ctx, const ImageInputs &inputs, const std::string &file, const corkit_stars_options &options) {
  const std::string why = why_absent(inputs.absent, file);
  if (why.empty()) return find_stars(ctx, file, options);
  Finding finding;
  finding.input = file;
  finding.failure = why;
  return finding;
}

int stars(const StarsArguments &arguments) {
  const ImageInputs inputs = expand_images(arguments.files, Products::taken);
  say_remarks(inputs);
  if (inputs.empty_folders()) return exit_failed;
  if (inputs.names.empty()) throw UsageError("stars: no files to look at");
  auto read = lists_of(arguments.files);
  read.insert(read.end(), inputs.names.begin(), inputs.names.end());
  read.insert(read.end(), {arguments.ephemeris, arguments.star_table});
  const bool folder = is_folder(arguments.overlay);
  std::error_code none;
  if (!arguments.overlay.empty() && !folder) {
    if (inputs.names.size() > 1) throw UsageError("--overlay: give a folder (with / at its end) for the pictures of several files");
    require_own_output(arguments.overlay, read, false, "--overlay");
    if (arguments.overlay == arguments.table) throw UsageError("--overlay and --table name the same file; give two names");
  }
  if (fs::is_directory(arguments.table, none))
    throw UsageError("--table " + arguments.table + " is a folder; give the name of a table, such as stars.csv");
  if (!arguments.table.empty()) require_own_output(arguments.table, read, false, "--table");

  require_ephemeris(arguments.ephemeris);
  const Context context = open_context(arguments.calibration);
  corkit_stars_options options{};
  corkit_stars_options_default(&options);
  if (!arguments.ephemeris.empty()) options.ephemeris = arguments.ephemeris.c_str();
  if (!arguments.star_table.empty()) options.star_table = arguments.star_table.c_str();
  options.no_time_correction = arguments.no_time_correction ? 1 : 0;

  Failures failures;
  PictureNames pictures(arguments.overlay);
  std::vector<Finding> findings;
  bool all = true;
  for (const auto &file : inputs.names) {
    findings.push_back(finding_of(context.get(), inputs, file, options));
    const Finding &finding = findings.back();
    report(arguments, finding);
    all = all && finding.result.solved != 0;
    if (arguments.overlay.empty() || finding.result.solved == 0) continue;
    failures.guard(file, [&] { write_overlay(context.get(), finding, folder ? pictures.path_of(file) : arguments.overlay); });
  }
  say_clock(findings, arguments);
  if (arguments.photometry) {
    const auto rings = throughput_of(findings);
    if (arguments.json)
      fmt::print("{}\n", as_json_line(rings));
    else if (!arguments.quiet && !rings.empty())
      fmt::print("{}", as_text(rings));
  }
  if (!arguments.table.empty())
    failures.guard(arguments.table, [&] {
      const std::string rows = arguments.photometry ? star_table(findings) : image_table(findings);
      corkit::AtomicFile file(arguments.table);
      file.write(rows.data(), rows.size());
      file.commit();
    });
  return all && !failures.any() ? exit_ok : exit_failed;
}

}  // namespace

void add_stars(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<StarsArguments>();
  CLI::App &command = *app.add_subcommand("stars", "pointing, scale and brightness of images, measured from the stars in them");
  command.footer(
      "Roll, scale and the sky direction of every pixel come from the stars alone; the Sun's pixel needs to know where SOHO was "
      "(--ephemeris).\n"
      "An image whose stars prove no pointing gets none: \"no solution\" and the reason.\n"
      "Exit status: 0 all solved, 1 some image is not (or cannot be read), 2 wrong usage.");
  command.add_option("FILE", arguments->files, "level-0.5 or level-1 images of C2 and C3: files, folders, patterns, @LIST")
      ->required()
      ->type_name("...");
  command
      .add_option("--ephemeris", arguments->ephemeris,
                  "where SOHO was: table of JPL Horizons, target -21, centre 500@10 (corkit data fetch --ephemeris)")
      ->type_name("FILE");
  command.add_flag("--json", arguments->json, "one JSON object a line on stdout instead of text; what its kind is says the key \"kind\"");
  command.add_option("--table", arguments->table, "CSV file to write: a row an image; with --photometry a row a star")->type_name("CSV");
  command.add_option("--overlay", arguments->overlay, "picture to write: stars circled, with their magnitudes; a folder for several files")
      ->type_name("PNG");
  command.add_flag("--photometry", arguments->photometry, "zero point of each image, and throughput against radius of all of them");
  command.add_option("--stars", arguments->star_table, "star table to use in place of the installed one")->type_name("FILE");
  command.add_flag("--no-time-correction", arguments->no_time_correction, "take DATE-OBS for UTC: the camera's clock is not corrected");
  command
      .add_option("--calib", arguments->calibration, "calibration files (see corkit --help): clock and pointing tables, if they are there")
      ->type_name("DIR");
  command.add_flag("-q,--quiet", arguments->quiet, "no text on stdout");
  command.callback([arguments, &chosen] { chosen = [arguments] { return stars(*arguments); }; });
}

}  // namespace tool
