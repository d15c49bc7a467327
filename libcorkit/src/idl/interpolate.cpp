// INTERPOLATE of an image at given coordinates (spec/level1.md 20.4, 10.6).
//
// Given     x, y  FLOAT pixel coordinates, 0-based, one pair for each pixel of the result
// Returned  bilinear samples in the image's type; coordinates outside are clamped to the border, NaN to 0
// Notes     A smooth map takes neighbouring results from neighbouring pixels nearly everywhere. So results are computed stretch by stretch:
//           as long as the next one comes from the next pixel, pixels go into vector registers as they are. The last few of a stretch are
//           computed with some beyond it, which the next stretch computes again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>

#include "core/error.hpp"
#include "core/instruction_set.hpp"
#include "idl/arrays.hpp"
#include "idl/bilinear.hpp"
#include "idl/interpolate.hpp"

namespace corkit::idl {

namespace {

constexpr int kResultsAtOnce = 16;            // results computed at a time
constexpr int kChunk = 1024;                  // results whose places are looked at together
constexpr int kAtEdge = -(1 << 30) - kChunk;  // in the last row or column: no stretch

struct Places {
  // Of the lower left pixel, the distance from it; padded to whole runs.
  float u[kChunk + kResultsAtOnce];
  float v[kChunk + kResultsAtOnce];
  // Of that pixel in the image, less that of the result: the same along a stretch. Different again behind the last.
  int shift[kChunk + 1];
  std::uint8_t last[kChunk];  // 1 where a stretch ends
};

CORKIT_INLINED void find_places(const float *x, const float *y, int n, int nx, int ny, Places &places) {
  const auto last_x = static_cast<float>(nx - 1);
  const auto last_y = static_cast<float>(ny - 1);
  for (int k = 0; k < n; ++k) {
    const float cx = clamp_to(x[k], last_x);
    const float cy = clamp_to(y[k], last_y);
    const int i = static_cast<int>(cx);
    const int j = static_cast<int>(cy);
    // Exact in FLOAT, too.
    places.u[k] = cx - static_cast<float>(i);
    places.v[k] = cy - static_cast<float>(j);
    const int shift = j * nx + i - k;
    const bool at_edge = (i >= nx - 1) | (j >= ny - 1);
    places.shift[k] = at_edge ? kAtEdge : shift;
  }
  std::fill_n(places.u + n, kResultsAtOnce, 0.0F);
  std::fill_n(places.v + n, kResultsAtOnce, 0.0F);
  places.shift[n] = kAtEdge - 1;
  for (int k = 0; k < n; ++k) places.last[k] = places.shift[k] != places.shift[k + 1] ? 1 : 0;
}

// Results of a stretch, from first_pixel on, in whole runs.
template <class T, class Pixel>
CORKIT_INLINED void sample_runs(const Pixel *first_pixel, int nx, const float *u, const float *v, T *to, int runs) {
  const Pixel *above = first_pixel + nx;
  const int count = runs * kResultsAtOnce;
  for (int k = 0; k < count; ++k)
    to[k] = bilinear(static_cast<T>(first_pixel[k]), static_cast<T>(first_pixel[k + 1]), static_cast<T>(above[k]),
                     static_cast<T>(above[k + 1]), static_cast<double>(u[k]), static_cast<double>(v[k]));
}

// Of a run between BYTE pixels that are all 1, as most of a mask is, to the bits of bilinear().
template <class T>
CORKIT_INLINED void sample_ones(const float *u, const float *v, T *to) {
  for (int k = 0; k < kResultsAtOnce; ++k) {
    const auto right = static_cast<double>(u[k]);
    const auto up = static_cast<double>(v[k]);
    const double both = right * up;
    to[k] = static_cast<T>((1 - up - right + both) + (up - both) + (right - both) + both);
  }
}

// Of a run and the pixel behind it.
CORKIT_INLINED bool all_ones(const std::uint8_t *pixels) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  static_assert(kResultsAtOnce == 2 * sizeof(kOnes));
  std::uint64_t first;
  std::uint64_t second;
  std::memcpy(&first, pixels, sizeof first);
  std::memcpy(&second, pixels + sizeof first, sizeof second);
  return (first & second) == kOnes && (first | second) == kOnes && pixels[kResultsAtOnce] == 1;
}

// As sample_runs().
template <class T>
CORKIT_INLINED void sample_mask_runs(const std::uint8_t *first_pixel, int nx, const float *u, const float *v, T *to, int runs) {
  for (int run = 0; run < runs; ++run) {
    const int k = run * kResultsAtOnce;
    const std::uint8_t *below = first_pixel + k;
    if (all_ones(below) && all_ones(below + nx))
      sample_ones(u + k, v + k, to + k);
    else
      sample_runs(below, nx, u + k, v + k, to + k, 1);
  }
}

template <class T, class Pixel>
CORKIT_INLINED T sample_one(const Image<Pixel> &image, float x, float y) {
  const float cx = clamp_to(x, static_cast<float>(image.nx() - 1));
  const float cy = clamp_to(y, static_cast<float>(image.ny() - 1));
  const int i = static_cast<int>(cx);
  const int j = static_cast<int>(cy);
  const Pixel *lower = image.row(j) + i;
  const Pixel *upper = j + 1 < image.ny() ? lower + image.nx() : lower;
  const std::ptrdiff_t right = i + 1 < image.nx() ? 1 : 0;
  return bilinear(static_cast<T>(lower[0]), static_cast<T>(lower[right]), static_cast<T>(upper[0]), static_cast<T>(upper[right]),
                  static_cast<double>(cx) - i, static_cast<double>(cy) - j);
}

template <class T, class Pixel>
CORKIT_INLINED void sample_chunk(const Image<Pixel> &image, const float *x, const float *y, T *to, int n) {
  Places places;
  find_places(x, y, n, image.nx(), image.ny(), places);
  const auto pixels = static_cast<std::ptrdiff_t>(image.size());
  for (int first = 0, end = 0; first < n; first = end) {
    end = static_cast<int>(static_cast<const std::uint8_t *>(std::memchr(&places.last[first], 1, static_cast<std::size_t>(n - first))) -
                           places.last) +
          1;
    const int shift = places.shift[first];
    const int runs = (end - first + kResultsAtOnce - 1) / kResultsAtOnce;
    const std::ptrdiff_t at = std::ptrdiff_t{shift} + first;
    if (shift == kAtEdge || at + runs * kResultsAtOnce + image.nx() >= pixels) {
      for (int k = first; k < end; ++k) to[k] = sample_one<T>(image, x[k], y[k]);
      continue;
    }
    const int whole = first + runs * kResultsAtOnce <= n ? runs : runs - 1;
    if constexpr (std::is_same_v<Pixel, std::uint8_t> && std::is_floating_point_v<T>)
      sample_mask_runs(image.data() + at, image.nx(), &places.u[first], &places.v[first], to + first, whole);
    else
      sample_runs(image.data() + at, image.nx(), &places.u[first], &places.v[first], to + first, whole);
    if (whole == runs) continue;
    const int done = first + whole * kResultsAtOnce;
    T rest[kResultsAtOnce];
    sample_runs(image.data() + shift + done, image.nx(), &places.u[done], &places.v[done], static_cast<T *>(rest), 1);
    std::copy_n(static_cast<const T *>(rest), end - done, to + done);
  }
}

template <class T, class Pixel>
CORKIT_INLINED void sample_all(const Image<Pixel> &image, const float *x, const float *y, T *to, std::size_t count) {
  const bool offsets_fit = image.size() <= (std::size_t{1} << 30);
  std::size_t done = 0;
  while (offsets_fit && done < count) {
    const std::size_t n = std::min<std::size_t>(count - done, kChunk);
    sample_chunk(image, x + done, y + done, to + done, static_cast<int>(n));
    done += n;
  }
  for (; done < count; ++done) to[done] = sample_one<T>(image, x[done], y[done]);
}

}  // namespace

