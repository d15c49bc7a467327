// From values to 256 steps of brightness. NaN is no value: it stays out of the limits and becomes step 0.
#pragma once

#include <cstdint>

#include "core/image.hpp"

namespace corkit::picture {

enum class Stretch { linear, sqrt, log };

struct Limits {
  double low = 0, high = 1;
};

// The values below which low and high per cent of an image lie. Logarithms: of its positive values only. An image of one value, or of
// none, gets limits that are apart.
Limits percentile_limits(const Image<float> &image, double low_percent, double high_percent, Stretch stretch);
// The larger of both distances from zero, on either side: differences.
Limits symmetrical(const Limits &limits);

// 0 for NaN; 1 for low and less ... 255 for high and more. The logarithm wants limits above zero.
Image<std::uint8_t> scaled(const Image<float> &image, const Limits &limits, Stretch stretch);

}  // namespace corkit::picture
