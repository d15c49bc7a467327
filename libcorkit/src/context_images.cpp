#include "context_images.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string_view>

#include "core/error.hpp"
#include "fill/pixel_state.hpp"
#include "filled_before.hpp"
#include "fits/reader.hpp"
#include "stages/distortion_comment.hpp"
#include "stages/input_warnings.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostRollDifference = 1;  // degrees

std::string file_name(const std::string &path) { return std::filesystem::path(path).filename().string(); }

std::string size_text(const Observation &o) {
  std::string text = std::to_string(o.nx) + " x " + std::to_string(o.ny);
  if (o.xsumming * o.ysumming > 1) text += ", summed " + std::to_string(o.xsumming) + " x " + std::to_string(o.ysumming);
  return text;
}

[[noreturn]] void refuse(const Observation &image, const Observation &context, const std::string &why) {
  throw Error(CORKIT_ERROR_INPUT, "--context " + context.name + " does not go with " + image.name + ": " + why +
                                      "; give an image of the same camera, filter, polariser and size, at most two hours earlier or later");
}

void require_same(const Observation &image, const Observation &context, const char *what, const std::string &of_image,
                  const std::string &of_context) {
  if (of_image != of_context) refuse(image, context, std::string(what) + " is '" + of_context + "', that of the image '" + of_image + "'");
}

void require_roll(double crota_deg, const Observation &context, double context_deg) {
  const double difference = std::abs(std::remainder(context_deg - crota_deg, 360.0));
  if (difference > kMostRollDifference)
    throw Error(CORKIT_ERROR_INPUT, "--context " + context.name + ": its CROTA1 differs by " + std::to_string(difference) +
                                        " degrees from the image's; give one of the same orientation");
}

Image<double> without_masked(Image<double> image) {
  const auto masked = masked_or_beside(image, {});
  for (std::size_t k = 0; k < image.size(); ++k)
    if (masked[k] != 0 || !std::isfinite(image[k])) image[k] = kNan;
  return image;
}

ContextImage level1_context(const Level1Context &context, const Observation &one, Oracle oracle) {
  auto fits = read_fits(one.name);
  const auto before = read_filled_context(context, one.name, fits, oracle);
  auto warnings = std::move(fits.warnings);
  warnings.insert(warnings.end(), before.warnings.begin(), before.warnings.end());
  ContextImage result{without_masked(level1_pixels(fits.pixels, fits.header)), one.hours, file_name(one.name), std::move(warnings)};
  lose_filled(result.image, before.mask);
  return result;
}

// crota_deg: of the product that the context is for.
ContextImage reduced(const Level1Context &context, const Observation &one, double crota_deg, const Level1Options &given) {
  Level1Options options = given;
  options.fill = Fill::none;
  options.context.clear();
  options.stage_hook = nullptr;
  options.no_scale = options.no_stat = true;
  options.keep_state = options.is_context = true;
  options.fill_mask = false;
  auto fits = read_fits(one.name);
  auto warnings = std::move(fits.warnings);
  const auto before = read_filled_context(context, one.name, fits, options.oracle);
  warnings.insert(warnings.end(), before.warnings.begin(), before.warnings.end());
  const auto product = reduce_level1(context, std::move(fits.pixels), fits.header, options, &before);
  require_roll(crota_deg, one, product.header.get_double("CROTA1").value_or(0));
  warnings.insert(warnings.end(), product.warnings.begin(), product.warnings.end());
  ContextImage result{convert<double>(product.image), one.hours, file_name(one.name), std::move(warnings)};
  for (std::size_t k = 0; k < result.image.size(); ++k)
    if (product.state[k] != kMeasured) result.image[k] = kNan;
  lose_filled(result.image, product.filled);
  return result;
}

}  // namespace

