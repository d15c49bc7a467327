// corkit background: the minimum or median of many images, which holds what does not move: F corona and stray light.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "command.hpp"
#include "complain.hpp"
#include "core/card_lines.hpp"
#include "frames/failures.hpp"
#include "frames/frame.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"

namespace tool {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr size_t kMemory = size_t{1} << 30;  // bytes of pixels that a median keeps at a time

struct BackgroundArguments {
  std::vector<std::string> files;
  std::string output, calibration, kind = "minimum";
  bool quiet = false;
};

struct Source {
  std::string file, time, name;
  bool synthetic = false;
};

// Reads each file at least once; what is made is of those that could be read. The first image decides the kind of all.
class Stack {
 public:
  Stack(corkit_context *ctx, Failures &failures) : ctx_(ctx), failures_(failures) {}

  // work(frame) for each file.
  template <class Work>
  void each(const ImageInputs &inputs, Work work) {
    for (const std::string &file : inputs.names) {
      failures_.guard(file, [&] {
        require_listed(inputs.absent, file);
        Frame frame = read_frame(ctx_, file);
        if (frame.level == "background") throw Failure(CORKIT_ERROR_INPUT, "is a background already; give images");
        if (!first_) {
          first_ = frame;
        } else {
          require_same_field(*first_, frame);
        }
        work(frame);
      });
    }
  }
  const std::optional<Frame> &first() const { return first_; }

 private:
  corkit_context *ctx_;
  Failures &failures_;
  std::optional<Frame> first_;
};

void add_source(std::vector<Source> &sources, const Frame &frame) {
  sources.push_back({frame.file, frame.time, std::filesystem::path(frame.file).filename().string(), frame.synthetic});
}

// Only values above zero: a ratio to anything else would say nothing.
corkit::Image<float> minimum_of(Stack &stack, const ImageInputs &inputs, std::vector<Source> &sources) {
  corkit::Image<float> lowest;
  stack.each(inputs, [&](const Frame &frame) {
    if (lowest.empty()) lowest = corkit::Image<float>(frame.pixels.nx(), frame.pixels.ny(), kNone);
    for (size_t k = 0; k < lowest.size(); ++k)
      if (const float value = frame.pixels[k]; value > 0 && !(value >= lowest[k])) lowest[k] = value;
    add_source(sources, frame);
  });
  return lowest;
}

float median(std::vector<float> &values) {
  if (values.empty()) return kNone;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// Rows of all images at a time, as many as memory holds.
corkit::Image<float> median_of(Stack &stack, const ImageInputs &inputs, std::vector<Source> &sources) {
  corkit::Image<float> out;
  int rows = 0;
  for (int y0 = 0; out.empty() || y0 < out.ny(); y0 += rows) {
    std::vector<std::vector<float>> strips;
    stack.each(inputs, [&](const Frame &frame) {
      const auto nx = static_cast<size_t>(frame.pixels.nx());
      if (out.empty()) {
        out = corkit::Image<float>(frame.pixels.nx(), frame.pixels.ny(), kNone);
        rows = static_cast<int>(std::clamp<size_t>(kMemory / (inputs.names.size() * nx * sizeof(float)), 1, static_cast<size_t>(out.ny())));
      }
      const float *const begin = frame.pixels.row(y0);
      strips.emplace_back(begin, begin + nx * static_cast<size_t>(std::min(rows, out.ny() - y0)));
      if (y0 == 0) add_source(sources, frame);
    });
    if (strips.empty()) return {};
    std::vector<float> values;
    for (size_t k = 0; k < strips[0].size(); ++k) {
      values.clear();
      for (const auto &strip : strips)
        if (std::isfinite(strip[k])) values.push_back(strip[k]);
      out[static_cast<size_t>(y0) * static_cast<size_t>(out.nx()) + k] = median(values);
    }
  }
  return out;
}

Header header_of(const Frame &first, const std::string &kind, std::vector<Source> sources) {
  std::stable_sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) { return a.time < b.time; });
  Header header(corkit_header_create());
  corkit_header *const h = header.get();
  const auto text = [&](const char *keyword, const std::string &value, const char *comment) {
    check(corkit_header_set_string(h, keyword, value.c_str(), comment));
  };
  const auto number = [&](const char *keyword, double value, const char *comment) {
    check(corkit_header_set_double(h, keyword, value, comment));
  };
  text("TELESCOP", "SOHO", "");
  text("INSTRUME", "LASCO", "");
  text("DETECTOR", first.detector, "");
  text("FILTER", first.filter, "");
  text("POLAR", first.polar, "");
  text("BUNIT", first.unit, first.unit == "DN/s" ? " above the bias, over the exposure time" : "");
  text("BKGKIND", kind == "median" ? "MEDIAN" : "MINIMUM", " of the images in HISTORY, pixel by pixel");
  check(corkit_header_set_int(h, "NCOMBINE", static_cast<long long>(sources.size()), " number of images"));
  text("DATE-OBS", sources.front().time, " of the first image");
  text("DATE-END", sources.back().time, " of the last image");
  number("CRPIX1", first.sky.sun_x + 1, " Sun's centre, of the first image named to corkit");
  number("CRPIX2", first.sky.sun_y + 1, " likewise");
  number("CRVAL1", 0, "");
  number("CRVAL2", 0, "");
  text("CTYPE1", "HPLN-TAN", "");
  text("CTYPE2", "HPLT-TAN", "");
  text("CUNIT1", "arcsec", "");
  text("CUNIT2", "arcsec", "");
  number("CDELT1", first.sky.arcsec_per_pixel, "");
  number("CDELT2", first.sky.arcsec_per_pixel, "");
  for (const char *keyword : {"CROTA", "CROTA1", "CROTA2"}) number(keyword, first.sky.roll_deg, "");
  number("RSUN", first.sky.rsun_arcsec, " arcsec");
  check(corkit_header_add_comment(h, kind == "median" ? " Pixels without a value in any image are NaN."
                                                      : " Lowest value above zero. Pixels without one in any image are NaN."));
  if (first.geometry == "sky") check(corkit_header_add_comment(h, " corkit geometry: sky"));
  if (std::any_of(sources.begin(), sources.end(), [](const Source &source) { return source.synthetic; }))
    check(corkit_header_add_comment(h, " Of synthetic demonstration images, or of SYNTHETIC calibration data."));
  const auto history = [&](const std::string &told) {
    for (const auto &line : corkit::card_lines(told)) check(corkit_header_add_history(h, line.c_str()));
  };
  history(fmt::format(" corkit {} background, {} of {} images:", corkit_version(), kind, sources.size()));
  for (const Source &source : sources) history(fmt::format(" {} {}", source.name, source.time));
  return header;
}

