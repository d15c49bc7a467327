#include "stages/scale.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

#include "stages/piecewise.hpp"

namespace corkit {
namespace {

constexpr std::int32_t kDarkest = -32767;
constexpr std::int32_t kNoNumber = std::numeric_limits<std::int32_t>::min();

// ROUND((value - bzero) / bscale) of the clipped value. What is rounded is within 32770 of 0, so that ROUND is a plain conversion; that
// of a NaN is done here, because C++ leaves it open. Without branches: for vector registers.
template <class T>
CORKIT_INLINED std::int32_t rounded(T value) {
  constexpr T half = 0.5;
  const T low = static_cast<T>(kScaleMin);
  const T high = static_cast<T>(kScaleMax);
  const T not_below = value < low ? low : value;
  const T clipped = high < not_below ? high : not_below;
  const T scaled = (clipped - kBzero) / kBscale;
  const T away = scaled < 0 ? -half : half;
  return static_cast<std::int32_t>(scaled == scaled ? scaled + away : static_cast<T>(kNoNumber));
}

// FIX, whose low word is what is kept, and 0 where the value is 0.
template <class T>
CORKIT_INLINED void scale_piece(std::span<const T> from, std::int16_t *to, std::int32_t darkest) {
  std::array<std::int32_t, kPiece> words;
  for (std::size_t k = 0; k < from.size(); ++k) {
    const std::int32_t word = rounded(from[k]);
    const std::int32_t kept = word < darkest ? darkest : word;
    words[k] = from[k] == 0 ? 0 : kept;
  }
  for (std::size_t k = 0; k < from.size(); ++k) to[k] = static_cast<std::int16_t>(static_cast<std::uint16_t>(words[k]));
}

}  // namespace

Image<std::int16_t> scale_to_int16(const RealImage &image, bool saturate_negatives, InstructionSet set) {
  const std::int32_t darkest = saturate_negatives ? kDarkest : kNoNumber;
  return std::visit(
      [&](const auto &pixels) {
        using T = typename std::decay_t<decltype(pixels)>::value_type;
        auto raw = Image<std::int16_t>::uninitialized(pixels.nx(), pixels.ny());
        std::int16_t *to = raw.data();
        run_with(set, [&]() CORKIT_INLINED_LAMBDA {
          for_each_piece(pixels, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA {
            scale_piece(piece, to, darkest);
            to += piece.size();
          });
        });
        return raw;
      },
      image);
}

std::size_t count_negative(const RealImage &image, InstructionSet set) {
  return std::visit(
      [set](const auto &pixels) {
        using T = typename std::decay_t<decltype(pixels)>::value_type;
        std::size_t negative = 0;
        run_with(set, [&]() CORKIT_INLINED_LAMBDA {
          for_each_piece(pixels, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA {
            negative += count_where(piece, [](T value) CORKIT_INLINED_LAMBDA { return value < 0; });
          });
        });
        return negative;
      },
      image);
}

}  // namespace corkit
