// INTERPOLATE of an image at given coordinates (spec/level1.md 20.4, 10.6).
//
// Given     x, y  FLOAT pixel coordinates, 0-based, one pair for each pixel of the result
// Returned  bilinear samples in the image's type; coordinates outside are clamped to the border, NaN to 0
#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "idl/bilinear.hpp"

namespace corkit::idl {

namespace {

// A NaN fails the first comparison and lands on 0.
float clamp_to(float coordinate, float last) {
  const float not_negative = coordinate > 0 ? coordinate : 0.0F;
  return not_negative < last ? not_negative : last;
}

}  // namespace

template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y) {
  if (x.nx() != y.nx() || x.ny() != y.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: " + std::to_string(x.nx()) + " x " + std::to_string(x.ny()) + " abscissae but " +
                                             std::to_string(y.nx()) + " x " + std::to_string(y.ny()) +
                                             " ordinates; both must have one shape");
  if (image.empty() && !x.empty()) throw Error(CORKIT_ERROR_DIMENSIONS, "INTERPOLATE: the image has no pixels; give at least one");
  const auto last_x = static_cast<float>(image.nx() - 1);
  const auto last_y = static_cast<float>(image.ny() - 1);
  auto out = Image<T>::uninitialized(x.nx(), x.ny());
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = bilinear(image, clamp_to(x[k], last_x), clamp_to(y[k], last_y));
  return out;
}

template Image<std::uint8_t> interpolate(const Image<std::uint8_t> &, const Image<float> &, const Image<float> &);
template Image<std::int16_t> interpolate(const Image<std::int16_t> &, const Image<float> &, const Image<float> &);
template Image<std::uint16_t> interpolate(const Image<std::uint16_t> &, const Image<float> &, const Image<float> &);
template Image<std::int32_t> interpolate(const Image<std::int32_t> &, const Image<float> &, const Image<float> &);
template Image<float> interpolate(const Image<float> &, const Image<float> &, const Image<float> &);
template Image<double> interpolate(const Image<double> &, const Image<float> &, const Image<float> &);

}  // namespace corkit::idl
