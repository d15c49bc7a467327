// What is known of a pixel when an image is filled.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/image.hpp"

namespace corkit {

inline constexpr std::uint8_t kMeasured = 0;
inline constexpr std::uint8_t kMissing = 1;   // to be filled
inline constexpr std::uint8_t kUnusable = 2;  // neither filled nor looked at: occulter, blocks masked on board, not finite

// Without branches, for vector registers: half of an image may be no number, one pixel here and one there.
inline void make_unusable_what_is_no_number(const Image<double> &image, Image<std::uint8_t> &state) {
  const double *value = image.data();
  std::uint8_t *to = state.data();
  const std::size_t pixels = state.size();
  for (std::size_t k = 0; k < pixels; ++k) {
    const auto not_finite = static_cast<unsigned>(!(std::abs(value[k]) <= std::numeric_limits<double>::max()));
    const auto measured = static_cast<unsigned>(to[k] == kMeasured);
    to[k] = static_cast<std::uint8_t>(to[k] | (not_finite & measured) * kUnusable);
  }
}

}  // namespace corkit
