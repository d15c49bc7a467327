// corkit data images: level-0.5 and level-1 images of the public archive, by camera and time.
#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "archive/addresses.hpp"
#include "archive/commands.hpp"
#include "archive/content.hpp"
#include "archive/day_list.hpp"
#include "archive/moments.hpp"
#include "archive/parallel.hpp"
#include "archive/report.hpp"
#include "archive/transfer.hpp"
#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::archive {

namespace {

namespace fs = std::filesystem;

struct Arguments {
  DownloadArguments download;
  std::string folder = ".", camera, level = "0.5";
};

struct Range {
  std::string from, to;
  bool holds(const std::string &moment) const { return from <= moment && moment <= to; }
};

struct DayWork {
  Day day;
  std::vector<std::string> addresses;  // of the day's folder, the one that had the list first
  std::vector<ListedImage> listed;
  std::unique_ptr<Manifest> manifest;
};

struct ImageWork {
  DayWork *day = nullptr;
  Wanted wanted;
};

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string text = (fs::temp_directory_path() / "corkit-list-XXXXXX").string();
    if (::mkdtemp(text.data()) == nullptr) throw Failure(CORKIT_ERROR_IO, text + ": no temporary folder can be made");
    path_ = text;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const fs::path &path() const { return path_; }

 private:
  fs::path path_;
};

std::string text_of(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The list of a day. Nothing of it is kept but what it says.
Result read_list(const Connection &connection, DayWork &work, Manifest &scratch, const Policy &policy) {
  Wanted wanted{work.day.yymmdd + ".txt", {}, {}, true};
  for (const std::string &address : work.addresses) wanted.urls.push_back(address + '/' + list_name);
  wanted.check = [&work](const fs::path &path) {
    check_text(path);
    work.listed = parse_day_list(text_of(path));
  };
  Result result = retrieve(connection, wanted, scratch, policy, {});
  // The images are asked for where the list came from first.
  for (size_t i = 1; i < work.addresses.size(); ++i) {
    if (result.url == work.addresses[i] + '/' + list_name) std::swap(work.addresses[0], work.addresses[i]);
  }
  return result;
}

// Lines without a time are taken, and decided by the image's own header.
void add_images_of(DayWork &work, const Range &range, std::vector<ImageWork> &images) {
  for (const ListedImage &listed : work.listed) {
    if (!listed.moment.empty() && !range.holds(listed.moment)) continue;
    if (!listed.camera.empty() && listed.camera != work.day.camera) continue;
    ImageWork image{&work, {listed.name, {}, {}, false}};
    for (const std::string &address : work.addresses) image.wanted.urls.push_back(address + '/' + listed.name);
    const bool undecided = listed.moment.empty();
    image.wanted.check = [name = listed.name, camera = work.day.camera, range, undecided](const fs::path &path) {
      const std::string moment = check_image(path, name, camera);
      if (undecided && !range.holds(moment)) throw Unwanted{};
    };
    images.push_back(std::move(image));
  }
}

// img_hdr.txt of the images that are there: the server's when all are.
void write_list(const DayWork &work) {
  const fs::path folder = work.manifest->folder();
  PartialFile file(folder / list_name);
  file.discard();
  for (const ListedImage &listed : work.listed) {
    if (!fs::is_regular_file(folder / listed.name)) continue;
    const std::string line = listed.line + '\n';
    file.append(line.data(), line.size());
  }
  if (file.size() > 0) file.commit(std::nullopt);
}

int fetch_images(const Arguments &arguments) {
  const DownloadArguments &download = arguments.download;
  const Range range{parse_moment("--from", download.from, false), parse_moment("--to", download.to, true)};
  const auto mirrors = checked_mirrors(download.mirrors);
  const fs::path folder = arguments.folder.empty() ? "." : arguments.folder;
  std::vector<DayWork> days;
  for (const std::string &yymmdd : days_between(range.from, range.to)) {
    const Day day{arguments.level == "1" ? "level_1" : "level_05", yymmdd, arguments.camera};
    days.push_back({day, day_addresses(day, mirrors), {}, nullptr});
  }

  catch_interrupts();
  prepare_transfers();
  Report report(folder.string(), 0, download.json);
  {
    const TemporaryFolder temporary;
    Manifest scratch(temporary.path());
    const Policy policy{false, true, false, download.patience_s};
    in_parallel<Connection>(days.size(), download.jobs, [&](size_t i, const Connection &connection) {
      if (report.hopeless()) {
        report.expect(1);
        return;
      }
      const Result result = read_list(connection, days[i], scratch, policy);
      if (result.state != State::failed && result.state != State::absent) return;
      report.expect(1);
      report.add(days[i].day.folder() + '/' + list_name, result);
    });
  }

  std::vector<ImageWork> images;
  for (DayWork &day : days) add_images_of(day, range, images);
  if (download.dry_run) {
    for (const ImageWork &image : images) {
      print_plan(folder.string(), image.day->day.folder() + '/' + image.wanted.file, image.wanted.urls, download.json);
    }
    return report.failed() == 0 && interrupted() == 0 ? exit_ok : exit_failed;
  }
  for (const ImageWork &image : images) {
    auto &manifest = image.day->manifest;
    if (!manifest) manifest = std::make_unique<Manifest>(folder / image.day->day.folder());
  }
  report.expect(images.size());
  const Policy policy{download.update, download.update, true, download.patience_s};
  in_parallel<Connection>(images.size(), download.jobs, [&](size_t i, const Connection &connection) {
    if (report.hopeless()) return;
    ImageWork &image = images[i];
    const Result result = retrieve(connection, image.wanted, *image.day->manifest, policy, [&](size_t bytes) { report.bytes(bytes); });
    report.add(image.day->day.folder() + '/' + image.wanted.file, result);
  });
  for (const DayWork &day : days) {
    if (!day.manifest) continue;
    day.manifest->save();
    write_list(day);
  }
  const int status = report.finish();
  if (status == exit_ok && report.gained() == 0) {
    fmt::print(stderr, "corkit: the archive has no {} images from {} to {} at level {}\n", arguments.camera, range.from, range.to,
               arguments.level);
    return exit_failed;
  }
  return status;
}

}  // namespace

void add_images(CLI::App &data, Action &chosen) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App &command = *data.add_subcommand("images", "download images of the LASCO team's public archive");
  command.footer(
      "Images go to DIR/level_05/YYMMDD/c3/ (or level_1, c2), with the day's img_hdr.txt, which names those that are there: corkit reduce\n"
      "@DIR/level_05/YYMMDD/c3/img_hdr.txt. Level 1 is SolarSoft's own, 1996 to 2017-08-31. Images that are there are not asked for "
      "again.\n"
      "What was cut short is resumed by the same command. A mirror holds level_05/ and level_1/.");
  command.add_option("--camera", arguments->camera, "c2 or c3")->required()->check(CLI::IsMember({"c2", "c3"}));
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
