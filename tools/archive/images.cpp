// corkit data images: level-0.5 and level-1 images of the public archive, by camera and time.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "archive/commands.hpp"
#include "archive/day_images.hpp"
#include "archive/moments.hpp"
#include "archive/transfer.hpp"
#include "complain.hpp"
#include "inputs.hpp"
#include "interrupt.hpp"
#include "temporary_folder.hpp"

namespace tool::archive {

namespace {

namespace fs = std::filesystem;

struct ImagesArguments {
  DownloadArguments download;
  std::string folder = ".", camera, level = "0.5";
};

int fetch_images(const ImagesArguments &arguments) {
  const DownloadArguments &download = arguments.download;
  const Range range{parse_moment("--from", download.from, false), parse_moment("--to", download.to, true)};
  const auto mirrors = checked_mirrors(download.mirrors);
  const fs::path folder = arguments.folder.empty() ? "." : arguments.folder;
  require_no_file("-o", arguments.folder);
  std::vector<DayWork> days;
  for (const std::string &yymmdd : days_between(range.from, range.to)) {
    const Day day{arguments.level == "1" ? "level_1" : "level_05", yymmdd, arguments.camera};
    days.push_back({day, day_addresses(day, mirrors), {}, nullptr});
  }

  catch_interrupts();
  remove_left_temporary_folders();
  prepare_transfers();
  Report report(folder.string(), 0, download.json);
  read_lists(days, download.jobs, download.patience_s, report);

  std::vector<ImageWork> images;
  for (DayWork &day : days) add_images_of(day, range, images);
  if (download.dry_run) {
    for (const ImageWork &image : images) {
      print_plan(folder.string(), image.day->day.folder() + '/' + image.wanted.file, image.wanted.urls, download.json);
    }
    return report.failed() == 0 && interrupted() == 0 ? exit_ok : exit_failed;
  }
  const Policy policy{download.update, download.update, true, download.patience_s};
  fetch_images_of(days, images, folder, policy, download.jobs, report);
  const int status = report.finish();
  if (status == exit_ok && report.gained() == 0) {
    complain("corkit: the archive has no {} images from {} to {} at level {}\n", arguments.camera, range.from, range.to, arguments.level);
    return exit_failed;
  }
  return status;
}

}  // namespace

void add_images(CLI::App &data, Action &chosen) {
  const auto arguments = std::make_shared<ImagesArguments>();
  CLI::App &command = *data.add_subcommand("images", "download images of the LASCO team's public archive");
  command.footer(
      "Images go to DIR/level_05/YYMMDD/c3/ (or level_1, c2), with the day's img_hdr.txt, which names those that are there: corkit reduce\n"
      "@DIR/level_05/YYMMDD/c3/img_hdr.txt. Level 1 is SolarSoft's own, 1996 to 2017-08-31. Images that are there are not asked for "
      "again.\n"
      "What was cut short is resumed by the same command. A mirror holds level_05/ and level_1/.");
  command.add_option("--camera", arguments->camera, "c2 or c3")->required()->transform(CLI::IsMember({"c2", "c3"}, CLI::ignore_case));
  command.add_option("--from", arguments->download.from, "first moment: 2002-05-21, or 2002-05-21T00:30:05 (UTC, the camera's clock)")
      ->type_name("T")
      ->required();
  command.add_option("--to", arguments->download.to, "last moment; a date alone: its end")->type_name("T")->required();
  command.add_option("--level", arguments->level, "0.5, the images as they were sent, or 1, SolarSoft's products")
      ->check(CLI::IsMember({"0.5", "1"}))
      ->capture_default_str();
  command.add_option("-o,--output", arguments->folder, "folder for the images")->type_name("DIR")->capture_default_str();
  arguments->download.add_to(command);
  command.callback([arguments, &chosen] { chosen = [arguments] { return fetch_images(*arguments); }; });
}

}  // namespace tool::archive
