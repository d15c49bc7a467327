// corkit quicklook: PNG pictures of level-0.5 and level-1 images.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "core/decimal.hpp"
#include "frames/failures.hpp"
#include "frames/picture_names.hpp"
#include "frames/picture_of.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"
#include "picture/sheet.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;
namespace picture = corkit::picture;

constexpr int kLargestSide = 8192;
constexpr int kLargestSheet = 16384;  // pixels along a side

struct QuicklookArguments {
  std::vector<std::string> files;
  std::string output, calibration, background, scale, colours, difference, sheet, percentiles;
  std::optional<double> low, high;
  Look look;
  bool quiet = false;
};

// What a picture is made of: a file, or two.
struct Shown {
  Frame frame;
  Content content = Content::brightness;
  std::vector<std::string> notes;
};

// "0.5,99.5", "4x3"
std::pair<double, double> two_numbers(const std::string &text, char separator, const std::string &option) {
  std::pair<double, double> numbers;
  const char *const end = text.data() + text.size();
  const auto first = corkit::decimal(text.data(), end, numbers.first);
  const bool apart = first.ec == std::errc() && first.ptr != end && *first.ptr == separator;
  const auto second = apart ? corkit::decimal(first.ptr + 1, end, numbers.second) : first;
  if (!apart || second.ec != std::errc() || second.ptr != end)
    throw UsageError(fmt::format("{} {}: give two numbers with {} between them", option, text, separator));
  return numbers;
}

Look look_of(const QuicklookArguments &arguments) {
  Look look = arguments.look;
  if (arguments.scale == "linear") look.stretch = picture::Stretch::linear;
  if (arguments.scale == "sqrt") look.stretch = picture::Stretch::sqrt;
  if (arguments.scale == "log") look.stretch = picture::Stretch::log;
  if (arguments.colours == "grey") look.palette = picture::Palette::grey;
  if (arguments.colours == "c2") look.palette = picture::Palette::c2;
  if (arguments.colours == "c3") look.palette = picture::Palette::c3;
  if (!arguments.percentiles.empty()) {
    const auto [low, high] = two_numbers(arguments.percentiles, ',', "--percentiles");
    if (!(low >= 0 && low < high && high <= 100))
      throw UsageError("--percentiles " + arguments.percentiles + ": give 0 <= LOW < HIGH <= 100");
    look.low_percent = low;
    look.high_percent = high;
  }
  for (const auto &limit : {arguments.low, arguments.high})
    if (limit && !std::isfinite(*limit)) throw UsageError("--min and --max are finite numbers");
  look.low = arguments.low;
  look.high = arguments.high;
  if (look.low && look.high && !(*look.low < *look.high)) throw UsageError("--min is not below --max");
  const bool signed_values = !arguments.difference.empty() || look.radial;
  if (look.stretch == picture::Stretch::log && signed_values)
    throw UsageError("--scale log wants values above zero; differences and radially normalised images have others: give linear or sqrt");
  if (look.stretch.value_or(signed_values || !arguments.background.empty() ? picture::Stretch::linear : picture::Stretch::log) ==
          picture::Stretch::log &&
      look.low && !(*look.low > 0))
    throw UsageError("--min is not above zero: give --scale linear or sqrt, too");
  return look;
}

std::string clock_of(const Frame &frame) {
  std::string time = frame.time.substr(0, 19);
  std::replace(time.begin(), time.end(), 'T', ' ');
  return time;
}

std::vector<Shown> differences(std::vector<Frame> frames, const std::string &kind, const std::vector<std::string> &notes,
                               Failures &failures) {
  sort_by_time(frames);
  std::vector<Shown> shown;
  size_t earlier = 0;
  for (size_t i = 1; i < frames.size(); ++i) {
    failures.guard(frames[i].file, [&] {
      Shown next{difference_of(frames[i], frames[earlier]), Content::difference, notes};
      next.notes.push_back((kind == "base" ? "minus base " : "minus ") + clock_of(frames[earlier]));
      shown.push_back(std::move(next));
    });
    if (kind == "running") earlier = i;
  }
  return shown;
}

