#include "validate/pixels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tool::validate {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kCoreRadii = 4.5;  // C3's occulter covers 3.7 solar radii

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

double percentile(std::vector<double> &values, double percent) {
  if (values.empty()) return 0;
  const auto at = static_cast<size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<size_t>(at, 1, values.size()) - 1);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

double median_brightness(const Values &values, size_t count) {
  std::vector<double> known;
  for (size_t k = 0; k < count; ++k)
    if (const double value = values[k]; std::isfinite(value)) known.push_back(std::abs(value));
  return percentile(known, 50);
}

// Whether a pixel lies behind C3's occulter, by a product's header.
class Core {
 public:
  explicit Core(const corkit_header *header)
      : x_(number_value(header, "CRPIX1") - 1),
        y_(number_value(header, "CRPIX2") - 1),
        radius_(kCoreRadii * number_value(header, "RSUN", 960) / std::max(number_value(header, "CDELT1", 56), 1.0)) {}
  bool holds(int x, int y) const { return std::hypot(x - x_, y - y_) <= radius_; }

 private:
  double x_, y_, radius_;
};

}  // namespace

bool PixelComparison::agree(const Tolerance &tolerance) const {
  if (!same_shape() || count == 0) return false;
  return static_cast<double>(count - beyond) >= tolerance.share_percent / 100 * static_cast<double>(count);
}

Values::Values(const Image &image) : pixels_(*image.pixels) {
  const double scale = number_value(image.header.get(), "BSCALE", 1);
  if (number_value(image.header.get(), "BITPIX") != 16 || scale == 1) return;
  step_ = scale;
  masked_ = number_value(image.header.get(), "BZERO");
}

double Values::operator[](size_t k) const {
  const double value = pixel(pixels_, k);
  return value == 0 || std::abs(value - masked_) <= 0.25 * std::abs(step_) ? kNone : value;
}

PixelComparison compare_pixels(const Image &theirs, const Image &mine, const Tolerance &tolerance, bool core_may_be_zero) {
  PixelComparison found;
  found.nx = theirs.pixels->nx;
  found.ny = theirs.pixels->ny;
  found.other_nx = mine.pixels->nx;
  found.other_ny = mine.pixels->ny;
  if (!found.same_shape()) return found;
  const Values a(theirs), b(mine);
  const Core core(mine.header.get());
  found.count = static_cast<size_t>(found.nx) * static_cast<size_t>(found.ny);
  found.step = std::max(a.step(), b.step());
  found.median = median_brightness(a, found.count);
  std::vector<double> absolute, relative;
  double worst = 0;  // in units of the tolerance, of pixels without a known reason
  for (size_t k = 0; k < found.count; ++k) {
    const double x = a[k], y = b[k];
    if (same(x, y)) {
      ++found.identical;
      if (!std::isnan(x)) {
        absolute.push_back(0);
        relative.push_back(0);
      }
      continue;
    }
    const int column = static_cast<int>(k % static_cast<size_t>(found.nx)), row = static_cast<int>(k / static_cast<size_t>(found.nx));
    if (core_may_be_zero && std::isnan(x) && core.holds(column, row)) {
      ++found.known;
      continue;
    }
    // Masked in one of the two: as far apart as the other is from zero, and never within the tolerance.
    const double p = std::isnan(x) ? 0 : x, q = std::isnan(y) ? 0 : y;
    const double difference = std::isfinite(p) && std::isfinite(q) ? std::abs(p - q) : HUGE_VAL;
    const double larger = std::max(std::abs(p), std::abs(q));
    const double allowed = std::max(tolerance.relative * (larger + found.median), 1.01 * found.step);
    const bool ok = !std::isnan(x) && !std::isnan(y) && difference <= allowed;
    ++(ok ? found.within : found.beyond);
    const double share = std::isfinite(difference) ? difference / larger : HUGE_VAL;
    absolute.push_back(difference);
    relative.push_back(share);
    const double excess = allowed > 0 ? difference / allowed : HUGE_VAL;
    if (excess > worst) {
      worst = excess;
      found.worst = {column, row, p, q, difference, share};
    }
  }
  for (size_t i = 0; i < percents.size(); ++i) {
    found.absolute[i] = percentile(absolute, percents[i]);
    found.relative[i] = percentile(relative, percents[i]);
  }
  return found;
}

}  // namespace tool::validate
