// REBIN and REBIN(/SAMPLE).
//
// Given     image, and a new size whose sides are multiples or factors of the old ones
// Returned  shrinking: mean of the box; enlarging: bilinear between the pixels' first corners, the last pixel repeated
// Notes     1. FLOAT and DOUBLE by 2 x 2: ((a00+a10)+(a01+a11))/4 in the image's own type (spec/level1.md 20.1); other factors:
//              mean in DOUBLE, one rounding.
//           2. Integers: 64-bit sum divided by the number of pixels, towards zero.
//           3. One side shrinking while the other grows: shrunk first, then enlarged.
#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"

namespace corkit::idl {

namespace {

std::string size_text(int nx, int ny) { return std::to_string(nx) + " x " + std::to_string(ny); }

bool fits(int from, int to) { return from > 0 && to > 0 && (from % to == 0 || to % from == 0); }

template <class T>
void check_sizes(const Image<T> &image, int nx, int ny) {
  if (!fits(image.nx(), nx) || !fits(image.ny(), ny))
    throw Error(CORKIT_ERROR_DIMENSIONS, "REBIN: an image of " + size_text(image.nx(), image.ny()) + " pixels cannot become " +
                                             size_text(nx, ny) + "; each side must be a multiple or a factor of the old one");
}

template <class T>
Image<T> halve(const Image<T> &image) {
  auto out = Image<T>::uninitialized(image.nx() / 2, image.ny() / 2);
  for (int y = 0; y < out.ny(); ++y) {
    const T *lower = image.row(2 * y);
    const T *upper = image.row(2 * y + 1);
    T *to = out.row(y);
    for (int x = 0; x < out.nx(); ++x) to[x] = ((lower[2 * x] + lower[2 * x + 1]) + (upper[2 * x] + upper[2 * x + 1])) / T{4};
  }
  return out;
}

template <class Sum, class T>
Sum plus_sum(Sum sum, const T *from, int n) {
  constexpr int kFit = 32768;  // numbers of 16 bits in a sum of 32
  if constexpr (sizeof(T) <= 2) {
    if (n <= kFit) {
      std::int32_t part = 0;
      for (int k = 0; k < n; ++k) part += from[k];
      return sum + part;
    }
  }
  for (int k = 0; k < n; ++k) sum += static_cast<Sum>(from[k]);
  return sum;
}

template <class T>
Image<T> shrink(const Image<T> &image, int nx, int ny) {
  using Sum = std::conditional_t<std::is_integral_v<T>, std::int64_t, double>;
  const int kx = image.nx() / nx;
  const int ky = image.ny() / ny;
  const Sum count = static_cast<Sum>(static_cast<std::int64_t>(kx) * ky);
  auto out = Image<T>::uninitialized(nx, ny);
  std::vector<Sum> sums(static_cast<std::size_t>(nx));
  for (int y = 0; y < ny; ++y) {
    std::fill(sums.begin(), sums.end(), Sum{0});
    for (int l = 0; l < ky; ++l) {
      const T *from = image.row(y * ky + l);
      for (Sum &sum : sums) {
        sum = plus_sum(sum, from, kx);
        from += kx;
      }
    }
    T *to = out.row(y);
    for (const Sum sum : sums) *to++ = static_cast<T>(sum / count);
  }
  return out;
}

// Where a pixel of the enlarged axis falls: between the old pixels low and high, fraction of the way.
struct Place {
  int low, high;
  double fraction;
};

std::vector<Place> places(int from, int to) {
  const int factor = to / from;
  std::vector<Place> all(static_cast<std::size_t>(to));
  int k = 0;
  for (Place &place : all) {
    place = {k / factor, std::min(k / factor + 1, from - 1), static_cast<double>(k % factor) / factor};
    ++k;
  }
  return all;
}

template <class T>
Image<T> enlarge(const Image<T> &image, int nx, int ny) {
  const std::vector<Place> columns = places(image.nx(), nx);
  const std::vector<Place> rows = places(image.ny(), ny);
  auto out = Image<T>::uninitialized(nx, ny);
  T *to = out.data();
  for (const Place &row : rows) {
    const T *lower = image.row(row.low);
    const T *upper = image.row(row.high);
    const auto along = [](const T *from, const Place &column) {
      return static_cast<double>(from[column.low]) * (1 - column.fraction) + static_cast<double>(from[column.high]) * column.fraction;
    };
    for (const Place &column : columns)
      *to++ = static_cast<T>(along(lower, column) * (1 - row.fraction) + along(upper, column) * row.fraction);
  }
  return out;
}

}  // namespace

template <class T>
Image<T> rebin(const Image<T> &image, int nx, int ny) {
  check_sizes(image, nx, ny);
  const int small_nx = std::min(nx, image.nx());
  const int small_ny = std::min(ny, image.ny());
  const bool by_two = image.nx() == 2 * small_nx && image.ny() == 2 * small_ny;
  const auto shrunk = [&]() -> Image<T> {
    if (small_nx == image.nx() && small_ny == image.ny()) return image;
    if constexpr (std::is_floating_point_v<T>)
      if (by_two) return halve(image);
    return shrink(image, small_nx, small_ny);
  };
  if (nx == small_nx && ny == small_ny) return shrunk();
  return enlarge(shrunk(), nx, ny);
}

template <class T>
Image<T> rebin_sample(const Image<T> &image, int nx, int ny) {
  check_sizes(image, nx, ny);
  const auto source = [](int k, int from, int to) { return to < from ? k * (from / to) : k / (to / from); };
  auto out = Image<T>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) {
    const T *from = image.row(source(y, image.ny(), ny));
    T *to = out.row(y);
    for (int x = 0; x < nx; ++x) to[x] = from[source(x, image.nx(), nx)];
  }
  return out;
}

template Image<std::uint8_t> rebin(const Image<std::uint8_t> &, int, int);
template Image<std::int16_t> rebin(const Image<std::int16_t> &, int, int);
template Image<std::uint16_t> rebin(const Image<std::uint16_t> &, int, int);
template Image<std::int32_t> rebin(const Image<std::int32_t> &, int, int);
template Image<float> rebin(const Image<float> &, int, int);
template Image<double> rebin(const Image<double> &, int, int);
template Image<std::uint8_t> rebin_sample(const Image<std::uint8_t> &, int, int);
template Image<std::int16_t> rebin_sample(const Image<std::int16_t> &, int, int);
template Image<std::uint16_t> rebin_sample(const Image<std::uint16_t> &, int, int);
template Image<std::int32_t> rebin_sample(const Image<std::int32_t> &, int, int);
template Image<float> rebin_sample(const Image<float> &, int, int);
template Image<double> rebin_sample(const Image<double> &, int, int);

}  // namespace corkit::idl
