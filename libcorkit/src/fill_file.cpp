#include "fill_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <system_error>

#include "context_images.hpp"
#include "core/error.hpp"
#include "fill/earlier_fill.hpp"
#include "fill/flat_field.hpp"
#include "fill/fuzzy_image.hpp"
#include "fill/learned.hpp"
#include "fill/pixel_state.hpp"
#include "fill_file_missing.hpp"
#include "filled_before.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "stages/bias.hpp"
#include "stages/carry_flat.hpp"
#include "stages/exposure.hpp"
#include "stages/field.hpp"
#include "stages/fixwrap.hpp"
#include "stages/input_warnings.hpp"
#include "stages/plate_scale.hpp"
#include "stages/pointing.hpp"
#include "time/solar_ephem.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

namespace fs = std::filesystem;

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

struct Job {
  const Level1Context &context;
  const FillFileOptions &options;
  FitsImage fits;
  LascoHeader h;
  Observation seen;
  FillOutcome outcome;
  FilledBefore before;
  long long refilled = 0;  // of a level-1 image: pixels filled anew of those that were filled before and that no mask names

  bool fuzzy() const { return options.method == FillFileMethod::fuzzy; }
};

void warn(Job &job, const std::vector<std::string> &sentences) {
  job.fits.warnings.insert(job.fits.warnings.end(), sentences.begin(), sentences.end());
}

FillScene scene_of(const Job &job, double sun_x, double sun_y, double rsun_pixels, Image<float> flat) {
  return {job.h.detector, job.h.filter, job.h.polar, job.seen.level1, static_cast<double>(job.h.exptime),
          sun_x,          sun_y,        rsun_pixels, std::move(flat)};
}

bool wants_flat(const Job &job, const Image<std::uint8_t> &state) {
  return job.options.method == FillFileMethod::learned && std::find(state.begin(), state.end(), kMissing) != state.end();
}

FillSettings settings_of(const FillFileOptions &options) {
  FillSettings settings = options.settings;
  settings.method = options.method == FillFileMethod::learned ? FillMethod::learned : FillMethod::membrane;
  settings.nothing_measured =
      options.mask.empty() ? "give another image" : "--mask " + options.mask + " must be 0 where the image has measured pixels";
  return settings;
}

// ------------------------------------------------------------------------------------------------------------ level 0.5

// What the chain would refuse is refused, what it would warn of is told; sums are mended as it mends them.
std::vector<std::string> accepted(LascoHeader &h, const FitsImage &fits, const FillFileOptions &options) {
  check_level05(h, fits.header, false);
  auto warnings = check_input(h, fits.header, options.insist);
  if (is_model(h)) return warnings;
  if (const auto mended = mend_sums(h, h.naxis1, h.naxis2, true)) warnings.push_back(*mended);
  return warnings;
}

Image<double> counts(const AnyImage &raw, const LascoHeader &h) { return convert<double>(h.summing() > 1 ? fixwrap(raw) : raw); }

Image<double> above_bias(const AnyImage &raw, const LascoHeader &h, float bias) {
  auto pixels = counts(raw, h);
  for (auto &pixel : pixels) pixel = pixel > 0 ? pixel - static_cast<double>(bias) : kNotMeasured;
  return pixels;
}

// The same refusals as for the image.
ContextImage level05_context(const Job &job, const Observation &one) {
  auto fits = read_fits(one.name);
  auto h = lasco_fitshdr2struct(fits.header);
  h.naxis1 = width(fits.pixels);
  h.naxis2 = height(fits.pixels);
  auto warnings = std::move(fits.warnings);
  for (auto &warning : accepted(h, fits, job.options)) warnings.push_back(std::move(warning));
  if (h.r1col != job.h.r1col || h.r1row != job.h.r1row)
    throw Error(CORKIT_ERROR_INPUT, "--context " + one.name + ": its field (R1COL, R1ROW) is not that of the image");
  const auto before = read_filled_context(job.context, one.name, fits, job.options.oracle);
  warnings.insert(warnings.end(), before.warnings.begin(), before.warnings.end());
  auto pixels = above_bias(fits.pixels, h, as_float(offset_bias(h, true)));
  lose_filled(pixels, before.mask);
  return {std::move(pixels), one.hours, fs::path(one.name).filename().string(), std::move(warnings)};
}

