#include "stages/c2_calibrate.hpp"

#include <cstddef>
#include <type_traits>

#include "core/instruction_set.hpp"
#include "stages/calfactor.hpp"

namespace corkit {
namespace {

// The type of an INT or LONG image minus a FLOAT: FLOAT. DOUBLE stays DOUBLE.
template <class Pixel>
using Real = std::conditional_t<std::is_same_v<Pixel, double>, double, float>;

template <class Pixel, class Factor>
auto calibrate(const Image<Pixel> &image, float bias, float exptime_s, Factor calfac, const Image<float> &vignetting, bool pb_product) {
  using Value = Real<Pixel>;
  using Out = std::common_type_t<Value, Factor>;
  auto out = Image<Out>::uninitialized(image.nx(), image.ny());
  const Pixel *from = image.data();
  const float *vig = vignetting.data();
  Out *to = out.data();
  const std::size_t n = image.size();
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    if (pb_product)
      for (std::size_t k = 0; k < n; ++k) to[k] = static_cast<Value>(from[k]) / exptime_s * calfac * vig[k];
    else
      for (std::size_t k = 0; k < n; ++k) to[k] = (static_cast<Value>(from[k]) - bias) * calfac / exptime_s * vig[k];
  });
  return out;
}

}  // namespace

Calibrated c2_calibrate(const AnyImage &image, const LascoHeader &header, const ExposureFactor &exposure, const C2Calibration &calibration,
                        const C2CalibrateOptions &options) {
  Calibrated result;
  result.exptime_s = header.exptime * exposure.factor;
  result.exposure_found = exposure.valid >= 0 && !options.no_update;
  result.exptime_comment = " Corrected exposure time (seconds)";
  const float calfac = c2_calfactor(header, false);
  const float bias = as_float(exposure.bias);
  result.image = std::visit(
      [&](const auto &pixels) -> RealImage {
        const bool pb = header.is_pb_product();
        if (options.no_calfac) return calibrate(pixels, bias, result.exptime_s, 1.0, *calibration.vignetting, pb);
        return calibrate(pixels, bias, result.exptime_s, calfac, *calibration.vignetting, pb);
      },
      image);

  auto &history = result.history;
  history = exposure.history;
  history.push_back(c2_calfactor_history(calfac));
  if (options.no_update) return result;
  history.emplace_back(" c2_calibrate.pro 1.14, 07/14/16");
  history.push_back(" " + calibration.vignetting_name + ", " + calibration.vignetting_date);
  if (exposure.valid < 0) history.emplace_back(" WARNING: No exposure correction found.");
  if (const auto message = summing_message(header); !message.empty()) history.push_back(" " + message);
  return result;
}

}  // namespace corkit
