#include "stages/scale.hpp"

#include <algorithm>
#include <type_traits>

#include "idl/numbers.hpp"

namespace corkit {
namespace {

constexpr std::int16_t kDarkest = -32767;

template <class T>
std::int16_t scale(T value, bool saturate_negatives) {
  if (value == 0) return 0;
  const T clipped = std::clamp(value, static_cast<T>(kScaleMin), static_cast<T>(kScaleMax));
  const std::int32_t raw = idl::round((clipped - kBzero) / kBscale);
  if (saturate_negatives && raw < kDarkest) return kDarkest;
  return idl::fix(static_cast<float>(raw));
}

}  // namespace

Image<std::int16_t> scale_to_int16(const RealImage &image, bool saturate_negatives) {
  return std::visit(
      [&](const auto &pixels) {
        auto raw = Image<std::int16_t>::uninitialized(pixels.nx(), pixels.ny());
        std::transform(pixels.begin(), pixels.end(), raw.begin(), [&](auto value) { return scale(value, saturate_negatives); });
        return raw;
      },
      image);
}

}  // namespace corkit