std::vector<ContextImage> level05_contexts(const Job &job) {
  std::vector<ContextImage> images;
  for (const auto &one : observe_contexts(job.seen, job.options.context, true))
    name_context(one.name, [&] { images.push_back(level05_context(job, one)); });
  return images;
}

// The header's own centre, where it has one.
Position sun_of(const Job &job) {
  if (job.h.crpix1 > 0 && job.h.crpix2 > 0) return {job.h.crpix1 - 1, job.h.crpix2 - 1, "CRPIX"};
  auto sun = get_sun_center(job.context.store(), job.h);
  sun.x = (sun.x - static_cast<float>(job.h.r1col - 20)) / static_cast<float>(job.h.xsumming());
  sun.y = (sun.y - static_cast<float>(job.h.r1row - 1)) / static_cast<float>(job.h.ysumming());
  return sun;
}

FlatPlace place_of(const LascoHeader &h) {
  if (h.naxis1 == kFrame / h.xsumming() && h.naxis2 == kFrame / h.ysumming()) return {h.xsumming(), h.ysumming(), 0, 0};
  return {h.xsumming(), h.ysumming(), (h.r1col - 20) / h.xsumming(), (h.r1row - 1) / h.ysumming()};
}

// SolarSoft's fuzzy fill in counts: c3_calibrate's step before vignetting, undone afterwards.
FillOutcome fuzzy_outcome(const Job &job, const Image<std::uint8_t> &state, const Image<double> &image) {
  if (job.h.detector != "C3" || job.h.filter != "Clear")
    throw Error(CORKIT_ERROR_UNSUPPORTED,
                "--fill fuzzy is SolarSoft's method for C3 Clear; use --fill membrane for " + job.h.detector + " " + job.h.filter);
  const auto key = calibration_key(job.h, image.nx(), image.ny(), false);
  const auto calibration = job.context.c3_calibration(key);
  const auto &background = *calibration->background;
  const float exptime = job.h.exptime * get_exp_factor(job.context.store(), job.h).factor;
  FillOutcome outcome;
  outcome.warnings = calibration->warnings;
  outcome.method = "FUZZY";
  outcome.image = image;
  outcome.filled = Image<std::uint8_t>(image.nx(), image.ny(), 0);
  outcome.nmissing = static_cast<std::size_t>(std::count(state.begin(), state.end(), kMissing));
  if (outcome.nmissing == 0) {
    outcome.history.emplace_back(" No missing pixels to fill");
    return outcome;
  }
  auto excess = Image<float>::uninitialized(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k)
    excess[k] = state[k] == kMeasured ? std::max(static_cast<float>(image[k]) / exptime - background[k], 0.0F) : 0.0F;
  const auto filled = fuzzy_image(std::move(excess), job.h, {job.options.oracle, false});
  if (filled.gave_up)
    throw Error(CORKIT_ERROR_INPUT, "more than 100 lost blocks hang together: fuzzy_image fills none of them; use --fill membrane");
  for (std::size_t k = 0; k < image.size(); ++k) {
    if (state[k] != kMissing) continue;
    outcome.image[k] = static_cast<double>((background[k] + filled.image[k]) * exptime);
    outcome.filled[k] = 1;
    ++outcome.nfilled;
  }
  outcome.history.emplace_back(" Used FUZZY_IMAGE.PRO to replace missing blocks.");
  return outcome;
}

