// corkit browse: one page that plays a folder of images.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "browse/movie.hpp"
#include "command.hpp"
#include "complain.hpp"
#include "finite_number.hpp"
#include "fits/atomic_file.hpp"
#include "frames/failures.hpp"
#include "frames/picture_of.hpp"
#include "image_inputs.hpp"
#include "image_names.hpp"
#include "inputs.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;

struct BrowseArguments {
  std::string folder, output, calibration, background;
  MovieOptions movie;
  int every = 1, limit_mb = 200;
  bool quiet = false;
};

std::vector<std::string> images_in(const std::string &folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw UsageError(folder + (fs::exists(folder, error) ? ": is a file; name the folder it is in"
                                                         : ": no such folder; name one with level-1 or level-0.5 images"));
  }
  std::vector<std::string> files = image_files_below(folder);
  if (files.empty()) throw UsageError(folder + ": holds no .fts or .fits image, nor does a folder below it");
  return files;
}

// Which series a file belongs to, and when it was taken.
struct Entry {
  std::string file, time, series;
};

// The order of the movie needs the headers of all files before the pixels of one.
std::vector<Entry> in_order(corkit_context *ctx, const std::vector<std::string> &files, Failures &failures) {
  std::vector<Entry> entries;
  for (const std::string &file : files) {
    failures.guard(file, [&] {
      const Frame frame = read_frame(ctx, file);
      if (frame.level == "background") return;
      entries.push_back({file, frame.time, fmt::format("{} {} {}", series_name(frame), frame.pixels.nx(), frame.pixels.ny())});
    });
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.time < b.time; });
  return entries;
}

void require_room(const BrowseArguments &arguments, size_t bytes) {
  if (bytes <= static_cast<size_t>(arguments.limit_mb) * 1000000) return;
  throw UsageError(
      fmt::format("the page would be larger than --limit {} MB: give a smaller --size, --every N for each Nth image, a coarser "
                  "--precision, or a larger limit",
                  arguments.limit_mb));
}

int browse(const BrowseArguments &arguments) {
  const std::vector<std::string> files = images_in(arguments.folder);
  std::error_code error;
  if (fs::is_directory(arguments.output, error))
    throw UsageError("-o " + arguments.output + " is a folder; give the name of a page, such as movie.html");
  require_own_output(arguments.output, files, false);
  const Context context = open_context(arguments.calibration);
  Failures failures;
  std::optional<Frame> background;
  if (!arguments.background.empty()) {
    failures.guard(arguments.background, [&] {
      require_no_list(arguments.background);
      background = read_frame(context.get(), arguments.background);
    });
    if (!background) return exit_failed;
  }
  std::map<std::string, Series> all;
  std::map<std::string, int> met;
  for (const Entry &entry : in_order(context.get(), files, failures)) {
    if (met[entry.series]++ % arguments.every != 0) continue;
    failures.guard(entry.file, [&] {
      Frame frame = read_frame(context.get(), entry.file);
      if (background) divide_by_background(frame, *background);
      all.try_emplace(entry.series, frame, arguments.movie).first->second.add(frame);
    });
    size_t bytes = 0;
    for (const auto &[name, series] : all) bytes += series.bytes();
    require_room(arguments, bytes);
  }
  nlohmann::json movie;
  movie["about"] = fmt::format(
      "Made by corkit {}. Images are at most {} pixels wide, in 16-bit steps of {:g} per cent of their brightness; differences and ratios "
      "are computed from "
      "these in the browser, so a difference is right to about {:g} per cent of the brightness, not to that of the difference. Black: "
      "masked, lost or no value.{}",
      corkit_version(), arguments.movie.longest, arguments.movie.precision, arguments.movie.precision,
      background ? " Each image is divided by a background." : "");
  movie["series"] = nlohmann::json::array();
  size_t count = 0;
  for (const auto &[name, series] : all) {
    movie["series"].push_back(series.json());
    count += series.count();
  }
  if (count == 0) {
    complain("{}\n", failure_line(arguments.output, "is not written: there is no image to show"));
    return exit_failed;
  }
  failures.guard(arguments.output, [&] {
    const std::string page = page_of("LASCO " + fs::path(arguments.folder).lexically_normal().filename().string(), movie);
    corkit::AtomicFile file(arguments.output);
    file.write(page.data(), page.size());
    file.commit();
    if (!arguments.quiet)
      fmt::print("{} image{} -> {} ({:.1f} MB)\n", count, count == 1 ? "" : "s", arguments.output, static_cast<double>(page.size()) / 1e6);
  });
  return failures.any() ? exit_failed : exit_ok;
}

}  // namespace

void add_browse(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<BrowseArguments>();
  CLI::App &command = *app.add_subcommand("browse", "one HTML page that plays a folder of images as a movie");
  command.footer(
      "The page needs no server and nothing else: open it in a browser (Chromium 80, Firefox 113, Safari 16.4 or later). Images of several "
      "cameras,\n"
      "filters, polarisers or levels are series to choose from. It shows headers and HISTORY, and marks missing blocks and interim "
      "pointing.\n"
      "Exit status: 0 all done, 1 some image failed (one line each on stderr; the others are in the page), 2 wrong usage.");
  command.add_option("DIR", arguments->folder, "folder with images, in it or below: .fts .fits, also .gz and .fz")
      ->required()
      ->type_name("");
  command.add_option("-o,--output", arguments->output, "HTML file to write")->required()->type_name("FILE");
  command.add_option("--size", arguments->movie.longest, "pixels of the longer side, at most")
      ->type_name("N")
      ->check(CLI::Range(16, 2048))
      ->capture_default_str();
  command.add_option("--precision", arguments->movie.precision, "per cent of the brightness between two steps")
      ->type_name("PERCENT")
      ->check(finite_number(0.02, 10))
      ->capture_default_str();
  command.add_option("--every", arguments->every, "take each Nth image of a series only")
      ->type_name("N")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command.add_option("--limit", arguments->limit_mb, "largest page, megabytes")
      ->type_name("MB")
      ->check(CLI::Range(1, 2000))
      ->capture_default_str();
  command.add_option("--background", arguments->background, "divide by this image (corkit background makes one)")->type_name("FILE");
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command.add_flag("-q,--quiet", arguments->quiet, "say nothing but failures");
  command.callback([arguments, &chosen] { chosen = [arguments] { return browse(*arguments); }; });
}

}  // namespace tool
