// Distortion, pointing and plate scale under their SolarSoft names.
#include "api/handles.hpp"
#include "stages/plate_scale.hpp"
#include "stages/pointing.hpp"
#include "stages/std_size.hpp"
#include "stages/warp.hpp"
#include "time/observer.hpp"
#include "time/solar_ephem.hpp"
#include "time/utc.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

constexpr size_t kSourceText = 128;

int day_of(const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  if (!mjd) throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS is '" + header.date_obs + "': it must be a date like 2005/05/13");
  return *mjd;
}

// DATE-OBS with TIME-OBS of a level-0.5 header, or the one DATE-OBS of a level-1 header.
Utc time_of(const LascoHeader &header) {
  const bool joined = header.date_obs.size() > 11 && header.date_obs[10] == 'T';
  const std::string time = joined ? header.date_obs.substr(11) : header.time_obs;
  const auto ms = parse_ms(time);
  if (!ms) throw Error(CORKIT_ERROR_KEYWORD_VALUE, "TIME-OBS is '" + time.substr(0, 40) + "': it must be a time like 16:42:05.410");
  return {day_of(header), *ms};
}

AnyImage warp_any(const AnyImage &image, const WarpMap &map) {
  return std::visit([&](const auto &pixels) -> AnyImage { return warp(pixels, map); }, image);
}

// The pixels of the field the header describes, out of the full frame.
AnyImage cut(const AnyImage &frame, int x1, int y1, int x2, int y2) {
  return std::visit(
      [&](const auto &pixels) -> AnyImage {
        using T = typename std::decay_t<decltype(pixels)>::value_type;
        if (x1 < 0 || y1 < 0 || x2 >= pixels.nx() || y2 >= pixels.ny() || x2 < x1 || y2 < y1)
          throw Error(CORKIT_ERROR_DIMENSIONS, "R1COL, R1ROW, R2COL, R2ROW describe a field outside the frame: correct the header");
        auto out = Image<T>::uninitialized(x2 - x1 + 1, y2 - y1 + 1);
        for (int y = y1; y <= y2; ++y)
          for (int x = x1; x <= x2; ++x) out(x - x1, y - y1) = pixels(x, y);
        return out;
      },
      frame);
}

AnyImage warped_frame(corkit_context *ctx, const corkit_array *image, const LascoHeader &lasco, bool savehdr, Oracle oracle) {
  StdSizeOptions options;
  options.no_rebin = true;
  options.nocal = true;
  options.savehdr = savehdr;
  LascoHeader full = lasco;
  const auto frame = reduce_std_size(as_image(image), full, options);
  return warp_any(frame, *ctx->level1.warp_map(full, width(frame), height(frame), oracle));
}

corkit_array *c2_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, Oracle oracle) {
  return release(view(warped_frame(ctx, image, as_lasco(header, image), false, oracle)));
}

corkit_array *c3_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, Oracle oracle) {
  const auto lasco = as_lasco(header, image);
  const auto frame = warped_frame(ctx, image, lasco, true, oracle);
  const int sumx = lasco.xsumming();
  const int sumy = lasco.ysumming();
  return release(
      view(cut(frame, (lasco.r1col - 20) / sumx, (lasco.r1row - 1) / sumy, (lasco.r2col - 20) / sumx, (lasco.r2row - 1) / sumy)));
}

Detector coronagraph(const char *name) {
  const auto detector = parse_detector(name);
  if (detector != Detector::C2 && detector != Detector::C3)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string("detector is '") + name + "': the distortion of C2 and C3 is known");
  return *detector;
}

}  // namespace

int corkit_warp(corkit_context *ctx, const char *detector, const corkit_array *image, const corkit_header *header, int oracle,
                corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_warp", static_cast<const void *>(ctx), static_cast<const void *>(detector), static_cast<const void *>(image),
                static_cast<const void *>(out));
    const Oracle followed = as_oracle(oracle);
    *out = coronagraph(detector) == Detector::C2 ? c2_warp(ctx, image, header, followed) : c3_warp(ctx, image, header, followed);
  });
}

int corkit_c2_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_c2_warp", static_cast<const void *>(ctx), static_cast<const void *>(image), static_cast<const void *>(out));
    *out = c2_warp(ctx, image, header, Oracle::idl);
  });
}

int corkit_c3_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, corkit_array **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_c3_warp", static_cast<const void *>(ctx), static_cast<const void *>(image), static_cast<const void *>(out));
    *out = c3_warp(ctx, image, header, Oracle::idl);
  });
}

int corkit_distortion(const char *detector, double r_pixels, double scale_arcsec, double *arcsec) {
  return guarded([&] {
    require_all("corkit_distortion", static_cast<const void *>(detector), static_cast<const void *>(arcsec));
    *arcsec = distortion_arcsec(coronagraph(detector), r_pixels, scale_arcsec);
  });
}