AnyImage fill_level05(Job &job) {
  warn(job, accepted(job.h, job.fits, job.options));
  require_finite(job.fits.pixels);
  const float bias = as_float(offset_bias(job.h, true));
  const auto lost = job.options.mask.empty() ? level05_missing(job.context, job.fits.pixels, job.h)
                                             : read_loss_mask(job.options.mask, job.h.naxis1, job.h.naxis2, job.fits.warnings);
  auto image = above_bias(job.fits.pixels, job.h, bias);
  Image<std::uint8_t> state(image.nx(), image.ny(), kMeasured);
  for (std::size_t k = 0; k < state.size(); ++k) state[k] = lost[k] != 0 ? kMissing : std::isnan(image[k]) ? kUnusable : kMeasured;
  if (job.fuzzy()) {
    job.outcome = fuzzy_outcome(job, state, image);
  } else {
    auto contexts = level05_contexts(job);
    warn(job, warnings_of(contexts));
    const auto sun = sun_of(job);
    const double rsun = solar_radius_arcsec(*parse_mjd(job.h.date_obs)) / static_cast<double>(get_sec_pixel(job.h));
    Image<float> flat;
    if (wants_flat(job, state))
      flat = flat_of_field(learned_flat(job.options.settings.weights, job.h.detector), place_of(job.h), image.nx(), image.ny());
    job.outcome =
        fill_image(std::move(image), state, scene_of(job, static_cast<double>(sun.x), static_cast<double>(sun.y), rsun, std::move(flat)),
                   std::move(contexts), settings_of(job.options));
  }
  auto out = convert<float>(job.fits.pixels);
  for (std::size_t k = 0; k < out.size(); ++k)
    if (job.outcome.filled[k] != 0) out[k] = static_cast<float>(job.outcome.image[k] + static_cast<double>(bias));
  return out;
}

// -------------------------------------------------------------------------------------------------------------- level 1

Image<std::uint8_t> level1_state(const Image<double> &image, const Image<std::uint8_t> &lost) {
  auto state = masked_or_beside(image, lost);
  for (std::size_t k = 0; k < state.size(); ++k) {
    const bool beside = state[k] != 0;
    const bool missing = lost[k] != 0 && (!beside || std::isnan(image[k]));
    state[k] = missing ? kMissing : beside ? kUnusable : kMeasured;
  }
  return state;
}

std::vector<ContextImage> level1_file_contexts(const Job &job) {
  Level1Options options;
  options.oracle = job.options.oracle;
  options.insist = job.options.insist;
  return level1_contexts(job.context, observe_contexts(job.seen, job.options.context, true), job.h.naxis1, job.h.naxis2, job.seen.crota_deg,
                         options);
}

// Nothing where the cards do not tell what was done to the pixels, which may be enough to fill what --mask names.
Image<float> level1_flat(const Job &job, int nx, int ny) {
  const auto frame = learned_flat(job.options.settings.weights, job.h.detector);
  if (frame.empty()) return {};
  try {
    const auto product = product_geometry(job.context, job.fits.header, job.h, job.options.oracle);
    return carried_flat(frame, product.map.get(), product.rectification, nx, ny, job.options.oracle);
  } catch (const Error &e) {
    if (e.status() != CORKIT_ERROR_KEYWORD_VALUE) throw;
    return {};
  }
}

// int16 as it was, filled pixels scaled by the header's own numbers. -32768 is BLANK's value, and that of the darkest pixels.
Image<std::int16_t> rescaled(const Image<double> &image, const Image<std::uint8_t> &filled, const Header &header) {
  const double scale = header.get_double("BSCALE").value_or(1);
  const double zero = header.get_double("BZERO").value_or(0);
  auto raw = Image<std::int16_t>::uninitialized(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k)
    raw[k] =
        static_cast<std::int16_t>(std::clamp(std::nearbyint((image[k] - zero) / scale), filled[k] != 0 ? -32767.0 : -32768.0, 32767.0));
  return raw;
}

