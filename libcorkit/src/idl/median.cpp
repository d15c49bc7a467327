// MEDIAN of a list and MEDIAN(a, width) of an image.
//
// Notes     1. The border of width/2 pixels is left as it is, as IDL does; GDL filters it.
//           2. A list's NaN are missing data, as in IDL; an image must not hold any.
#include "idl/median.hpp"

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

using Lanes = std::array<float, kLanes>;

// Written as a minimum and a maximum: compilers turn these, and not an exchange, into vector instructions.
CORKIT_INLINED void order(Lanes &low, Lanes &high) {
  for (std::size_t k = 0; k < kLanes; ++k) {
    const float a = low[k];
    const float b = high[k];
    low[k] = b < a ? b : a;
    high[k] = a < b ? b : a;
  }
}

// Pixels of a window as they are taken in, each with those of the windows beside it.
struct Source {
  const float *corner;
  std::ptrdiff_t stride;
  int width;
  int taken = 0;

  CORKIT_INLINED void take(Lanes &slot) {
    const float *from = corner + taken / width * stride + taken % width;
    for (std::size_t k = 0; k < kLanes; ++k) slot[k] = from[k];
    ++taken;
  }
};

// The smallest of the first size values to the front, the largest to the end. Two knockout rounds after a first one that both share: pairs
// of a round do not wait for each other.
CORKIT_INLINED void extremes_to_ends(std::vector<Lanes> &values, std::size_t size) {
  for (std::size_t k = 0; k < size / 2; ++k) order(values[k], values[size - 1 - k]);
  for (std::size_t in = size - size / 2, out; in > 1; in = out) {
    out = (in + 1) / 2;
    for (std::size_t k = 0; k < in - out; ++k) order(values[k], values[k + out]);
    for (std::size_t k = 0; k < in - out; ++k) order(values[size - 1 - k - out], values[size - 1 - k]);
  }
}

// Forgetful selection: of count values, of which values holds the first held and the source the others, the middle ones remain, in no
// order. A value with too many others on one side of it is none of these. The smallest and the largest of a bit more than half of the
// values are such; they are dropped, one more value is taken in, until all were seen.
CORKIT_INLINED void keep_middle(std::vector<Lanes> &values, int held, int count, int middle, Source &source) {
  auto size = static_cast<std::size_t>(std::min((count + middle) / 2 + 1, count));
  int seen = static_cast<int>(size);
  for (auto k = static_cast<std::size_t>(held); k < size; ++k) source.take(values[k]);
  for (int left = count; left > middle; left -= 2) {
    const std::size_t last = size - 1;
    extremes_to_ends(values, size);
    if (seen < count) {
      source.take(values[0]);
      ++seen;
      size -= 1;
    } else {
      values[0] = values[last - 1];
      size -= 2;
    }
  }
}

struct Workspace {
  std::vector<Lanes> shared, own;
};

// Medians of the windows whose lower left corners are the kLanes pixels from corner on, and of those one row above. Windows above each
// other share all rows but one each, and of those rows only the middle values can be a median.
CORKIT_INLINED void two_rows(const float *corner, std::ptrdiff_t stride, int width, Workspace &work, float *lower, float *upper) {
  const int common = width * (width - 1);
  const int middle = width + 1;
  Source both{corner + stride, stride, width};
  keep_middle(work.shared, 0, common, middle, both);
  for (const bool above : {false, true}) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(middle); ++k) work.own[k] = work.shared[k];
    Source row{above ? corner + width * stride : corner, stride, width};
    keep_middle(work.own, middle, middle + width, 1, row);
    std::copy(work.own[0].begin(), work.own[0].end(), above ? upper : lower);
  }
}

CORKIT_INLINED void one_row(const float *corner, std::ptrdiff_t stride, int width, Workspace &work, float *out) {
  Source window{corner, stride, width};
  keep_middle(work.shared, 0, width * width, 1, window);
  std::copy(work.shared[0].begin(), work.shared[0].end(), out);
}

