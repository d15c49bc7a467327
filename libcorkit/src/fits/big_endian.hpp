// Pixels as FITS stores them, most significant byte first.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "core/instruction_set.hpp"

namespace corkit {

// The bits of a pixel.
template <class T>
using Word =
    std::conditional_t<sizeof(T) == 1, std::uint8_t,
                       std::conditional_t<sizeof(T) == 2, std::uint16_t, std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

// From this machine's order of bytes to the file's, and back.
template <class W>
CORKIT_INLINED W big_endian(W word) {
  if constexpr (std::endian::native == std::endian::big || sizeof(W) == 1) return word;
  if constexpr (sizeof(W) == 2) return __builtin_bswap16(word);
  if constexpr (sizeof(W) == 4) return __builtin_bswap32(word);
  if constexpr (sizeof(W) == 8) return __builtin_bswap64(word);
}

}  // namespace corkit