std::vector<Shown> what_to_show(const QuicklookArguments &arguments, corkit_context *ctx, const ImageInputs &inputs, Failures &failures) {
  std::optional<Frame> background;
  std::vector<std::string> notes;
  if (!arguments.background.empty()) {
    failures.guard(arguments.background, [&] {
      require_no_list(arguments.background);
      background = read_frame(ctx, arguments.background);
    });
    if (!background) return {};
    notes.emplace_back("divided by background");
  }
  std::vector<Frame> frames;
  for (const std::string &file : inputs.names) {
    failures.guard(file, [&] {
      require_listed(inputs.absent, file);
      Frame frame = read_frame(ctx, file);
      if (background) divide_by_background(frame, *background);
      frames.push_back(std::move(frame));
    });
  }
  if (!arguments.difference.empty()) return differences(std::move(frames), arguments.difference, notes, failures);
  std::vector<Shown> shown;
  shown.reserve(frames.size());
  for (Frame &frame : frames) shown.push_back({std::move(frame), background ? Content::ratio : Content::brightness, notes});
  return shown;
}

void say_made(const QuicklookArguments &arguments, const std::string &what, const std::string &path, const picture::Rgb &made) {
  if (!arguments.quiet) fmt::print("{} -> {} ({} x {})\n", what, path, made.nx(), made.ny());
}

void write_each(const QuicklookArguments &arguments, const Look &look, const std::vector<Shown> &all, Failures &failures) {
  PictureNames names(arguments.output);
  for (const Shown &shown : all) {
    failures.guard(shown.frame.file, [&] {
      const std::string path = names.path_of(shown.frame.file);
      const auto made = picture_of(shown.frame, look, shown.content, shown.notes);
      picture::write_png(path, made);
      say_made(arguments, shown.frame.file, path, made);
    });
  }
}

void write_sheet(const QuicklookArguments &arguments, const Look &look, const std::vector<Shown> &all, Failures &failures) {
  std::vector<picture::Rgb> pictures;
  for (const Shown &shown : all)
    failures.guard(shown.frame.file, [&] { pictures.push_back(picture_of(shown.frame, look, shown.content, shown.notes)); });
  if (pictures.empty()) return;
  const int n = static_cast<int>(pictures.size());
  int columns = picture::sheet_shape(n, pictures[0].nx(), pictures[0].ny()).columns;
  size_t per_sheet = pictures.size();
  if (!arguments.sheet.empty()) {
    const auto [across, down] = two_numbers(arguments.sheet, 'x', "--sheet");
    columns = static_cast<int>(across);
    per_sheet = static_cast<size_t>(across * down);
  }
  if (pictures.size() > per_sheet)
    throw UsageError(fmt::format("--sheet {}: there are {} pictures; give a larger sheet, or fewer files", arguments.sheet, n));
  const int rows = (n + columns - 1) / columns;
  if (columns * pictures[0].nx() > kLargestSheet || rows * pictures[0].ny() > kLargestSheet)
    throw UsageError(fmt::format("the sheet would be larger than {} pixels: give a smaller --size, or fewer files", kLargestSheet));
  const auto made = n == 1 && arguments.sheet.empty() ? pictures[0] : picture::sheet_of(pictures, columns);
  picture::write_png(arguments.output, made);
  say_made(arguments, n == 1 ? all[0].frame.file : fmt::format("{} pictures", n), arguments.output, made);
}