// Of an image that is at least as wide as kLanes windows.
CORKIT_INLINED void filter(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, Image<float> &out) {
  const int half = width / 2;
  const int columns = image.nx() - 2 * half;
  const int rows = image.ny() - 2 * half;
  const auto stride = static_cast<std::ptrdiff_t>(image.nx());
  const auto side = static_cast<std::size_t>(width);
  const std::size_t room = side * side / 2 + 2;
  Workspace work{std::vector<Lanes>(room), std::vector<Lanes>(room)};
  for (int y = 0; y < rows; y += 2) {
    const bool pair = y + 1 < rows;
    const std::uint8_t *lower = wanted.row(y + half) + half;
    const std::uint8_t *upper = pair ? wanted.row(y + half + 1) + half : lower;
    for (int x = 0; x < columns; ++x) {
      if ((lower[x] | upper[x]) == 0) continue;
      const int start = std::min(x, columns - kLanes);
      const float *corner = image.row(y) + start;
      float *to = out.row(y + half) + half + start;
      if (pair)
        two_rows(corner, stride, width, work, to, to + stride);
      else
        one_row(corner, stride, width, work, to);
      x = start + kLanes - 1;
    }
  }
}

void filter_baseline(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, Image<float> &out) {
  filter(image, width, wanted, out);
}

CORKIT_TARGET("avx2")
void filter_avx2(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, Image<float> &out) {
  filter(image, width, wanted, out);
}

CORKIT_TARGET("avx512f,avx512vl,avx512dq")
void filter_avx512(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, Image<float> &out) {
  filter(image, width, wanted, out);
}

// Pixels that nobody wanted but that lay beside wanted ones were filtered with them.
void restore(const Image<float> &image, const Image<std::uint8_t> &wanted, Image<float> &out) {
  for (std::size_t k = 0; k < out.size(); ++k)
    if (wanted[k] == 0) out[k] = image[k];
}

}  // namespace

Image<float> median(const Image<float> &image, int width, const Image<std::uint8_t> &wanted, InstructionSet set) {
  constexpr int widest = 255;
  if (width < 1 || width > widest || width % 2 == 0)
    throw Error(CORKIT_ERROR_ARGUMENT,
                "MEDIAN: a window " + std::to_string(width) + " pixels wide; give an odd width from 1 to " + std::to_string(widest));
  if (wanted.nx() != image.nx() || wanted.ny() != image.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "MEDIAN: the map of wanted pixels has another shape than the image");
  Image<float> out = image;
  const int half = width / 2;
  if (width == 1 || image.nx() < width || image.ny() < width) return out;

  const int columns = image.nx() - 2 * half;
  // Narrow images are filtered through a copy wide enough for all lanes.
  if (columns < kLanes) {
    Image<float> wide(2 * half + kLanes, image.ny());
    Image<std::uint8_t> wide_wanted(wide.nx(), wide.ny(), 0);
    for (int y = 0; y < image.ny(); ++y) {
      std::copy_n(image.row(y), image.nx(), wide.row(y));
      std::copy_n(wanted.row(y), image.nx(), wide_wanted.row(y));
    }
    const Image<float> filtered = median(wide, width, wide_wanted, set);
    for (int y = half; y < image.ny() - half; ++y) std::copy_n(filtered.row(y) + half, columns, out.row(y) + half);
    return out;
  }
  switch (set) {
    case InstructionSet::avx512:
      filter_avx512(image, width, wanted, out);
      break;
    case InstructionSet::avx2:
      filter_avx2(image, width, wanted, out);
      break;
    case InstructionSet::baseline:
      filter_baseline(image, width, wanted, out);
      break;
  }
  restore(image, wanted, out);
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

template std::uint8_t median_in_place(std::span<std::uint8_t>);
template std::int16_t median_in_place(std::span<std::int16_t>);
template std::uint16_t median_in_place(std::span<std::uint16_t>);
template std::int32_t median_in_place(std::span<std::int32_t>);
template float median_in_place(std::span<float>);
template double median_in_place(std::span<double>);

}  // namespace corkit::idl
