// Exposure, bias, factors, calibration, statistics under their SolarSoft names.
#include <cmath>
#include <cstring>

#include "api/handles.hpp"
#include "api/sized.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "stages/c2_calibrate.hpp"
#include "stages/c3_calibrate.hpp"
#include "stages/calfactor.hpp"
#include "stages/fixwrap.hpp"
#include "stages/statistics.hpp"
#include "stages/std_size.hpp"
#include "time/utc.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

int idl_type(const Bias &bias) {
  constexpr int kTypes[] = {CORKIT_INT16, CORKIT_INT32, CORKIT_FLOAT32};
  return kTypes[bias.index()];
}

double as_double(const Bias &bias) {
  return std::visit([](auto value) { return static_cast<double>(value); }, bias);
}

void give(const Bias &bias, double *value, int *type) {
  *value = as_double(bias);
  if (type != nullptr) *type = idl_type(bias);
}

void require_camera(const LascoHeader &header, const char *camera, const char *routine) {
  if (header.detector != camera)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, std::string(routine) + ": " + said("DETECTOR", header.detector) + ", not " + camera);
}

// HISTORY and EXPTIME, as the calibrate routines leave a FITS header.
void update(corkit_header *header, const Calibrated &calibrated) {
  add_history(header, calibrated.history);
  if (calibrated.exposure_found) header->cards.set("EXPTIME", calibrated.exptime_s, calibrated.exptime_comment);
}

CalibrationKey key_for(const LascoHeader &header, const corkit_array *image) {
  return calibration_key(header, image->nx, image->ny, false);
}

// NAXIS1 or NAXIS2 is given as 0 or less: reduce_std_size leaves such an image and header as they are.
bool without_size(const Header &cards) {
  const auto none = [&cards](const char *keyword) { return cards.has(keyword) && cards.get_double(keyword).value_or(1) < 1; };
  return none("NAXIS1") || none("NAXIS2");
}

}  // namespace

int corkit_lasco_readfits(corkit_context *ctx, const char *path, corkit_array **image, corkit_header **header) {
  if (image != nullptr) *image = nullptr;
  if (header != nullptr) *header = nullptr;
  return guarded([&] {
    (void)ctx;
    require_all("corkit_lasco_readfits", static_cast<const void *>(path), static_cast<const void *>(image),
                static_cast<const void *>(header));
    auto fits = read_fits(path);
    auto cards = std::make_unique<corkit_header>(corkit_header{std::move(fits.header)});
    *image = release(view(fits.pixels));
    *header = cards.release();
  });
}

int corkit_writefits(corkit_context *ctx, const char *path, const corkit_array *image, const corkit_header *header) {
  return guarded([&] {
    (void)ctx;
    require_all("corkit_writefits", static_cast<const void *>(path), static_cast<const void *>(image));
    Header cards = header == nullptr ? Header() : header->cards;
    const auto pixels = as_image(image);
    conform_header(cards, pixels, now_systime());
    write_fits(path, pixels, cards);
  });
}

int corkit_get_exp_factor(corkit_context *ctx, corkit_header *header, float *expfac, float *bias, int *valid) {
  return guarded([&] {
    require_all("corkit_get_exp_factor", static_cast<const void *>(ctx), static_cast<const void *>(header),
                static_cast<const void *>(expfac), static_cast<const void *>(bias), static_cast<const void *>(valid));
    const auto exposure = get_exp_factor(ctx->level1.store(), as_lasco(header, nullptr));
    *expfac = exposure.factor;
    *bias = as_float(exposure.bias);
    *valid = exposure.valid;
    add_history(header, exposure.history);
  });
}

int corkit_offset_bias(corkit_context *ctx, corkit_header *header, int sum, double *bias, int *type) {
  return guarded([&] {
    (void)ctx;
    require_all("corkit_offset_bias", static_cast<const void *>(header), static_cast<const void *>(bias));
    const Bias value = offset_bias(as_lasco(header, nullptr), sum != 0);
    give(value, bias, type);
    add_history(header, {offset_bias_history(value)});
  });
}

int corkit_offset_bias_at(const char *detector, const char *port, int mjd, double *bias, int *type) {
  return guarded([&] {
    require_all("corkit_offset_bias_at", static_cast<const void *>(detector), static_cast<const void *>(port),
                static_cast<const void *>(bias));
    constexpr int kDefaultDay = 50083;
    give(offset_bias(detector, port, mjd == 0 ? kDefaultDay : mjd), bias, type);
  });
}

int corkit_c2_calfactor(corkit_context *ctx, corkit_header *header, int nosum, float *factor) {
  return guarded([&] {
    (void)ctx;
    require_all("corkit_c2_calfactor", static_cast<const void *>(header), static_cast<const void *>(factor));
    *factor = c2_calfactor(as_lasco(header, nullptr), nosum != 0);
    add_history(header, {c2_calfactor_history(*factor)});
  });
}

int corkit_c3_calfactor(corkit_context *ctx, corkit_header *header, int nosum, float *factor) {
  return guarded([&] {
    (void)ctx;
    require_all("corkit_c3_calfactor", static_cast<const void *>(header), static_cast<const void *>(factor));
    *factor = c3_calfactor(as_lasco(header, nullptr), nosum != 0);
    add_history(header, {c3_calfactor_history(*factor)});
  });
}

int corkit_c2_calibrate(corkit_context *ctx, const corkit_array *image, corkit_header *header, int no_calfac, corkit_array **out) {
  corkit_c2_calibrate_options options;
  corkit_c2_calibrate_options_default(&options);
  options.no_calfac = no_calfac;
  return corkit_c2_calibrate_with_options(ctx, image, header, &options, out);
}