void name_option(const std::string &option, const std::string &name, const std::function<void()> &read) {
  try {
    read();
  } catch (const Error &error) {
    std::string sentence = error.what();
    const std::string file = escaped(name);
    if (sentence.find(option + file) != std::string::npos) throw;
    // The file is named once, and said to be what the option gave.
    for (const char *separator : {": ", " "})
      if (sentence.starts_with(file + separator)) sentence.erase(0, file.size() + std::string_view(separator).size());
    if (sentence.ends_with(": " + file)) sentence.erase(sentence.size() - file.size() - 2);
    throw Error(error.status(), option + name + ": " + sentence);
  }
}

void name_context(const std::string &name, const std::function<void()> &read) { name_option("--context ", name, read); }

Observation observe(const Header &header, const std::string &name, int nx, int ny) {
  auto h = lasco_fitshdr2struct(header);
  if (nx > 0) {
    h.naxis1 = nx;
    h.naxis2 = ny;
  }
  const bool level1 = header.get_string("LEVEL").value_or("").starts_with('1');
  if (!level1 && !is_model(h)) mend_sums(h, h.naxis1, h.naxis2, true);
  Observation o;
  o.name = name;
  o.detector = h.detector;
  o.filter = h.filter;
  o.polar = h.polar;
  o.nx = h.naxis1;
  o.ny = h.naxis2;
  o.xsumming = h.xsumming();
  o.ysumming = h.ysumming();
  o.level1 = level1;
  o.crota_deg = h.crota1;
  o.sky_geometry = o.level1 && has_sky_geometry(header);
  o.no_warp = o.level1 && !distortion_is_corrected(header);
  const auto t = h.date_obs.find('T');
  const auto day = parse_mjd(h.date_obs);
  if (!day) throw Error(CORKIT_ERROR_KEYWORD_VALUE, name + ": DATE-OBS is '" + h.date_obs + "': it must be a date like 2005/05/13");
  const auto time = parse_ms(t == std::string::npos ? h.time_obs : h.date_obs.substr(t + 1));
  constexpr double kMsPerHour = 3.6e6;
  o.hours = 24.0 * *day + time.value_or(0) / kMsPerHour;
  return o;
}

std::vector<std::string> other_contexts(const std::filesystem::path &image, const std::vector<std::string> &files,
                                        std::vector<std::string> &warnings) {
  const auto same = [](const std::filesystem::path &a, const std::filesystem::path &b) {
    std::error_code ignored;
    return a == b || std::filesystem::equivalent(a, b, ignored);
  };
  std::vector<std::string> others;
  for (const auto &file : files) {
    const auto first = std::find_if(others.begin(), others.end(), [&](const auto &other) { return same(other, file); });
    if (!image.empty() && same(image, file))
      warnings.push_back("--context " + file + " is the image itself: it is not used; give images taken before or after it");
    else if (first != others.end())
      warnings.push_back("--context " + file + " is given twice" + (*first == file ? "" : ", as " + *first + " too") + ": it is used once");
    else
      others.push_back(file);
  }
  return others;
}

std::vector<Observation> observe_contexts(const Observation &image, const std::vector<std::string> &files, bool same_level) {
  std::vector<Observation> contexts;
  for (const auto &file : files) {
    Observation context;
    name_context(file, [&] { context = observe(read_fits_header(file), file); });
    require_same(image, context, "DETECTOR", image.detector, context.detector);
    require_same(image, context, "FILTER", image.filter, context.filter);
    require_same(image, context, "POLAR", image.polar, context.polar);
    const bool comparable = context.level1 == image.level1;
    if (same_level && !comparable)
      refuse(image, context, std::string("it is a level-") + (context.level1 ? "1" : "0.5") + " file, the image is not");
    if (context.xsumming != image.xsumming || context.ysumming != image.ysumming ||
        (comparable && (context.nx != image.nx || context.ny != image.ny)))
      refuse(image, context, "its size is " + size_text(context) + ", that of the image " + size_text(image));
    if (context.level1 && context.no_warp != image.no_warp)
      refuse(image, context,
             context.no_warp ? "its distortion is not corrected (--no-warp)" : "its distortion is corrected (no --no-warp)");
    if (context.level1 && context.sky_geometry != image.sky_geometry)
      refuse(image, context,
             context.sky_geometry ? "its geometry is that of --geometry sky" : "its geometry is that of --geometry solarsoft");
    if (comparable) require_roll(image.crota_deg, context, context.crota_deg);
    context.hours -= image.hours;
    if (std::abs(context.hours) > kMostContextHours + 1e-6) {
      const double hours = std::round(std::abs(context.hours) * 10) / 10;
      std::string shown = std::to_string(hours);
      shown.resize(shown.find('.') + 2);
      refuse(image, context, "it was taken " + shown + " hours " + (context.hours < 0 ? "earlier" : "later"));
    }
    contexts.push_back(std::move(context));
  }
  return contexts;
}

