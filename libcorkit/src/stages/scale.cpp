#include "stages/scale.hpp"

#include <cstdint>
#include <type_traits>

namespace corkit {
namespace {

constexpr std::int32_t kDarkest = -32767;

// FIX(ROUND((value - bzero) / bscale)) of the clipped value, 0 where the value is 0. What is rounded is within 32770 of 0, so that ROUND
// and FIX are plain conversions; a NaN becomes their -2147483648, whose low word is 0. Without branches: for vector registers.
template <class T>
std::int16_t scale(T value, bool saturate_negatives) {
  constexpr T half = 0.5;
  constexpr T no_number = -2147483648.0;
  const T low = static_cast<T>(kScaleMin);
  const T high = static_cast<T>(kScaleMax);
  const T not_below = value < low ? low : value;
  const T clipped = high < not_below ? high : not_below;
  const T scaled = (clipped - kBzero) / kBscale;
  const T rounded = scaled < 0 ? scaled - half : scaled + half;
  const auto raw = static_cast<std::int32_t>(rounded == rounded ? rounded : no_number);
  const std::int32_t kept = (saturate_negatives & (raw < kDarkest)) ? kDarkest : raw;
  const auto word = static_cast<std::uint16_t>(kept);
  return static_cast<std::int16_t>(value == 0 ? std::uint16_t{0} : word);
}

}  // namespace

Image<std::int16_t> scale_to_int16(const RealImage &image, bool saturate_negatives) {
  return std::visit(
      [&](const auto &pixels) {
        auto raw = Image<std::int16_t>::uninitialized(pixels.nx(), pixels.ny());
        const auto *from = pixels.data();
        std::int16_t *to = raw.data();
        for (std::size_t k = 0; k < pixels.size(); ++k) to[k] = scale(from[k], saturate_negatives);
        return raw;
      },
      image);
}

}  // namespace corkit