void require_png_name(const std::string &output) {
  const std::string ending = fs::path(output).extension().string();
  for (const char *other : {".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".pdf", ".svg", ".ps", ".eps"})
    if (ending == other) throw UsageError(fmt::format("-o {}: pictures are PNG files; give a name that ends with .png", output));
}

void check_sheet(const std::string &sheet) {
  if (sheet.empty()) return;
  const auto [across, down] = two_numbers(sheet, 'x', "--sheet");
  const auto whole = [](double value) { return value >= 1 && value <= 1000 && value == std::floor(value); };
  if (!whole(across) || !whole(down)) throw UsageError("--sheet " + sheet + ": give columns and rows, such as 4x3");
}

int quicklook(const QuicklookArguments &arguments) {
  const ImageInputs inputs = expand_images(arguments.files, Products::taken);
  say_remarks(inputs);
  const std::vector<std::string> &files = inputs.names;
  if (inputs.empty_folders()) return exit_failed;
  if (files.empty()) throw UsageError("quicklook: no files to show");
  if (!arguments.difference.empty() && files.size() < 2) throw UsageError("--difference wants two files or more");
  check_sheet(arguments.sheet);
  Look look = look_of(arguments);
  std::error_code error;
  const bool into_folder = arguments.output.ends_with('/') || fs::is_directory(arguments.output, error);
  if (!into_folder) {
    auto read = lists_of(arguments.files);
    read.insert(read.end(), files.begin(), files.end());
    read.push_back(arguments.background);
    require_own_output(arguments.output, read, false);
    require_png_name(arguments.output);
  }
  if (into_folder) require_no_file("-o", arguments.output);
  if (!into_folder && files.size() > 1 && !fs::path(arguments.output).has_extension())
    throw UsageError(
        fmt::format("-o {0}: give {0}.png for one contact sheet, {0}/ for a folder with a picture of each file", arguments.output));
  if (into_folder && !arguments.sheet.empty()) throw UsageError("--sheet makes one picture: give -o the name of a file");
  // A sheet of whole images would be too large to look at.
  if (!into_folder && files.size() > 1 && look.longest == 0) look.longest = 512;

  const Context context = open_context(arguments.calibration);
  Failures failures;
  const std::vector<Shown> shown = what_to_show(arguments, context.get(), inputs, failures);
  if (into_folder)
    write_each(arguments, look, shown, failures);
  else
    failures.guard(arguments.output, [&] { write_sheet(arguments, look, shown, failures); });
  return failures.any() ? exit_failed : exit_ok;
}

}  // namespace

void add_quicklook(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<QuicklookArguments>();
  CLI::App &command = *app.add_subcommand("quicklook", "PNG pictures of level-0.5 and level-1 images, contact sheets, differences");
  command.footer(
      "One file, or several and -o DIR/: a picture each, NAME.png. Several files and -o FILE: a contact sheet.\n"
      "Level 0.5 is shown above the bias and divided by the exposure time; where the Sun is then comes from interim pointing.\n"
      "Exit status: 0 all done, 1 some image failed (one line each on stderr), 2 wrong usage.");
  command.add_option("FILE", arguments->files, "images: .fts .fits, also .gz and .fz; folders; patterns; @LIST: names from a file")
      ->required()
      ->type_name("...");
  command.add_option("-o,--output", arguments->output, "PNG file to write, or a folder (with / at its end, made if missing)")
      ->required()
      ->type_name("FILE");
  command.add_option("--scale", arguments->scale, "sqrt, log or linear; without: log of brightness, else linear")
      ->check(CLI::IsMember({"sqrt", "log", "linear"}));
  command.add_option("--percentiles", arguments->percentiles, "what becomes darkest and brightest, per cent of the corona's pixels")
      ->type_name("LOW,HIGH");
  command.add_option("--min", arguments->low, "value that becomes darkest")->type_name("X");
  command.add_option("--max", arguments->high, "value that becomes brightest")->type_name("X");
  command.add_option("--colours", arguments->colours, "c2, c3 or grey; without: the camera's, differences grey")
      ->transform(CLI::IsMember({"c2", "c3", "grey"}, CLI::ignore_case));
  command.add_option("--background", arguments->background, "divide by this image (corkit background makes one)")->type_name("FILE");
  command.add_option("--difference", arguments->difference, "running: minus the image before; base: minus the first one, in order of time")
      ->check(CLI::IsMember({"running", "base"}));
  command.add_flag("--radial", arguments->look.radial, "normalise each distance from the Sun: minus its mean, over its deviation");
  command.add_flag("--grid", arguments->look.grid, "circles of 1, 2, ... solar radii");
  command.add_flag("--north-up", arguments->look.north_up, "turn solar north upwards; without: as the image is stored");
  command.add_flag("--plain", arguments->look.plain, "the image alone, nothing drawn or written on it");
  command.add_option("--size", arguments->look.longest, "pixels of the longer side; without: the image's own, 512 in a sheet")
      ->type_name("N")
      ->check(CLI::Range(16, kLargestSide));
  command.add_option("--sheet", arguments->sheet, "columns and rows of a contact sheet; without: what fits")->type_name("COLSxROWS");
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command.add_flag("-q,--quiet", arguments->quiet, "say nothing but failures");
  command.callback([arguments, &chosen] { chosen = [arguments] { return quicklook(*arguments); }; });
}

}  // namespace tool