std::vector<ContextImage> level1_contexts(const Level1Context &context, const std::vector<Observation> &contexts, int nx, int ny,
                                          double crota_deg, const Level1Options &options) {
  std::vector<ContextImage> images;
  for (const auto &one : contexts) {
    name_context(one.name, [&] {
      if (one.level1) {
        require_roll(crota_deg, one, one.crota_deg);
        images.push_back(level1_context(context, one, options.oracle));
      } else {
        images.push_back(reduced(context, one, crota_deg, options));
      }
    });
    if (images.back().image.nx() != nx || images.back().image.ny() != ny)
      throw Error(CORKIT_ERROR_DIMENSIONS, "--context " + one.name + ": its level-1 image has another size than that of the image");
  }
  return images;
}

Image<double> level1_pixels(const AnyImage &image, const Header &header) {
  auto pixels = convert<double>(image);
  const bool scaled = header.get_int("BITPIX") == 16 && header.has("BZERO");
  const double zero = scaled ? header.get_double("BZERO").value_or(0) : 0;
  const double scale = scaled ? header.get_double("BSCALE").value_or(1) : 1;
  const double masked = scaled ? static_cast<double>(static_cast<float>(zero)) : 0;
  const double saturated = scaled ? zero + 32766.5 * scale : HUGE_VAL;
  for (auto &pixel : pixels) {
    if (pixel == masked) pixel = kNan;
    if (pixel > saturated) pixel = HUGE_VAL;
  }
  return pixels;
}

Image<std::uint8_t> masked_or_beside(const Image<double> &image, const Image<std::uint8_t> &ignored) {
  constexpr int kRim = 2;
  Image<std::uint8_t> mask(image.nx(), image.ny(), 0);
  for (int y = 0; y < image.ny(); ++y) {
    for (int x = 0; x < image.nx(); ++x) {
      if (!std::isnan(image(x, y)) || (!ignored.empty() && ignored(x, y) != 0)) continue;
      const int first = std::max(x - kRim, 0);
      const int count = std::min(x + kRim, image.nx() - 1) - first + 1;
      for (int v = std::max(y - kRim, 0); v <= std::min(y + kRim, image.ny() - 1); ++v)
        std::fill_n(mask.row(v) + first, count, std::uint8_t{1});
    }
  }
  return mask;
}

void require_finite(const AnyImage &image) {
  std::visit(
      [](const auto &pixels) {
        using T = typename std::decay_t<decltype(pixels)>::value_type;
        if constexpr (std::is_floating_point_v<T>) {
          for (int y = 0; y < pixels.ny(); ++y)
            for (int x = 0; x < pixels.nx(); ++x)
              if (!std::isfinite(pixels(x, y)))
                throw Error(CORKIT_ERROR_INPUT, "pixel (" + std::to_string(x) + "," + std::to_string(y) +
                                                    ") is no finite number: a level-0.5 image holds counts; correct the file");
        }
      },
      image);
}

std::vector<std::string> warnings_of(const std::vector<ContextImage> &contexts) {
  std::vector<std::string> warnings;
  for (const auto &context : contexts)
    for (const auto &warning : context.warnings) warnings.push_back("--context " + context.name + ": " + warning);
  return warnings;
}

}  // namespace corkit
