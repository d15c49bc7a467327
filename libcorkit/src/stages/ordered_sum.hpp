// Sums of terms that are not negative, to the bits of the plain loop `for each term: sum += term`, with vector instructions.
//
// Notes     While the sum stays between one power of two and the next, all its values are multiples of one unit u in the last place, and
//           adding a term adds the term rounded to a multiple of u, whatever the sum is. Those multiples add up exactly in any order. The
//           one exception is a term halfway between two multiples, where the sum's last bit decides. So each run of terms is added at
//           once, and term by term where the sum passes a power of two or a term is halfway.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "core/instruction_set.hpp"

namespace corkit {
namespace detail {

inline constexpr std::size_t kSumRun = 128;
using SumRun = std::array<double, kSumRun>;

// What the terms add to `sum`; a negative number where they must be added one by one.
CORKIT_INLINED double exact_increase(double sum, const SumRun &terms) {
  constexpr double kSmall = 0x1p-900;
  constexpr double kHalfUnit = 0x1p-53;
  if (!(sum >= kSmall && sum <= 1 / kSmall)) return -1;
  const double power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(sum) & 0x7ff0000000000000U);
  const double half = power * kHalfUnit;
  SumRun rounded;
  std::uint64_t halfway = 0;
  for (std::size_t k = 0; k < kSumRun; ++k) {
    rounded[k] = (sum + terms[k]) - sum;
    const double rest = terms[k] - rounded[k];
    halfway += std::fabs(rest) == half ? 1U : 0U;
  }
  for (std::size_t k = 0; k < 64; ++k) rounded[k] += rounded[k + 64];
  for (std::size_t k = 0; k < 32; ++k) rounded[k] += rounded[k + 32];
  for (std::size_t k = 0; k < 16; ++k) rounded[k] += rounded[k + 16];
  for (std::size_t k = 0; k < 8; ++k) rounded[k] += rounded[k + 8];
  for (std::size_t k = 1; k < 8; ++k) rounded[0] += rounded[k];
  // A NaN fails the comparison.
  return halfway == 0 && sum + rounded[0] < 2 * power ? rounded[0] : -1;
}

}  // namespace detail

// sum + term(pixel) + term(pixel)..., in this order. sum and terms: not negative, or no number.
template <class T, class Term>
CORKIT_INLINED double ordered_sum(std::span<const T> pixels, double sum, const Term &term) {
  std::size_t k = 0;
  for (; k + detail::kSumRun <= pixels.size(); k += detail::kSumRun) {
    const T *run = pixels.data() + k;
    detail::SumRun terms;
    for (std::size_t i = 0; i < detail::kSumRun; ++i) terms[i] = term(run[i]);
    const double increase = detail::exact_increase(sum, terms);
    if (increase >= 0)
      sum += increase;
    else
      for (const double one : terms) sum += one;
  }
  for (; k < pixels.size(); ++k) sum += term(pixels[k]);
  return sum;
}

// The same for positive FLOAT pixels of which none is below `smallest`, and -0. As long as the last place of each of them is no smaller
// than the sum's, nothing is rounded.
CORKIT_INLINED double ordered_float_sum(std::span<const float> pixels, float smallest, double sum) {
  constexpr std::size_t kLanes = 32;
  constexpr double kSpan = 0x1p-29;  // 23 bits of fraction instead of 52
  const double power = std::bit_cast<double>(std::bit_cast<std::uint64_t>(sum) & 0x7ff0000000000000U);
  if (sum > 0x1p-90 && smallest >= std::numeric_limits<float>::min() && static_cast<double>(smallest) >= power * kSpan) {
    std::array<double, kLanes> lanes{};
    const float *from = pixels.data();
    const std::size_t whole = pixels.size() / kLanes * kLanes;
    for (std::size_t k = 0; k < whole; k += kLanes)
      for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += static_cast<double>(from[k + lane]);
    for (std::size_t k = whole; k < pixels.size(); ++k) lanes[0] += static_cast<double>(from[k]);
    for (std::size_t lane = 1; lane < kLanes; ++lane) lanes[0] += lanes[lane];
    // A power of two passed, or a number that is none: from the start.
    if (sum + lanes[0] < 2 * power) return sum + lanes[0];
  }
  return ordered_sum(pixels, sum, [](float pixel) CORKIT_INLINED_LAMBDA { return static_cast<double>(pixel); });
}

}  // namespace corkit
