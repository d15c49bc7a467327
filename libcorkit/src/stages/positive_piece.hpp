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
    constexpr Bits kNone = Bits{1} << (sizeof(T) * 8 - 1);
    const T *from = piece.data();
    const std::size_t n = piece.size();
    for (std::size_t k = 0; k < n; ++k) {
      const Bits bits = std::bit_cast<Bits>(from[k]);
      bits_[k] = from[k] > 0 ? bits : kNone;
    }
    for (std::size_t k = n; k < kPiece; ++k) bits_[k] = kNone;
    for (std::size_t k = 0; k < kPiece; ++k) pixels_[k] = std::bit_cast<T>(bits_[k]);
  }

  CORKIT_INLINED T operator[](std::size_t k) const { return pixels_[k]; }
  CORKIT_INLINED std::span<const T> pixels() const { return {pixels_.data(), size_}; }

  CORKIT_INLINED unsigned count() const {
    unsigned positive = 0;
    for (std::size_t k = 0; k < kPiece; ++k) positive += static_cast<SignedBits>(bits_[k]) >= 0 ? 1U : 0U;
    return positive;
  }
  // Infinity where no pixel is positive.
  CORKIT_INLINED T smallest() const {
    Bits least = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
    for (std::size_t k = 0; k < kPiece; ++k) least = bits_[k] < least ? bits_[k] : least;
    return std::bit_cast<T>(least);
  }
  // 0 where no pixel is positive; of those below a limit, 0 where there is none.
  CORKIT_INLINED T largest() const {
    SignedBits most = 0;
    for (std::size_t k = 0; k < kPiece; ++k) {
      const auto bits = static_cast<SignedBits>(bits_[k]);
      most = bits > most ? bits : most;
    }
    return std::bit_cast<T>(most);
  }
  CORKIT_INLINED T largest_below(T limit) const {
    std::array<SignedBits, kPiece> below;
    for (std::size_t k = 0; k < kPiece; ++k) {
      const auto bits = static_cast<SignedBits>(bits_[k]);
      below[k] = pixels_[k] < limit ? bits : 0;
    }
    SignedBits most = 0;
    for (std::size_t k = 0; k < kPiece; ++k) most = below[k] > most ? below[k] : most;
    return std::bit_cast<T>(most);
  }
  // The leading 16 bits below the sign, kNoKey for what is not positive.
  static constexpr std::uint16_t kNoKey = 0xffff;
  CORKIT_INLINED std::array<std::uint16_t, kPiece> keys() const {
    constexpr int kShift = static_cast<int>(sizeof(T)) * 8 - 17;
    std::array<std::uint16_t, kPiece> keys;
    // All bits above the 16 belong to -0.
    for (std::size_t k = 0; k < kPiece; ++k) {
      const auto key = static_cast<std::uint32_t>(bits_[k] >> kShift);
      keys[k] = static_cast<std::uint16_t>(key | (0U - (key >> 16)));
    }
    return keys;
  }

 private:
  std::array<T, kPiece> pixels_;
  std::array<Bits, kPiece> bits_;
  std::size_t size_;
};

}  // namespace corkit
