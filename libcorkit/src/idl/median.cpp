// MEDIAN of a list and MEDIAN(a, width) of an image.
//
// Notes     1. The border of width/2 pixels is left as it is, as IDL does; GDL filters it.
//           2. A list's NaN are missing data, as in IDL; an image must not hold any.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"

namespace corkit::idl {

namespace {

// The windows of this many neighbouring pixels are filtered at once, side by side in vector registers.
constexpr int kLanes = 32;

template <class T>
using Lanes = std::array<T, kLanes>;

// Written as a minimum and a maximum: compilers turn these, and not an exchange, into vector instructions.
template <class T>
void order(Lanes<T> &low, Lanes<T> &high) {
  for (std::size_t k = 0; k < kLanes; ++k) {
    const T a = low[k];
    const T b = high[k];
    low[k] = b < a ? b : a;
    high[k] = a < b ? b : a;
  }
}

// Forgetful selection: a value with more than half of all values on one side of it cannot be the median. The smallest and the
// largest of a bit more than half the window are such values; they are dropped, one more pixel is taken in, until one is left.
template <class T>
class WindowMedian {
 public:
  explicit WindowMedian(int width) : width_(width), kept_(static_cast<std::size_t>(width * width / 2 + 2)) {}

  // Medians of the windows whose lower left corners are the kLanes pixels from x on in row y.
  const Lanes<T> &at(const Image<T> &image, int x, int y) {
    const int window = width_ * width_;
    int taken = 0;
    const auto take = [&](Lanes<T> &slot) {
      const T *from = image.row(y + taken / width_) + x + taken % width_;
      std::copy(from, from + kLanes, slot.begin());
      ++taken;
    };
    const std::size_t start = std::min(kept_.size(), static_cast<std::size_t>(window));
    for (std::size_t k = 0; k < start; ++k) take(kept_[k]);
    std::size_t first = 0;
    std::size_t last = start - 1;
    while (last - first >= 2) {
      for (std::size_t k = first + 1; k <= last; ++k) order(kept_[first], kept_[k]);
      for (std::size_t k = first + 1; k < last; ++k) order(kept_[k], kept_[last]);
      ++first;
      --last;
      if (taken < window) take(kept_[--first]);
    }
    return kept_[first];
  }

 private:
  int width_;
  std::vector<Lanes<T>> kept_;
};

}  // namespace

template <class T>
Image<T> median(const Image<T> &image, int width) {
  constexpr int widest = 255;
  if (width < 1 || width > widest || width % 2 == 0)
    throw Error(CORKIT_ERROR_ARGUMENT,
                "MEDIAN: a window " + std::to_string(width) + " pixels wide; give an odd width from 1 to " + std::to_string(widest));
  Image<T> out = image;
  const int half = width / 2;
  if (width == 1 || image.nx() < width || image.ny() < width) return out;

  const int columns = image.nx() - 2 * half;
  // Narrow images are filtered through a copy wide enough for all lanes.
  if (columns < kLanes) {
    Image<T> wide(2 * half + kLanes, image.ny());
    for (int y = 0; y < image.ny(); ++y) std::copy_n(image.row(y), image.nx(), wide.row(y));
    const Image<T> filtered = median(wide, width);
    for (int y = half; y < image.ny() - half; ++y) std::copy_n(filtered.row(y) + half, columns, out.row(y) + half);
    return out;
  }

  WindowMedian<T> window(width);
  for (int y = 0; y + 2 * half < image.ny(); ++y)
    for (int x = 0; x < columns; x += kLanes) {
      const int start = std::min(x, columns - kLanes);
      const Lanes<T> &medians = window.at(image, start, y);
      std::copy(medians.begin(), medians.end(), out.row(y + half) + start + half);
    }
  return out;
}

template <class T>
T median_in_place(std::span<T> values) {
  auto end = values.end();
  if constexpr (std::is_floating_point_v<T>) {
    end = std::partition(values.begin(), values.end(), [](T value) { return !std::isnan(value); });
    if (end == values.begin() && !values.empty()) return values.front();
  }
  if (values.empty()) throw Error(CORKIT_ERROR_ARGUMENT, "MEDIAN: no values; give at least one");
  const auto middle = values.begin() + (end - values.begin()) / 2;
  std::nth_element(values.begin(), middle, end);
  return *middle;
}

template Image<std::uint8_t> median(const Image<std::uint8_t> &, int);
template Image<std::int16_t> median(const Image<std::int16_t> &, int);
template Image<std::uint16_t> median(const Image<std::uint16_t> &, int);
template Image<std::int32_t> median(const Image<std::int32_t> &, int);
template Image<float> median(const Image<float> &, int);
template Image<double> median(const Image<double> &, int);
template std::uint8_t median_in_place(std::span<std::uint8_t>);
template std::int16_t median_in_place(std::span<std::int16_t>);
template std::uint16_t median_in_place(std::span<std::uint16_t>);
template std::int32_t median_in_place(std::span<std::int32_t>);
template float median_in_place(std::span<float>);
template double median_in_place(std::span<double>);

}  // namespace corkit::idl
