#include "validate/archive_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>

#include "archive/calibration_folder.hpp"
#include "archive/commands.hpp"
#include "archive/day_images.hpp"
#include "archive/moments.hpp"
#include "archive/transfer.hpp"
#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::validate {

namespace {

namespace fs = std::filesystem;
using archive::DayWork;

constexpr unsigned kJobs = 4;
constexpr int kPatience_s = 30;

void stop_if_interrupted() {
  if (interrupted() != 0) throw Failure(CORKIT_ERROR_IO, "stopped; the same command goes on");
}

void fetch_calibration_of(const ArchiveRequest &request) {
  const fs::path folder = archive::manifest_folder(request.calibration);
  if (folder.empty() || !archive::why_foreign(folder).empty()) return;
  archive::DownloadArguments download;
  download.mirrors = request.mirrors;
  download.from = download.to = request.date;
  archive::fetch_calibration(download, folder, true);
  stop_if_interrupted();
}

// 32082085.fts -> 35082085.fts, as SolarSoft names it.
std::string product_name(std::string name) {
  if (name.size() > 1) name[1] = name[1] == '2' ? '5' : '4';
  return name.substr(0, name.find('.'));
}

std::string stem(const std::string &name) { return name.substr(0, name.find('.')); }

// Names of both levels, `number` of them spread over those that both lists have.
std::vector<std::pair<std::string, std::string>> chosen_names(const DayWork &raw, const DayWork &products, int number) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto &image : raw.listed) {
    const auto product = std::find_if(products.listed.begin(), products.listed.end(),
                                      [&](const auto &listed) { return stem(listed.name) == product_name(image.name); });
    if (product != products.listed.end()) all.emplace_back(image.name, product->name);
  }
  const auto wanted = static_cast<size_t>(number);
  if (all.size() <= wanted) return all;
  std::vector<std::pair<std::string, std::string>> some;
  some.reserve(wanted);
  for (size_t i = 0; i < wanted; ++i) some.push_back(all[i * all.size() / wanted]);
  return some;
}

std::string path_of(const ArchiveRequest &request, const DayWork &day, const std::string &name) {
  return (request.folder / day.day.folder() / name).string();
}

}  // namespace

std::vector<ArchivePair> fetch_pairs(const ArchiveRequest &request) {
  const archive::Range range{archive::parse_moment("--date", request.date, false), archive::parse_moment("--date", request.date, true)};
  const std::string yymmdd = archive::days_between(range.from, range.to).front();
  const auto mirrors = archive::checked_mirrors(request.mirrors);
  fetch_calibration_of(request);

  catch_interrupts();
  archive::prepare_transfers();
  archive::Report report(request.folder.string(), 0, false, true);
  std::vector<DayWork> days;
  for (const char *level : {"level_05", "level_1"}) {
    const archive::Day day{level, yymmdd, request.camera};
    days.push_back({day, archive::day_addresses(day, mirrors), {}, nullptr});
  }
  archive::read_lists(days, kJobs, kPatience_s, report);
  stop_if_interrupted();
  const auto names = chosen_names(days[0], days[1], request.number);
  std::set<std::string> wanted;
  for (const auto &[raw, product] : names) wanted.insert({raw, product});
  std::vector<archive::ImageWork> images;
  for (DayWork &day : days) archive::add_images_of(day, range, images);
  std::erase_if(images, [&](const archive::ImageWork &image) { return !wanted.contains(image.wanted.file); });
  archive::fetch_images_of(days, images, request.folder, {false, false, true, kPatience_s}, kJobs, report);
  report.finish();
  stop_if_interrupted();

  std::vector<ArchivePair> pairs;
  pairs.reserve(names.size());
  for (const auto &[raw, product] : names) {
    pairs.push_back({path_of(request, days[0], raw), path_of(request, days[1], product)});
  }
  if (pairs.empty()) {
    throw Failure(CORKIT_ERROR_INPUT,
                  fmt::format("the archive gave no {} image of {} together with SolarSoft's product of it (it has products "
                              "of 1996 to 2017-08-31)",
                              request.camera, request.date));
  }
  return pairs;
}

}  // namespace tool::validate
