#include "stages/fixwrap.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace corkit {

namespace {

// IDL's LONG() on x86: what an integer cannot hold, NaN included, becomes the lowest one.
template <class T>
std::int32_t to_long(T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (!(value > -2147483649.0 && value < 2147483648.0)) return std::numeric_limits<std::int32_t>::min();
  }
  return static_cast<std::int32_t>(value);
}

}  // namespace

Image<std::int32_t> fixwrap(const AnyImage &image) {
  constexpr std::int32_t kModulus = 65536;
  auto out = std::visit(
      [](const auto &pixels) {
        auto longs = Image<std::int32_t>::uninitialized(pixels.nx(), pixels.ny());
        std::transform(pixels.begin(), pixels.end(), longs.begin(), [](auto value) { return to_long(value); });
        return longs;
      },
      image);
  for (auto &value : out)
    for (int pass = 0; pass < 2; ++pass)
      if (value < 0) value += kModulus;
  return out;
}

}  // namespace corkit
