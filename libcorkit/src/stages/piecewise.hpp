// Sums, counts and extremes of an image, a piece at a time.
//
// Notes     1. A piece is small enough that the next loop over it finds it in the nearest cache. So each loop does one thing, without
//              branches that depend on a pixel, and compilers turn it into vector instructions.
//           2. ordered_sum() adds in the order of the pixels, one after the other: its bits are those of the plain loop. Extremes and
//           counts
//              do not depend on the order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "core/image.hpp"

namespace corkit {

inline constexpr std::size_t kPiece = 2048;
inline constexpr std::size_t kLanes = 16;

template <class T, class F>
void for_each_piece(const Image<T> &image, F &&f) {
  const std::span<const T> pixels = image.pixels();
  for (std::size_t first = 0; first < pixels.size(); first += kPiece) f(pixels.subspan(first, std::min(kPiece, pixels.size() - first)));
}

// sum + term(pixel) + term(pixel)...
template <class T, class Term>
double ordered_sum(std::span<const T> piece, double sum, Term term) {
  std::array<double, kPiece> terms;
  for (std::size_t k = 0; k < piece.size(); ++k) terms[k] = term(piece[k]);
  for (std::size_t k = 0; k < piece.size(); ++k) sum += terms[k];
  return sum;
}

template <class T, class Test>
unsigned count_where(std::span<const T> piece, Test test) {
  unsigned count = 0;
  for (const T value : piece) count += static_cast<unsigned>(test(value));
  return count;
}

// The smallest of so_far and key(pixel); no key may be NaN.
template <class T, class Key>
T least(std::span<const T> piece, T so_far, Key key) {
  std::array<T, kLanes> lanes;
  lanes.fill(so_far);
  std::size_t k = 0;
  for (; k + kLanes <= piece.size(); k += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const T value = key(piece[k + lane]);
      lanes[lane] = value < lanes[lane] ? value : lanes[lane];
    }
  for (; k < piece.size(); ++k) lanes[0] = std::min(lanes[0], key(piece[k]));
  return *std::min_element(lanes.begin(), lanes.end());
}

template <class T, class Key>
T greatest(std::span<const T> piece, T so_far, Key key) {
  return -least(piece, -so_far, [&](T value) { return -key(value); });
}

}  // namespace corkit
