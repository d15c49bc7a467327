#include "stages/c3_calibrate.hpp"

#include <algorithm>
#include <type_traits>

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

template <class T, class Vignetting, class Factor, class Ramp>
RealImage to_msb(const Image<T> &rate, const Vignetting &vignetting, Factor calfac, const Ramp &ramp) {
  using Out = std::common_type_t<T, std::decay_t<decltype(vignetting[0])>, Factor>;
  auto out = Image<Out>::uninitialized(rate.nx(), rate.ny());
  for (std::size_t k = 0; k < rate.size(); ++k) out[k] = rate[k] * vignetting[k] * calfac - ramp[k];
  return out;
}

// Monthly and PB-type images: img/exptime*calfac*vig - ramp.
template <class T, class Vignetting, class Factor, class Ramp>
RealImage biasfree_to_msb(const Image<T> &rate, const Vignetting &vignetting, Factor calfac, const Ramp &ramp) {
  using Out = std::common_type_t<T, std::decay_t<decltype(vignetting[0])>, Factor>;
  auto out = Image<Out>::uninitialized(rate.nx(), rate.ny());
  for (std::size_t k = 0; k < rate.size(); ++k) out[k] = rate[k] * calfac * vignetting[k] - ramp[k];
  return out;
}

// Calls f(vignetting, calfac) with the types that SolarSoft's arithmetic has.
template <class F>
auto with_factors(const C3Calibration &calibration, const C3CalibrateOptions &options, float calfac, F &&f) {
  if (options.no_vig) return options.no_calfac ? f(NoVignetting{}, 1.0) : f(NoVignetting{}, calfac);
  return options.no_calfac ? f(*calibration.vignetting, 1.0) : f(*calibration.vignetting, calfac);
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

// Steps 9.9: background model plus filled excess in every pixel without data.
template <class T>
void fill_zero_pixels(Image<T> &rate, const std::vector<std::size_t> &zero, const LascoHeader &header, const Image<float> &background,
                      const C3CalibrateOptions &options, C3Calibrated &result) {
  auto excess = Image<float>::uninitialized(rate.nx(), rate.ny());
  for (std::size_t k = 0; k < rate.size(); ++k) excess[k] = std::max(static_cast<float>(rate[k] - background[k]), 0.0F);
  if (options.lost == LostPixels::fuzzy) {
    auto filled = fuzzy_image(excess, header, options.fuzzy);
    excess = std::move(filled.image);
    result.mask_blocks = filled.too_many;
    if (!filled.gave_up)
      result.filled_blocks = static_cast<int>(std::count_if(filled.zones.begin(), filled.zones.end(), [](auto zone) { return zone >= 0; }));
  }
  for (const auto k : zero) rate[k] = static_cast<T>(background[k]) + excess[k];
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
        for (std::size_t k = 0; k < rate.size(); ++k) {
          const auto value = static_cast<Real<Pixel>>(pixels[k]);
          rate[k] = bias_free ? value / exptime_s : (value - bias) / exptime_s;
        }
        if (bias_free) {
          return with_factors(calibration, options, calfac, [&](const auto &vignetting, auto factor) {
            return monthly ? biasfree_to_msb(rate, vignetting, factor, *calibration.ramp)
                           : biasfree_to_msb(rate, vignetting, factor, NoRamp{});
          });
        }
        if (clear && options.lost != LostPixels::keep) {
          std::vector<std::size_t> zero;
          for (std::size_t k = 0; k < pixels.size(); ++k)
            if (pixels[k] <= 0) zero.push_back(k);
          if (zero.size() > kFewZeroPixels) fill_zero_pixels(rate, zero, header, *calibration.background, options, result);
        }
        return with_factors(calibration, options, calfac, [&](const auto &vignetting, auto factor) {
          return clear ? to_msb(rate, vignetting, factor, *calibration.ramp) : to_msb(rate, vignetting, factor, NoRamp{});
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
