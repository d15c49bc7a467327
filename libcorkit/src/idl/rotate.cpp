// ROTATE.
//
// Given     direction 0..7: quarter turns counter-clockwise, from 4 on of the transposed image
// Returned  the turned image; odd quarter turns exchange the sides
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "idl/arrays.hpp"

namespace corkit::idl {

namespace {

template <class T, class Source>
Image<T> build(int nx, int ny, Source source) {
  auto out = Image<T>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) {
    T *to = out.row(y);
    for (int x = 0; x < nx; ++x) to[x] = source(x, y);
  }
  return out;
}

}  // namespace

template <class T>
Image<T> rotate(const Image<T> &image, int direction) {
  const int nx = image.nx();
  const int ny = image.ny();
  switch (direction) {
    case 0:
      return image;
    case 1:
      return build<T>(ny, nx, [&](int x, int y) { return image(y, ny - 1 - x); });
    case 2:
      return build<T>(nx, ny, [&](int x, int y) { return image(nx - 1 - x, ny - 1 - y); });
    case 3:
      return build<T>(ny, nx, [&](int x, int y) { return image(nx - 1 - y, x); });
    case 4:
      return build<T>(ny, nx, [&](int x, int y) { return image(y, x); });
    case 5:
      return build<T>(nx, ny, [&](int x, int y) { return image(nx - 1 - x, y); });
    case 6:
      return build<T>(ny, nx, [&](int x, int y) { return image(nx - 1 - y, ny - 1 - x); });
    case 7:
      return build<T>(nx, ny, [&](int x, int y) { return image(x, ny - 1 - y); });
    default:
      throw Error(CORKIT_ERROR_ARGUMENT, "ROTATE: direction " + std::to_string(direction) + " does not exist; give 0 to 7");
  }
}

template Image<std::uint8_t> rotate(const Image<std::uint8_t> &, int);
template Image<std::int16_t> rotate(const Image<std::int16_t> &, int);
template Image<std::uint16_t> rotate(const Image<std::uint16_t> &, int);
template Image<std::int32_t> rotate(const Image<std::int32_t> &, int);
template Image<float> rotate(const Image<float> &, int);
template Image<double> rotate(const Image<double> &, int);

}  // namespace corkit::idl