// A pixel of a lost block that has a value was filled, by the reduction or later.
long long count_refilled(const Job &job, const Image<double> &image, const Image<std::uint8_t> &lost) {
  if (job.before.cards.unnamed == 0) return 0;
  Image<std::uint8_t> listed = lost;
  if (!job.options.mask.empty()) {
    try {
      listed = level1_missing(job.context, job.fits.header, job.h, job.options.oracle);
    } catch (const Error &e) {
      if (e.status() != CORKIT_ERROR_KEYWORD_VALUE) throw;
      return 0;  // MISSLIST does not name them
    }
  }
  long long count = 0;
  for (std::size_t k = 0; k < image.size(); ++k)
    if (job.outcome.filled[k] != 0 && listed[k] != 0 && !std::isnan(image[k]) && (job.before.mask.empty() || job.before.mask[k] == 0))
      ++count;
  return count;
}

AnyImage fill_level1(Job &job) {
  if (job.fuzzy())
    throw Error(CORKIT_ERROR_UNSUPPORTED, "--fill fuzzy works on counts: fill or reduce the level-0.5 file, or use --fill membrane");
  if (job.h.detector != "C2" && job.h.detector != "C3")
    throw Error(CORKIT_ERROR_UNSUPPORTED, said("DETECTOR", job.h.detector) + ": only C2 and C3 images can be filled");
  const auto image = level1_pixels(job.fits.pixels, job.fits.header);
  const auto lost = job.options.mask.empty() ? level1_missing(job.context, job.fits.header, job.h, job.options.oracle)
                                             : read_loss_mask(job.options.mask, image.nx(), image.ny(), job.fits.warnings);
  if (!(job.h.crpix1 != 0 && job.h.crpix2 != 0))
    throw Error(CORKIT_ERROR_KEYWORD_MISSING, "CRPIX1, CRPIX2 are missing: the fill needs the Sun's centre");
  const double cdelt = static_cast<double>(job.h.cdelt1);
  const double rsun = job.fits.header.get_double("RSUN").value_or(0) / (cdelt > 0 ? cdelt : 1);
  auto contexts = level1_file_contexts(job);
  warn(job, warnings_of(contexts));
  const auto state = level1_state(image, lost);
  auto flat = wants_flat(job, state) ? level1_flat(job, image.nx(), image.ny()) : Image<float>();
  job.outcome = fill_image(
      image, state, scene_of(job, static_cast<double>(job.h.crpix1) - 1, static_cast<double>(job.h.crpix2) - 1, rsun, std::move(flat)),
      std::move(contexts), settings_of(job.options));
  job.refilled = count_refilled(job, image, lost);
  if (job.fits.header.get_int("BITPIX") == 16 && std::holds_alternative<Image<float>>(job.fits.pixels)) {
    auto pixels = convert<double>(job.fits.pixels);
    patch(pixels, job.outcome);
    return rescaled(pixels, job.outcome.filled, job.fits.header);
  }
  std::visit([&](auto &pixels) { patch(pixels, job.outcome); }, job.fits.pixels);
  return std::move(job.fits.pixels);
}

// Pixels that were filled before and stay so.
EarlierFill kept_fill(const Job &job) {
  return without_refilled(remaining(job.before.cards, job.before.mask, job.outcome.filled), job.refilled);
}

// Of both fills: of pixels that are filled anew the new one, of others the one they had.
Image<float> sigma_of(const Job &job, const Image<std::uint8_t> &mask) {
  if (job.before.sigma.empty() && (job.outcome.sigma.empty() || !job.options.fill_mask)) return {};
  auto sigma = job.outcome.sigma.empty() ? Image<float>(mask.nx(), mask.ny(), 0.0F) : job.outcome.sigma;
  if (!job.before.sigma.empty() && !job.before.mask.empty())
    for (std::size_t k = 0; k < sigma.size(); ++k)
      if (job.before.mask[k] != 0 && job.outcome.filled[k] == 0) sigma[k] = job.before.sigma[k];
  mark_unknown_sigma(sigma, mask);
  return sigma;
}

