#include "stages/scale.hpp"

#include <algorithm>
#include <type_traits>

#include "idl/numbers.hpp"

namespace corkit {
namespace {

constexpr std::int16_t kDarkest = -32767;

template <class T>
std::int16_t scale(T value, bool saturate_negatives) {
  const T low = static_cast<T>(kScaleMin);
  const T high = static_cast<T>(kScaleMax);
  const T not_below = value < low ? low : value;
  const T clipped = high < not_below ? high : not_below;
  const std::int32_t raw = idl::round((clipped - kBzero) / kBscale);
  const std::int32_t kept = saturate_negatives && raw < kDarkest ? kDarkest : raw;
  return value == 0 ? std::int16_t{0} : idl::fix(static_cast<float>(kept));
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