template <class T, class Pixel>
void interpolate_run(const Image<Pixel> &image, const float *x, const float *y, T *to, std::size_t count, InstructionSet set) {
  run_with(set, [&]() CORKIT_INLINED_LAMBDA { sample_all(image, x, y, to, count); });
}

template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y, InstructionSet set) {
  if (x.nx() != y.nx() || x.ny() != y.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: " + std::to_string(x.nx()) + " x " + std::to_string(x.ny()) + " abscissae but " +
                                             std::to_string(y.nx()) + " x " + std::to_string(y.ny()) +
                                             " ordinates; both must have one shape");
  if (image.empty() && !x.empty()) throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: the image has no pixels; give at least one");
  auto out = Image<T>::uninitialized(x.nx(), x.ny());
  interpolate_run(image, x.data(), y.data(), out.data(), out.size(), set);
  return out;
}

template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y) {
  return interpolate(image, x, y, best_instruction_set());
}

template Image<std::uint8_t> interpolate(const Image<std::uint8_t> &, const Image<float> &, const Image<float> &);
template Image<std::int16_t> interpolate(const Image<std::int16_t> &, const Image<float> &, const Image<float> &);
template Image<std::uint16_t> interpolate(const Image<std::uint16_t> &, const Image<float> &, const Image<float> &);
template Image<std::int32_t> interpolate(const Image<std::int32_t> &, const Image<float> &, const Image<float> &);
template Image<float> interpolate(const Image<float> &, const Image<float> &, const Image<float> &);
template Image<double> interpolate(const Image<double> &, const Image<float> &, const Image<float> &);

template Image<std::uint8_t> interpolate(const Image<std::uint8_t> &, const Image<float> &, const Image<float> &, InstructionSet);
template Image<std::int16_t> interpolate(const Image<std::int16_t> &, const Image<float> &, const Image<float> &, InstructionSet);
template Image<std::uint16_t> interpolate(const Image<std::uint16_t> &, const Image<float> &, const Image<float> &, InstructionSet);
template Image<std::int32_t> interpolate(const Image<std::int32_t> &, const Image<float> &, const Image<float> &, InstructionSet);
template Image<float> interpolate(const Image<float> &, const Image<float> &, const Image<float> &, InstructionSet);
template Image<double> interpolate(const Image<double> &, const Image<float> &, const Image<float> &, InstructionSet);

template void interpolate_run(const Image<std::uint8_t> &, const float *, const float *, std::uint8_t *, std::size_t, InstructionSet);
template void interpolate_run(const Image<std::int16_t> &, const float *, const float *, std::int16_t *, std::size_t, InstructionSet);
template void interpolate_run(const Image<std::uint16_t> &, const float *, const float *, std::uint16_t *, std::size_t, InstructionSet);
template void interpolate_run(const Image<std::int32_t> &, const float *, const float *, std::int32_t *, std::size_t, InstructionSet);
template void interpolate_run(const Image<float> &, const float *, const float *, float *, std::size_t, InstructionSet);
template void interpolate_run(const Image<double> &, const float *, const float *, double *, std::size_t, InstructionSet);
template void interpolate_run(const Image<std::uint8_t> &, const float *, const float *, float *, std::size_t, InstructionSet);
template void interpolate_run(const Image<std::uint8_t> &, const float *, const float *, double *, std::size_t, InstructionSet);

}  // namespace corkit::idl
