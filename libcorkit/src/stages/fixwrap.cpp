#include "stages/fixwrap.hpp"

namespace corkit {

Image<std::int32_t> fixwrap(const AnyImage &image) {
  constexpr std::int32_t kModulus = 65536;
  auto out = convert<std::int32_t>(image);
  for (auto &value : out)
    for (int pass = 0; pass < 2; ++pass)
      if (value < 0) value += kModulus;
  return out;
}

}  // namespace corkit
