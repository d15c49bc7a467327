// An image, a piece at a time.
//
// Notes     A piece is small enough that the next loop over it finds it in the nearest cache. So each loop does one thing, without
//           branches that depend on a pixel, and compilers turn it into vector instructions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit {

inline constexpr std::size_t kPiece = 2048;

template <class T, class F>
CORKIT_INLINED void for_each_piece(const Image<T> &image, const F &f) {
  const std::span<const T> pixels = image.pixels();
  for (std::size_t first = 0; first < pixels.size(); first += kPiece) f(pixels.subspan(first, std::min(kPiece, pixels.size() - first)));
}

template <class T, class Test>
CORKIT_INLINED unsigned count_where(std::span<const T> piece, const Test &test) {
  unsigned count = 0;
  for (const T value : piece) count += static_cast<unsigned>(test(value));
  return count;
}

}  // namespace corkit
