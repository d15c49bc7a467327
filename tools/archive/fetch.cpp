// corkit data fetch: the calibration files that SolarSoft's users have.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "archive/addresses.hpp"
#include "archive/calibration_folder.hpp"
#include "archive/commands.hpp"
#include "archive/content.hpp"
#include "archive/ephemeris.hpp"
#include "archive/moments.hpp"
#include "archive/parallel.hpp"
#include "archive/report.hpp"
#include "archive/transfer.hpp"

#include "interrupt.hpp"
#include "temporary_folder.hpp"

namespace tool::archive {

namespace {

namespace fs = std::filesystem;

struct FetchArguments {
  DownloadArguments download;
  std::string folder;
};

std::vector<Wanted> wanted_files(const DownloadArguments &download) {
  const auto mirrors = checked_mirrors(download.mirrors);
  std::vector<Wanted> files;
  const auto add = [&](const Source &source, bool may_be_absent) {
    const std::string name = fs::path(source.file).filename().string();
    files.push_back({source.file, source.urls, [name](const fs::path &path) { check_calibration(path, name); }, may_be_absent});
  };
  for (const CalibrationName &name : calibration_names()) add(calibration_source(name, mirrors), false);
  if (download.from.empty() != download.to.empty()) throw UsageError("--from and --to: give both, or none");
  if (download.from.empty()) return files;
  const auto days = days_between(parse_moment("--from", download.from, false), parse_moment("--to", download.to, true));
  for (const std::string &day : days) {
    for (const char *camera : {"c2", "c3"}) add(exposure_source(camera, day, mirrors), true);
  }
  return files;
}

EphemerisRequest ephemeris_request(const DownloadArguments &download) {
  EphemerisRequest request = whole_mission();
  if (!download.from.empty()) {
    request.from = parse_moment("--from", download.from, false);
    request.to = parse_moment("--to", download.to, true);
  }
  if (!download.horizons.empty()) request.address = checked_addresses("--horizons", {download.horizons}).front();
  return request;
}

int fetch(const FetchArguments &arguments) {
  const DownloadArguments &download = arguments.download;
  if (!download.ephemeris && !download.horizons.empty()) throw UsageError("--horizons belongs to --ephemeris");
  const fs::path folder = arguments.folder.empty() ? user_data_folder() : fs::path(arguments.folder);
  if (folder.empty()) throw UsageError("there is no home folder: name one with --calib DIR");
  if (const std::string reason = why_foreign(folder); !reason.empty()) throw UsageError(folder.string() + ": " + reason);
  const int status = fetch_calibration(download, folder, false);
  const char *const chosen = std::getenv("CORKIT_DATA");
  if (!download.dry_run && !download.json && arguments.folder.empty() && chosen != nullptr && *chosen != '\0')
    fmt::print("CORKIT_DATA is set, so {} is used and not {}, unless --calib names it\n", chosen, folder.string());
  return status;
}

}  // namespace

// Files of two sets are not mixed.
std::string why_foreign(const fs::path &folder) {
  std::error_code ignored;
  const auto there = [&](const char *name) { return fs::exists(folder / name, ignored); };
  if (there("SYNTHETIC.txt")) return "holds the synthetic demonstration set; name another folder";
  if (!there("lasco_data") && (there("soho") || there("idl") || there("lasco") || there("calib") || there("data")))
    return "looks like a SolarSoft tree; name a folder of its own";
  if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored)) return "is a file; name a folder";
  return "";
}

int fetch_calibration(const DownloadArguments &download, const fs::path &folder, bool quiet) {
  std::vector<Wanted> files = wanted_files(download);
  // First: its server is another one than that of the files, which may be out of reach. It is made anew each time.
  const size_t made_anew = download.ephemeris ? 1 : 0;
  if (download.ephemeris) files.insert(files.begin(), wanted_ephemeris(ephemeris_request(download), folder));
  if (download.dry_run) {
    for (const Wanted &file : files) print_plan(folder.string(), file.file, file.urls, download.json);
    return exit_ok;
  }
  catch_interrupts();
  remove_left_temporary_folders();
  prepare_transfers();
  Manifest manifest(folder);
  Report report(folder.string(), files.size(), download.json, quiet);
  in_parallel<Connection>(files.size(), download.jobs, [&](size_t i, const Connection &connection) {
    if (report.hopeless()) return;
    const Policy policy{download.update, i >= made_anew || download.update, true, download.patience_s};
    report.add(files[i].file, retrieve(connection, files[i], manifest, policy, [&](size_t bytes) { report.bytes(bytes); }));
  });
  manifest.save();
  if (download.from.empty()) report.say("without exposure factors: --from and --to say of which days");
  return report.finish();
}

void add_fetch(CLI::App &data, Action &chosen) {
  const auto arguments = std::make_shared<FetchArguments>();
  CLI::App &command = *data.add_subcommand("fetch", "download SolarSoft's calibration files");
  command.footer(
      "DIR gets lasco_data/ nrl_lib/ ancil/ and manifest.json, which has the SHA-256, date and source of each file. A file that is there "
      "is\n"
      "asked for again only if it is newer on the server, and never replaced by another one unless --update is given. Every file is read\n"
      "before it gets its name. What was cut short is resumed by the same command. A mirror is a SolarSoft tree (URL/soho/lasco) or a "
      "folder\n"
      "that this command made.");
  command.add_option("--calib,-o,--output", arguments->folder, "folder for the files; default: the user's data folder (see corkit --help)")
      ->type_name("DIR");
  command.add_option("--from", arguments->download.from, "exposure factors, too, of the days from this one")->type_name("DATE");
  command.add_option("--to", arguments->download.to, "to this one")->type_name("DATE");
  command.add_flag("--ephemeris", arguments->download.ephemeris,
                   "SOHO's positions of these days, too, from JPL Horizons; of the whole mission without days");
  command.add_option("--horizons", arguments->download.horizons, "another address in place of JPL's")->type_name("URL");
  arguments->download.add_to(command);
  command.callback([arguments, &chosen] { chosen = [arguments] { return fetch(*arguments); }; });
}

}  // namespace tool::archive