int corkit_adjust_hdr_tcr(corkit_context *ctx, corkit_header *header, corkit_tcr *tcr) {
  return guarded([&] {
    require_all("corkit_adjust_hdr_tcr", static_cast<const void *>(ctx), static_cast<const void *>(header), static_cast<const void *>(tcr));
    const auto result = adjust_hdr_tcr(ctx->level1.store(), as_lasco(header, nullptr), false);
    *tcr = corkit_tcr{};
    copy_text(result.available ? result.date : std::string(), tcr->date, sizeof tcr->date);
    copy_text(result.available ? result.time : std::string(), tcr->time, sizeof tcr->time);
    tcr->xpos = result.xpos;
    tcr->ypos = result.ypos;
    tcr->roll_deg = result.roll_deg;
    copy_text(result.error, tcr->error, sizeof tcr->error);
    add_history(header, result.history);
  });
}

int corkit_get_sun_center(corkit_context *ctx, const corkit_header *header, int full, float *x, float *y, char source[128]) {
  return guarded([&] {
    require_all("corkit_get_sun_center", static_cast<const void *>(ctx), static_cast<const void *>(header), static_cast<const void *>(x),
                static_cast<const void *>(y));
    const auto lasco = as_lasco(header, nullptr);
    const auto sun = get_sun_center(ctx->level1.store(), lasco);
    if (full > 0) {
      const float scale = static_cast<float>(full) / 1024.0F;
      *x = sun.x * scale;
      *y = sun.y * scale;
    } else {
      *x = (sun.x - static_cast<float>(lasco.r1col - 20)) / static_cast<float>(lasco.xsumming());
      *y = (sun.y - static_cast<float>(lasco.r1row - 1)) / static_cast<float>(lasco.ysumming());
    }
    copy_text(sun.source, source, kSourceText);
  });
}

int corkit_get_roll_or_xy(corkit_context *ctx, const corkit_header *header, const char *what, float value[2], char source[128]) {
  return guarded([&] {
    require_all("corkit_get_roll_or_xy", static_cast<const void *>(ctx), static_cast<const void *>(header), static_cast<const void *>(what),
                static_cast<const void *>(value));
    const auto lasco = as_lasco(header, nullptr);
    const std::string wanted = what;
    value[0] = value[1] = 0;
    if (wanted == "ROLL" || wanted == "roll") {
      const auto roll = get_roll(ctx->level1.store(), lasco);
      value[0] = roll.degrees;
      copy_text(roll.source, source, kSourceText);
    } else if (wanted == "XY" || wanted == "xy" || wanted == "CENTER" || wanted == "center") {
      const auto sun = get_sun_center(ctx->level1.store(), lasco);
      value[0] = sun.x;
      value[1] = sun.y;
      copy_text(sun.source, source, kSourceText);
    } else {
      throw Error(CORKIT_ERROR_ARGUMENT, "get_roll_or_xy: '" + wanted + "' is neither ROLL nor XY");
    }
  });
}

int corkit_get_solar_radius(const corkit_header *header, double *arcsec) {
  return guarded([&] {
    require_all("corkit_get_solar_radius", static_cast<const void *>(header), static_cast<const void *>(arcsec));
    *arcsec = solar_radius_arcsec(day_of(as_lasco(header, nullptr)));
  });
}

int corkit_wcs_observer(const corkit_header *header, double *longitude_deg, double *latitude_deg, double *distance_m) {
  return guarded([&] {
    require_all("corkit_wcs_observer", static_cast<const void *>(header), static_cast<const void *>(longitude_deg),
                static_cast<const void *>(latitude_deg), static_cast<const void *>(distance_m));
    const Observer soho = wcs_observer(time_of(as_lasco(header, nullptr)));
    *longitude_deg = soho.longitude_deg;
    *latitude_deg = soho.latitude_deg;
    *distance_m = soho.distance_m;
  });
}

int corkit_get_sec_pixel(const corkit_header *header, int full, float *arcsec) {
  return guarded([&] {
    require_all("corkit_get_sec_pixel", static_cast<const void *>(header), static_cast<const void *>(arcsec));
    const auto lasco = as_lasco(header, nullptr);
    *arcsec = full > 0 ? get_sec_pixel_full(lasco, full) : get_sec_pixel(lasco);
  });
}

int corkit_subtense(const char *telescope, float *arcsec) {
  return guarded([&] {
    require_all("corkit_subtense", static_cast<const void *>(telescope), static_cast<const void *>(arcsec));
    *arcsec = subtense(telescope);
    if (*arcsec == 0)
      throw Error(CORKIT_ERROR_ARGUMENT, std::string("subtense: telescope '") + telescope + "' is none of C1 C2 C3 EIT MK3 MK4");
  });
}

int corkit_occltr_cntr(corkit_context *ctx, const corkit_header *header, double *x, double *y) {
  return guarded([&] {
    require_all("corkit_occltr_cntr", static_cast<const void *>(ctx), static_cast<const void *>(header), static_cast<const void *>(x),
                static_cast<const void *>(y));
    const auto center = occltr_cntr(ctx->level1.store(), as_lasco(header, nullptr));
    *x = center.x;
    *y = center.y;
  });
}
