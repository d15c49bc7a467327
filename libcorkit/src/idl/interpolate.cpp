// INTERPOLATE of an image at given coordinates (spec/level1.md 20.4, 10.6).
//
// Given     x, y  FLOAT pixel coordinates, 0-based, one pair for each pixel of the result
// Returned  bilinear samples in the image's type; coordinates outside are clamped to the border, NaN to 0
// Notes     a smooth map takes neighbouring results from neighbouring pixels nearly everywhere: such a run of results reads four runs of
//           pixels, which go into vector registers as they are. Where the map skips or repeats a pixel, and at the last row and column,
//           they are collected first.
#include <cstdint>
#include <limits>
#include <string>

#include "core/error.hpp"
#include "core/instruction_set.hpp"
#include "idl/arrays.hpp"
#include "idl/bilinear.hpp"
#include "idl/interpolate.hpp"

namespace corkit::idl {

namespace {

constexpr int kRun = 16;

template <class T>
CORKIT_INLINED void sample_all(const Image<T> &image, const float *x, const float *y, T *out, std::size_t count) {
  const int nx = image.nx();
  const int ny = image.ny();
  const auto last_x = static_cast<float>(nx - 1);
  const auto last_y = static_cast<float>(ny - 1);
  const T *pixels = image.data();
  std::size_t done = 0;
  const bool offsets_fit = image.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max());
  for (; offsets_fit && done + kRun <= count; done += kRun, x += kRun, y += kRun, out += kRun) {
    double u[kRun];
    double v[kRun];
    int at[kRun];
    int right[kRun];
    int up[kRun];
    for (int k = 0; k < kRun; ++k) {
      const float cx = clamp_to(x[k], last_x);
      const float cy = clamp_to(y[k], last_y);
      const int i = static_cast<int>(cx);
      const int j = static_cast<int>(cy);
      u[k] = static_cast<double>(cx) - i;
      v[k] = static_cast<double>(cy) - j;
      at[k] = j * nx + i;
      right[k] = i < nx - 1 ? 1 : 0;
      up[k] = j < ny - 1 ? nx : 0;
    }
    int apart = 0;  // 0: neighbours all along, none in the last row or column
    for (int k = 0; k < kRun; ++k) apart |= (at[k] ^ (at[0] + k)) | (right[k] ^ 1) | (up[k] ^ nx);
    if (apart == 0) {
      const T *lower = pixels + at[0];
      const T *upper = lower + nx;
      for (int k = 0; k < kRun; ++k) out[k] = bilinear(lower[k], lower[k + 1], upper[k], upper[k + 1], u[k], v[k]);
    } else {
      T corners[4][kRun];
      for (int k = 0; k < kRun; ++k) {
        const T *lower = pixels + at[k];
        const T *upper = lower + up[k];
        corners[0][k] = lower[0];
        corners[1][k] = lower[right[k]];
        corners[2][k] = upper[0];
        corners[3][k] = upper[right[k]];
      }
      for (int k = 0; k < kRun; ++k) out[k] = bilinear(corners[0][k], corners[1][k], corners[2][k], corners[3][k], u[k], v[k]);
    }
  }
  for (; done < count; ++done, ++x, ++y, ++out)
    *out = bilinear(image, static_cast<double>(clamp_to(*x, last_x)), static_cast<double>(clamp_to(*y, last_y)));
}

template <class T>
CORKIT_TARGET("avx2")
void sample_avx2(const Image<T> &image, const float *x, const float *y, T *out, std::size_t count) {
  sample_all(image, x, y, out, count);
}

template <class T>
CORKIT_TARGET("avx512f,avx512vl,avx512dq")
void sample_avx512(const Image<T> &image, const float *x, const float *y, T *out, std::size_t count) {
  sample_all(image, x, y, out, count);
}

}  // namespace

template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y, InstructionSet set) {
  if (x.nx() != y.nx() || x.ny() != y.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: " + std::to_string(x.nx()) + " x " + std::to_string(x.ny()) + " abscissae but " +
                                             std::to_string(y.nx()) + " x " + std::to_string(y.ny()) +
                                             " ordinates; both must have one shape");
  if (image.empty() && !x.empty()) throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: the image has no pixels; give at least one");
  auto out = Image<T>::uninitialized(x.nx(), x.ny());
  switch (set) {
    case InstructionSet::avx512:
      sample_avx512(image, x.data(), y.data(), out.data(), out.size());
      break;
    case InstructionSet::avx2:
      sample_avx2(image, x.data(), y.data(), out.data(), out.size());
      break;
    case InstructionSet::baseline:
      sample_all(image, x.data(), y.data(), out.data(), out.size());
      break;
  }
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

}  // namespace corkit::idl
