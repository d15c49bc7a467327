// What is known of a pixel when an image is filled.
#pragma once

#include <cstdint>

namespace corkit {

inline constexpr std::uint8_t kMeasured = 0;
inline constexpr std::uint8_t kMissing = 1;   // to be filled
inline constexpr std::uint8_t kUnusable = 2;  // neither filled nor looked at: occulter, blocks masked on board, not finite

}  // namespace corkit
