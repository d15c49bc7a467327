// The pixel types the array functions are instantiated for.
#pragma once

#include <cstdint>
#include <tuple>

using PixelTypes = std::tuple<std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, float, double>;
using IntegerTypes = std::tuple<std::uint8_t, std::int16_t, std::uint16_t, std::int32_t>;
using RealTypes = std::tuple<float, double>;