// A mask that the input had is kept without being asked for.
bool product_has_mask(const Job &job) { return job.options.fill_mask || job.before.has_mask; }

void write(const Job &job, const AnyImage &image, const fs::path &out) {
  Header header = job.fits.header;
  const auto earlier = kept_fill(job);
  header.remove("FILLMETH");
  header.remove("MISSFILL");
  add_fill_cards(header, job.outcome);
  carry_fill_cards(earlier, header);
  header.add_history(std::string("corkit ") + kVersion + " fill");
  conform_header(header, image, now_systime());
  std::vector<ImageExtension> extensions;
  if (product_has_mask(job)) {
    auto mask = both_fills(job.before.mask, job.outcome.filled);
    auto sigma = sigma_of(job, mask);
    extensions.push_back({"FILLMASK", std::move(mask), "", "0 measured, 1 filled"});
    if (!sigma.empty())
      extensions.push_back(
          {"FILLSIG", std::move(sigma), job.seen.level1 ? "MSB" : "DN", "Expected 1-sigma error of filled pixels, 0 elsewhere"});
  }
  write_fits(out, image, header, extensions);
}

FillFileReport run(const Level1Context &context, const fs::path &in, const fs::path &out, const FillFileOptions &options) {
  now_systime();  // an Error of the clock comes before the work
  std::error_code ignored;
  if (fs::equivalent(in, out, ignored))
    throw Error(CORKIT_ERROR_IO, "the filled image would be written over the image itself: give the output another name");
  auto others = options.context;
  others.push_back(options.mask);
  for (const auto &other : others)
    if (!other.empty() && fs::equivalent(other, out, ignored))
      throw Error(CORKIT_ERROR_IO,
                  "the filled image would be written over " + other + ", which is read for it: give the output another name");
  auto fits = read_fits(in);
  const auto h = lasco_fitshdr2struct(fits.header);
  const auto seen = observe(fits.header, in.string(), width(fits.pixels), height(fits.pixels));
  auto before = read_filled_before(in, fits);
  auto own = options;
  own.context = other_contexts(in, options.context, fits.warnings);
  Job job{context, own, std::move(fits), h, seen, {}, std::move(before), 0};
  warn(job, job.before.warnings);
  job.h.naxis1 = width(job.fits.pixels);
  job.h.naxis2 = height(job.fits.pixels);
  if (options.method == FillFileMethod::learned) require_learned_fill(options.settings.weights, job.h.detector);
  if (job.fuzzy() && !options.context.empty())
    throw Error(CORKIT_ERROR_ARGUMENT, "--context is for --fill membrane and --fill dl only; leave it out");
  const auto image = job.seen.level1 ? fill_level1(job) : fill_level05(job);
  warn(job, job.outcome.warnings);
  if (job.outcome.nfilled < job.outcome.nmissing)
    warn(job,
         {std::to_string(job.outcome.nmissing - job.outcome.nfilled) + " lost pixels have no measured neighbour and stay as they were"});
  if (const auto kept = kept_fill(job); kept.any()) warn(job, {earlier_fill_warning(kept, product_has_mask(job))});
  write(job, image, out);
  return {job.h.detector, job.outcome.method, job.seen.level1, job.outcome.nmissing, job.outcome.nfilled, job.fits.warnings};
}

}  // namespace

FillFileReport fill_file(const Level1Context &context, const fs::path &in, const fs::path &out, const FillFileOptions &options) {
  try {
    return run(context, in, out, options);
  } catch (const Error &e) {
    // Only this function knows the file.
    const std::string sentence = e.what();
    if (sentence.find(escaped(in.string())) != std::string::npos) throw;
    throw Error(e.status(), in.string() + ": " + sentence);
  }
}

}  // namespace corkit
