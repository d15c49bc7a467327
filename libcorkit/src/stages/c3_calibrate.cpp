#include "stages/c3_calibrate.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "core/instruction_set.hpp"
#include "stages/calfactor.hpp"

namespace corkit {
namespace {

constexpr std::size_t kFewZeroPixels = 1000;

template <class Pixel>
using Real = std::conditional_t<std::is_same_v<Pixel, double>, double, float>;

// What stands in for an array that is not applied: NO_VIG multiplies by 1.0d.
struct NoVignetting {
  double operator[](std::size_t) const { return 1.0; }
};
struct NoRamp {
  float operator[](std::size_t) const { return 0.0F; }
};

// Calls fill(to, from, n) for the image that is returned: the one given where its type stays.
template <class Out, class T, class Fill>
Image<Out> converted(Image<T> image, const Fill &fill) {
  if constexpr (std::is_same_v<Out, T>) {
    Out *pixels = image.data();
    fill(pixels, static_cast<const T *>(pixels), image.size());
    return image;
  } else {
    auto out = Image<Out>::uninitialized(image.nx(), image.ny());
    fill(out.data(), static_cast<const T *>(image.data()), out.size());
    return out;
  }
}

template <class T, class Vignetting, class Factor, class Ramp>
RealImage to_msb(Image<T> rate, const Vignetting &vignetting, Factor calfac, const Ramp &ramp) {
  using Out = std::common_type_t<T, std::decay_t<decltype(vignetting[0])>, Factor>;
  return converted<Out>(std::move(rate), [&](Out *to, const T *from, std::size_t n) CORKIT_INLINED_LAMBDA {
    run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
      for (std::size_t k = 0; k < n; ++k) to[k] = from[k] * vignetting[k] * calfac - ramp[k];
    });
  });
}

// Monthly and PB-type images: img/exptime*calfac*vig - ramp.
template <class T, class Vignetting, class Factor, class Ramp>
RealImage biasfree_to_msb(Image<T> rate, const Vignetting &vignetting, Factor calfac, const Ramp &ramp) {
  using Out = std::common_type_t<T, std::decay_t<decltype(vignetting[0])>, Factor>;
  return converted<Out>(std::move(rate), [&](Out *to, const T *from, std::size_t n) CORKIT_INLINED_LAMBDA {
    for (std::size_t k = 0; k < n; ++k) to[k] = from[k] * calfac * vignetting[k] - ramp[k];
  });
}

// Calls f(vignetting, calfac) with the types that SolarSoft's arithmetic has.
template <class F>
auto with_factors(const C3Calibration &calibration, const C3CalibrateOptions &options, float calfac, F &&f) {
  if (options.no_vig) return options.no_calfac ? f(NoVignetting{}, 1.0) : f(NoVignetting{}, calfac);
  const float *vignetting = calibration.vignetting->data();
  return options.no_calfac ? f(vignetting, 1.0) : f(vignetting, calfac);
}

std::vector<std::string> history_of(const LascoHeader &header, const ExposureFactor &exposure, const C3Calibration &calibration,
                                    const C3CalibrateOptions &options, float calfac) {
  auto history = exposure.history;
  if (!options.no_calfac) history.push_back(c3_calfactor_history(calfac));
  if (options.no_update) return history;
  history.emplace_back(" c3_calibrate.pro 1.54, 07/14/16");
  history.push_back(options.no_vig ? " No vignetting correction applied"
                                   : " " + calibration.vignetting_name + ", " + calibration.vignetting_date);
  if (!options.no_mask) history.push_back(calibration.mask_name + ", " + calibration.mask_date);
  history.push_back(" " + calibration.ramp_name + ", " + calibration.ramp_date);
  if (exposure.valid < 0) history.emplace_back(" WARNING: No exposure correction found.");
  if (const auto message = summing_message(header); !message.empty()) history.push_back(message);
  return history;
}

// Only stretches with such a pixel are touched.
template <class T, class Pixel>
void replace_zero_pixels(Image<T> &rate, const Image<Pixel> &raw, const Image<float> &background, const Image<float> &excess) {
  constexpr std::size_t kStretch = 64;
  const Pixel *sent = raw.data();
  const float *model = background.data();
  const float *filled = excess.data();
  T *pixels = rate.data();
  const std::size_t n = rate.size();
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    for (std::size_t first = 0; first < n; first += kStretch) {
      const std::size_t end = std::min(first + kStretch, n);
      unsigned zero = 0;
      for (std::size_t k = first; k < end; ++k) zero |= sent[k] <= 0 ? 1U : 0U;
      if (zero == 0) continue;
      for (std::size_t k = first; k < end; ++k) {
        const T replaced = static_cast<T>(model[k]) + filled[k];
        pixels[k] = sent[k] <= 0 ? replaced : pixels[k];
      }
    }
  });
}