void corkit_c2_calibrate_options_default(corkit_c2_calibrate_options *options) {
  if (options == nullptr) return;
  *options = corkit_c2_calibrate_options{};
  options->size = sizeof(corkit_c2_calibrate_options);
}

int corkit_c2_calibrate_with_options(corkit_context *ctx, const corkit_array *image, corkit_header *header,
                                     const corkit_c2_calibrate_options *options, corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_c2_calibrate", static_cast<const void *>(ctx), static_cast<const void *>(image), static_cast<const void *>(out));
    const auto o = read_options(options, "corkit_c2_calibrate_options", corkit_c2_calibrate_options_default);
    const auto pixels = as_image(image);
    const auto lasco = as_lasco(header, image);
    require_camera(lasco, "C2", "c2_calibrate");
    const auto exposure = get_exp_factor(ctx->level1.store(), lasco);
    const C2CalibrateOptions c2{o.no_calfac != 0, o.no_update != 0};
    const auto calibrated = c2_calibrate(pixels, lasco, exposure, *ctx->level1.c2_calibration(key_for(lasco, image)), c2);
    *out = release(view(calibrated.image));
    update(header, calibrated);
  });
}

void corkit_c3_calibrate_options_default(corkit_c3_calibrate_options *options) {
  if (options == nullptr) return;
  *options = corkit_c3_calibrate_options{};
  options->size = sizeof(corkit_c3_calibrate_options);
}

int corkit_c3_calibrate(corkit_context *ctx, const corkit_array *image, corkit_header *header, const corkit_c3_calibrate_options *options,
                        corkit_array **out, int *mask_blocks) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_c3_calibrate", static_cast<const void *>(ctx), static_cast<const void *>(image), static_cast<const void *>(out));
    const auto o = read_options(options, "corkit_c3_calibrate_options", corkit_c3_calibrate_options_default);
    C3CalibrateOptions c3;
    c3.no_calfac = o.no_calfac != 0;
    c3.no_vig = o.no_vig != 0;
    c3.no_mask = o.no_mask != 0;
    c3.no_update = o.no_update != 0;
    c3.lost = o.fuzzy != 0 ? LostPixels::fuzzy : LostPixels::keep;
    c3.fuzzy.oracle = as_oracle(o.oracle);
    const auto pixels = as_image(image);
    const auto lasco = as_lasco(header, image);
    require_camera(lasco, "C3", "c3_calibrate");
    const auto exposure = get_exp_factor(ctx->level1.store(), lasco);
    const auto calibrated = c3_calibrate(pixels, lasco, exposure, *ctx->level1.c3_calibration(key_for(lasco, image)), c3);
    *out = release(view(calibrated.image));
    if (mask_blocks != nullptr) *mask_blocks = calibrated.mask_blocks;
    update(header, calibrated);
  });
}

int corkit_reduce_statistics2(corkit_context *ctx, corkit_array *image, corkit_header *header, const float *satmax, const float *satmin) {
  return guarded([&] {
    (void)ctx;
    require_all("corkit_reduce_statistics2", static_cast<const void *>(image), static_cast<const void *>(header));
    const auto given = as_image(image);
    RealImage pixels;
    if (const auto *doubles = std::get_if<Image<double>>(&given)) {
      pixels = *doubles;
    } else {
      pixels = convert<float>(given);
    }
    const auto optional = [](const float *value) { return value == nullptr ? std::nullopt : std::optional<float>(*value); };
    for (const auto &card : reduce_statistics2(pixels, optional(satmax), optional(satmin)))
      header->cards.set(card.keyword, card.value, card.comment);
    const auto changed = view(pixels);
    if (changed.type == image->type)
      std::memcpy(image->data, changed.data,
                  static_cast<size_t>(image->nx) * static_cast<size_t>(image->ny) * corkit_type_size(image->type));
  });
}

void corkit_std_size_options_default(corkit_std_size_options *options) {
  if (options == nullptr) return;
  *options = corkit_std_size_options{};
  options->size = sizeof(corkit_std_size_options);
}

int corkit_reduce_std_size(corkit_context *ctx, const corkit_array *image, corkit_header *header, const corkit_std_size_options *options,
                           corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_reduce_std_size", static_cast<const void *>(ctx), static_cast<const void *>(image),
                static_cast<const void *>(header), static_cast<const void *>(out));
    const auto o = read_options(options, "corkit_std_size_options", corkit_std_size_options_default);
    if (o.bias_set != 0 && !std::isfinite(o.bias))
      throw Error(CORKIT_ERROR_ARGUMENT, "corkit_std_size_options: bias is no finite number: give DN, or 1 for that of the tables");
    auto lasco = as_lasco(header, image);
    if (without_size(header->cards)) {
      *out = release(view(as_image(image)));
      return;
    }
    StdSizeOptions std_size;
    std_size.full = o.full != 0;
    std_size.no_rebin = o.no_rebin != 0;
    std_size.savehdr = o.savehdr != 0;
    std_size.nocal = o.nocal != 0;
    if (o.bias_set != 0) std_size.bias = o.bias;
    if (!std_size.savehdr && !std_size.nocal) std_size.sun = look_up_sun(ctx->level1.store(), lasco);
    const auto result = reduce_std_size(as_image(image), lasco, std_size);
    if (!std_size.savehdr)
      store_geometry(lasco, header);
    else if (std_size.bias && !std_size.nocal && header->cards.has("OFFSET"))
      header->cards.set("OFFSET", 0);  // the one keyword that /SAVEHDR doesn't save
    *out = release(view(result));
  });
}

int corkit_fixwrap(const corkit_array *image, corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_fixwrap", static_cast<const void *>(image), static_cast<const void *>(out));
    *out = release(view(fixwrap(as_image(image))));
  });
}