int background(const BackgroundArguments &arguments) {
  const ImageInputs inputs = expand_images(arguments.files, Products::taken);
  say_remarks(inputs);
  const std::vector<std::string> &files = inputs.names;
  if (!inputs.repeated.empty()) throw UsageError("background: " + inputs.repeated.front() + " is given twice");
  if (inputs.empty_folders()) return exit_failed;
  if (files.size() < 2) throw UsageError("background: give two images or more; a month makes a good one");
  std::error_code error;
  std::set<std::filesystem::path> images;
  for (const std::string &file : files)
    if (!images.insert(std::filesystem::weakly_canonical(file, error)).second) throw UsageError("background: " + file + " is given twice");
  if (std::filesystem::is_directory(arguments.output, error))
    throw UsageError("-o " + arguments.output + " is a folder; give the name of a file");
  auto read = lists_of(arguments.files);
  read.insert(read.end(), files.begin(), files.end());
  require_own_output(arguments.output, read, true);
  require_replaceable(arguments.output, "background", "BKGKIND");
  const Context context = open_context(arguments.calibration);
  Failures failures;
  Stack stack(context.get(), failures);
  std::vector<Source> sources;
  auto pixels = arguments.kind == "median" ? median_of(stack, inputs, sources) : minimum_of(stack, inputs, sources);
  // A background of another set of images than was asked for would pass for that one.
  if (failures.any()) {
    complain("{}\n", failure_line(arguments.output, "is not written: not all images can be used; leave out those named above"));
    return exit_failed;
  }
  failures.guard(arguments.output, [&] {
    const Header header = header_of(*stack.first(), arguments.kind, sources);
    const corkit_array array{pixels.data(), CORKIT_FLOAT32, pixels.nx(), pixels.ny()};
    check(corkit_writefits(context.get(), arguments.output.c_str(), &array, header.get()));
    if (!arguments.quiet)
      fmt::print("{} of {} {} images -> {} ({} x {})\n", arguments.kind, sources.size(), stack.first()->detector, arguments.output,
                 pixels.nx(), pixels.ny());
  });
  return failures.any() ? exit_failed : exit_ok;
}

}  // namespace

void add_background(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<BackgroundArguments>();
  CLI::App &command = *app.add_subcommand("background", "minimum or median of many images, for quicklook and browse to divide by");
  command.footer(
      "All images are of one camera, filter, polariser, level, size and geometry, with the Sun in the same place; otherwise nothing is "
      "written.\n"
      "Level 0.5 is used above the bias and divided by the exposure time. HISTORY names every image.\n"
      "Exit status: 0 done, 1 failed (one line for each image that cannot be used, nothing written), 2 wrong usage.");
  command.add_option("FILE", arguments->files, "images: .fts .fits, also .gz and .fz; folders; patterns; @LIST: names from a file")
      ->required()
      ->type_name("...");
  command.add_option("-o,--output", arguments->output, "FITS file to write")->required()->type_name("FILE");
  command.add_option("--kind", arguments->kind, "minimum (of the values above zero) or median")
      ->check(CLI::IsMember({"minimum", "median"}))
      ->capture_default_str();
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command.add_flag("-q,--quiet", arguments->quiet, "say nothing but failures");
  command.callback([arguments, &chosen] { chosen = [arguments] { return background(*arguments); }; });
}

}  // namespace tool