// Steps 9.9: background model plus filled excess in every pixel without data.
template <class T, class Pixel>
void fill_zero_pixels(Image<T> &rate, const Image<Pixel> &raw, const LascoHeader &header, const Image<float> &background,
                      const C3CalibrateOptions &options, C3Calibrated &result) {
  auto excess = Image<float>::uninitialized(rate.nx(), rate.ny());
  const float *model = background.data();
  T *pixels = rate.data();
  {
    float *above = excess.data();
    const std::size_t n = rate.size();
    run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
      for (std::size_t k = 0; k < n; ++k) {
        const auto apart = static_cast<float>(pixels[k] - model[k]);
        above[k] = apart < 0.0F ? 0.0F : apart;
      }
    });
  }
  if (options.lost == LostPixels::fuzzy) {
    auto filled = fuzzy_image(std::move(excess), header, options.fuzzy);
    excess = std::move(filled.image);
    result.mask_blocks = filled.too_many;
    if (!filled.gave_up)
      result.filled_blocks = static_cast<int>(std::count_if(filled.zones.begin(), filled.zones.end(), [](auto zone) { return zone >= 0; }));
  }
  replace_zero_pixels(rate, raw, background, excess);
  if (result.filled_blocks > 0 && !options.fuzzy.compat_bugs)
    result.history.emplace_back(" Used FUZZY_IMAGE.PRO to replace missing blocks.");
  if (result.mask_blocks > 100) result.history.emplace_back(" GT 100 missing blocks in zone--missing blocks not replaced.");
}

}  // namespace

C3Calibrated c3_calibrate(const AnyImage &image, const LascoHeader &header, const ExposureFactor &exposure,
                          const C3Calibration &calibration, const C3CalibrateOptions &options) {
  C3Calibrated result;
  result.exptime_s = header.exptime * exposure.factor;
  result.exposure_found = exposure.valid >= 0 && !options.no_update;
  result.exptime_comment = " (Seconds) Corrected";
  const float calfac = c3_calfactor(header, false);
  const float bias = as_float(exposure.bias);
  const float exptime_s = result.exptime_s;
  result.history = history_of(header, exposure, calibration, options, calfac);
  const bool monthly = header.is_monthly_model();
  const bool clear = header.filter == "Clear";

  result.image = std::visit(
      [&](const auto &pixels) -> RealImage {
        using Pixel = typename std::decay_t<decltype(pixels)>::value_type;
        const bool bias_free = monthly || header.is_pb_product();
        auto rate = Image<Real<Pixel>>::uninitialized(pixels.nx(), pixels.ny());
        const Pixel *from = pixels.data();
        Real<Pixel> *to = rate.data();
        const std::size_t n = rate.size();
        std::size_t zero = 0;
        run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
          if (bias_free)
            for (std::size_t k = 0; k < n; ++k) to[k] = static_cast<Real<Pixel>>(from[k]) / exptime_s;
          else
            for (std::size_t k = 0; k < n; ++k) to[k] = (static_cast<Real<Pixel>>(from[k]) - bias) / exptime_s;
          for (std::size_t k = 0; k < n; ++k) zero += from[k] <= 0 ? 1U : 0U;
        });
        const float *ramp = calibration.ramp->data();
        if (bias_free) {
          return with_factors(calibration, options, calfac, [&](const auto &vignetting, auto factor) {
            return monthly ? biasfree_to_msb(std::move(rate), vignetting, factor, ramp)
                           : biasfree_to_msb(std::move(rate), vignetting, factor, NoRamp{});
          });
        }
        if (clear && options.lost != LostPixels::keep && zero > kFewZeroPixels)
          fill_zero_pixels(rate, pixels, header, *calibration.background, options, result);
        return with_factors(calibration, options, calfac, [&](const auto &vignetting, auto factor) {
          return clear ? to_msb(std::move(rate), vignetting, factor, ramp) : to_msb(std::move(rate), vignetting, factor, NoRamp{});
        });
      },
      image);
  if (!options.no_mask)
    std::visit(
        [&](auto &pixels) {
          for (std::size_t k = 0; k < pixels.size(); ++k) pixels[k] *= (*calibration.mask)[k];
        },
        result.image);
  return result;
}

}  // namespace corkit
