// A piece of an image with -0 in the place of everything that is not positive, NaN included.
//
// Notes     As integers, positive floating-point numbers sort as they do as numbers. -0 is above them all without a sign and below them all
//           with one, so that it is never the smallest nor the largest; adding it changes no sum.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

#include "core/instruction_set.hpp"
#include "stages/piecewise.hpp"

namespace corkit {

template <class T>
class PositivePiece {
 public:
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  using SignedBits = std::make_signed_t<Bits>;

  CORKIT_INLINED explicit PositivePiece(std::span<const T> piece) : size_(piece.size()) {
    constexpr T kNone = -T{0};
    const T *from = piece.data();
    const std::size_t n = piece.size();
    for (std::size_t k = 0; k < n; ++k) pixels_[k] = from[k] > 0 ? from[k] : kNone;
    for (std::size_t k = n; k < kPiece; ++k) pixels_[k] = kNone;
  }

  CORKIT_INLINED T operator[](std::size_t k) const { return pixels_[k]; }
  CORKIT_INLINED std::span<const T> pixels() const { return {pixels_.data(), size_}; }

  CORKIT_INLINED unsigned count() const {
    unsigned positive = 0;
    for (std::size_t k = 0; k < kPiece; ++k) positive += signed_bits(k) >= 0 ? 1U : 0U;
    return positive;
  }
  // Infinity where no pixel is positive.
  CORKIT_INLINED T smallest() const {
    Bits least = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
    for (std::size_t k = 0; k < kPiece; ++k) least = bits(k) < least ? bits(k) : least;
    return std::bit_cast<T>(least);
  }
  // 0 where no pixel is positive; of those below a limit, 0 where there is none.
  CORKIT_INLINED T largest() const {
    SignedBits most = 0;
    for (std::size_t k = 0; k < kPiece; ++k) {
      const SignedBits bits = signed_bits(k);
      most = bits > most ? bits : most;
    }
    return std::bit_cast<T>(most);
  }
  CORKIT_INLINED T largest_below(T limit) const {
    std::array<SignedBits, kPiece> below;
    for (std::size_t k = 0; k < kPiece; ++k) below[k] = pixels_[k] < limit ? signed_bits(k) : 0;
    SignedBits most = 0;
    for (std::size_t k = 0; k < kPiece; ++k) most = below[k] > most ? below[k] : most;
    return std::bit_cast<T>(most);
  }
  // Numbers of 16 bits in the order of the pixels, kNoKey for what is not positive: the leading bits, of numbers from 2^-46 to 2^18 with
  // 10 bits of the fraction, since a level-1 image lies in a few of these powers. All below have the first key, all above the last one.
  static constexpr std::uint16_t kNoKey = 0xffff;
  CORKIT_INLINED std::array<std::uint16_t, kPiece> keys() const {
    constexpr int kFraction = 10;
    constexpr int kShift = std::numeric_limits<T>::digits - 1 - kFraction;
    constexpr std::int32_t kFirst = (std::numeric_limits<T>::max_exponent - 1 - 46) << kFraction;
    constexpr std::int32_t kLast = kNoKey - 1;
    constexpr auto kSign = static_cast<std::int32_t>(std::bit_cast<Bits>(-T{0}) >> kShift);
    std::array<std::uint16_t, kPiece> keys;
    for (std::size_t k = 0; k < kPiece; ++k) {
      const auto leading = static_cast<std::int32_t>(bits(k) >> kShift);
      const std::int32_t above = leading - kFirst;
      const std::int32_t not_below = above < 0 ? 0 : above;
      const std::int32_t key = not_below > kLast ? kLast : not_below;
      keys[k] = static_cast<std::uint16_t>(leading == kSign ? std::int32_t{kNoKey} : key);
    }
    return keys;
  }

 private:
  CORKIT_INLINED Bits bits(std::size_t k) const { return std::bit_cast<Bits>(pixels_[k]); }
  CORKIT_INLINED SignedBits signed_bits(std::size_t k) const { return std::bit_cast<SignedBits>(pixels_[k]); }

  std::array<T, kPiece> pixels_;
  std::size_t size_;
};

}  // namespace corkit
