#include "sky/median_filter.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace corkit::sky {

namespace {

constexpr int kSide = 9, kHalf = kSide / 2;
constexpr int kMiddle = kSide * kSide / 2;  // values below the median of 81
constexpr int kLevels = 65536;
constexpr int kCoarse = 64;  // levels that are counted together

// Counts of the window's values, and the median where it was last.
class Window {
 public:
  Window() : fine_(kLevels), coarse_(kLevels / kCoarse) {}

  void add(std::uint16_t v) {
    ++fine_[v];
    ++coarse_[v / kCoarse];
    below_ += v < median_ ? 1 : 0;
  }
  void remove(std::uint16_t v) {
    --fine_[v];
    --coarse_[v / kCoarse];
    below_ -= v < median_ ? 1 : 0;
  }
  int median() {
    while (below_ > kMiddle) {
      --median_;
      if (median_ % kCoarse == kCoarse - 1 && coarse_[level(median_ / kCoarse)] == 0)
        median_ -= kCoarse - 1;
      else
        below_ -= fine_[level(median_)];
    }
    while (below_ + fine_[level(median_)] <= kMiddle) {
      const int group = coarse_[level(median_ / kCoarse)];
      if (median_ % kCoarse == 0 && below_ + group <= kMiddle) {
        below_ += group;
        median_ += kCoarse;
      } else {
        below_ += fine_[level(median_)];
        ++median_;
      }
    }
    return median_;
  }

 private:
  static std::size_t level(int v) { return static_cast<std::size_t>(v); }
  std::vector<std::uint8_t> fine_, coarse_;
  int median_ = 0, below_ = 0;  // below_: values less than median_
};

struct Levels {
  float least = 0, step = 1;
};

Levels levels_of(const Image<float> &image) {
  const auto [low, high] = std::minmax_element(image.begin(), image.end());
  const bool whole = std::all_of(image.begin(), image.end(), [](float v) { return v == std::nearbyint(v); });
  if (*high - *low < kLevels && whole) return {*low, 1};
  std::vector<float> values(image.begin(), image.end());
  const auto beyond = static_cast<std::ptrdiff_t>(values.size() / 1000);
  std::nth_element(values.begin(), values.begin() + beyond, values.end());
  const float least = values[static_cast<std::size_t>(beyond)];
  std::nth_element(values.begin(), values.end() - 1 - beyond, values.end());
  const float most = values[values.size() - 1 - static_cast<std::size_t>(beyond)];
  const float step = (most - least) / (kLevels - 1);
  return {least, step > 0 ? step : 1};
}

// With a border of the edge's pixels.
Image<std::uint16_t> bordered(const Image<float> &image, const Levels &levels) {
  const int nx = image.nx(), ny = image.ny();
  auto padded = Image<std::uint16_t>::uninitialized(nx + 2 * kHalf, ny + 2 * kHalf);
  for (int y = 0; y < padded.ny(); ++y) {
    const float *row = image.row(std::clamp(y - kHalf, 0, ny - 1));
    std::uint16_t *out = padded.row(y) + kHalf;
    for (int x = 0; x < nx; ++x)
      out[x] = static_cast<std::uint16_t>(std::clamp((row[x] - levels.least) / levels.step + 0.5F, 0.0F, kLevels - 1.0F));
    std::fill_n(padded.row(y), kHalf, out[0]);
    std::fill_n(out + nx, kHalf, out[nx - 1]);
  }
  return padded;
}

}  // namespace

Image<float> median_9x9(const Image<float> &image) {
  const Levels levels = levels_of(image);
  const auto padded = bordered(image, levels);
  auto result = Image<float>::uninitialized(image.nx(), image.ny());
  Window window;
  for (int y = 0; y < image.ny(); ++y) {
    for (int x = 0; x < kSide - 1; ++x)
      for (int j = y; j < y + kSide; ++j) window.add(padded(x, j));
    for (int x = 0; x < image.nx(); ++x) {
      for (int j = y; j < y + kSide; ++j) window.add(padded(x + kSide - 1, j));
      result(x, y) = levels.least + levels.step * static_cast<float>(window.median());
      for (int j = y; j < y + kSide; ++j) window.remove(padded(x, j));
    }
    for (int x = image.nx(); x < image.nx() + kSide - 1; ++x)
      for (int j = y; j < y + kSide; ++j) window.remove(padded(x, j));
  }
  return result;
}

}  // namespace corkit::sky
