// The pixels of two level-1 products: how many are the same, how far apart the others are, and where.
#pragma once

#include <corkit/corkit.h>

#include <array>
#include <cstddef>
#include <string>

#include "handles.hpp"

namespace tool::validate {

// Of all pixels that hold a value in one of the two, these per cent differ by no more than ...
inline constexpr std::array<double, 4> percents = {50, 90, 99, 99.9};

struct Tolerance {
  // Of the larger value and the median together: close to zero, where bias and ramp cancel, it is the image's brightness that counts. In
  // products of 16 bits one step is tolerated as well.
  double relative = 1e-5;
  double share_percent = 100;  // of all pixels that must be within it
};

struct PixelComparison {
  int nx = 0, ny = 0, other_nx = 0, other_ny = 0;
  size_t count = 0, identical = 0, within = 0, beyond = 0;
  size_t known = 0;          // beyond, but for a known reason; not in `beyond`
  std::string known_reason;  // "" for none
  double step = 0;           // BSCALE of products of 16 bits
  double median = 0;         // brightness, SolarSoft's
  std::array<double, percents.size()> absolute{}, relative{};
  // The pixel that is furthest beyond the tolerance, or else apart; x, y from 0, relative to the larger of both values.
  struct Worst {
    int x = 0, y = 0;
    double theirs = 0, mine = 0, difference = 0, relative = 0;
  } worst;

  bool same_shape() const { return nx == other_nx && ny == other_ny; }
  bool all_identical() const { return same_shape() && identical == count; }
  bool agree(const Tolerance &tolerance) const;
};

// A pixel's value; NaN where it is masked: zero, or raw 0 of a product of 16 bits.
class Values {
 public:
  explicit Values(const Image &image);
  double operator[](size_t k) const;
  double step() const { return step_; }

 private:
  const corkit_array &pixels_;
  double masked_ = 0, step_ = 0;
};

// theirs: SolarSoft's; core_may_be_zero: of products of 1996 and 1997 the core of C3 images is.
PixelComparison compare_pixels(const Image &theirs, const Image &mine, const Tolerance &tolerance, bool core_may_be_zero);

}  // namespace tool::validate
