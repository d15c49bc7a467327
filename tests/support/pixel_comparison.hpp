// One image against its reference: which pixels are equal to the bit, and how far apart the others are.
//
// Notes     fpack, which packed the references, turns -0 into +0, so the sign of zero is not compared.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include "support/raw_fits.hpp"

namespace corkit::test {

struct PixelComparison {
  std::size_t compared = 0;    // pixels outside the mask
  std::size_t identical = 0;   // of these, equal to the bit
  double largest = 0;          // largest absolute difference outside the mask
  std::size_t close = 0;       // outside: within 2e-3 of the reference or 1 stored count
  std::size_t filled = 0;      // pixels inside the mask
  double filled_largest = 0;   // largest absolute difference inside
  double filled_relative = 0;  // largest difference inside over max(|reference|, signal)
  double signal = 0;           // median of the reference's positive pixels
  std::size_t beyond = 0;      // outside: farther from the reference than allowed
  double of_allowed = 0;       // largest difference outside over what is allowed
};

namespace detail {

inline double median_of_positive(const std::vector<double> &pixels) {
  std::vector<double> positive;
  for (const double p : pixels)
    if (p > 0) positive.push_back(p);
  if (positive.empty()) return 0;
  const auto middle = positive.begin() + static_cast<std::ptrdiff_t>(positive.size() / 2);
  std::nth_element(positive.begin(), middle, positive.end());
  return *middle;
}

}  // namespace detail

// image: full frame, nx*ny; mask: full frame, nonzero where the pixel depends on lost ones; empty: nowhere.
// Stored int16 counts wrap, so their distance is taken modulo 65536. allowed: full frame, the difference each pixel may have, in the
// reference's unit and before its rounding; empty: not asked.
inline PixelComparison compare_pixels(const RawImage &reference, std::span<const double> image, int nx, int ny,
                                      std::span<const double> mask = {}, std::span<const double> allowed = {}) {
  if (nx != reference.full_nx || ny != reference.full_ny) throw std::runtime_error("image and reference differ in size");
  const bool counts = reference.bitpix == 16;
  PixelComparison result;
  result.signal = detail::median_of_positive(reference.pixels);
  for (int y = 0; y < reference.ny; ++y)
    for (int x = 0; x < reference.nx; ++x) {
      const auto k =
          static_cast<std::size_t>(y + reference.crop_y) * static_cast<std::size_t>(nx) + static_cast<std::size_t>(x + reference.crop_x);
      const double r = reference.at(x, y);
      const double m = image[k];
      double difference = std::abs(m - r);
      if (counts) difference = std::min(difference, 65536 - difference);
      if (std::isnan(difference)) difference = INFINITY;
      if (!mask.empty() && mask[k] != 0) {
        ++result.filled;
        result.filled_largest = std::max(result.filled_largest, difference);
        const double scale = std::max(std::abs(r), result.signal);
        if (difference > 0) result.filled_relative = std::max(result.filled_relative, difference / scale);
        continue;
      }
      ++result.compared;
      result.identical += m == r;
      result.largest = std::max(result.largest, difference);
      const double value = r * reference.bscale + reference.bzero;
      if (!allowed.empty()) {
        // One count, or two roundings to FLOAT.
        const double limit = allowed[k] + (counts ? std::abs(reference.bscale) : 0x1p-23 * std::abs(value));
        result.beyond += difference * std::abs(reference.bscale) > limit;
        if (difference > 0) result.of_allowed = std::max(result.of_allowed, difference * std::abs(reference.bscale) / limit);
      }
      result.close += difference <= (counts ? 1.0 : 0.0) || difference * std::abs(reference.bscale) <= 2e-3 * std::abs(value);
    }
  return result;
}

}  // namespace corkit::test
