#include "stages/mask.hpp"

#include <cstddef>
#include <cstdint>

#include "core/instruction_set.hpp"

namespace corkit {
namespace {

// Pointers are parameters, because a byte that is stored might change what is held by reference.
template <class T>
CORKIT_INLINED void mark_lit(const T *from, std::uint8_t *to, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) to[k] = from[k] <= 0 ? std::uint8_t{0} : std::uint8_t{1};
}

template <class T>
CORKIT_INLINED void multiply(T *to, const float *mask, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) to[k] *= mask[k];
}

template <class T>
CORKIT_INLINED void multiply(T *to, const std::uint8_t *blocks, const float *mask, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) to[k] *= static_cast<float>(blocks[k]) * mask[k];
}

}  // namespace

Image<std::uint8_t> data_mask(const AnyImage &image) {
  return std::visit(
      [](const auto &pixels) {
        auto mask = Image<std::uint8_t>::uninitialized(pixels.nx(), pixels.ny());
        run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA { mark_lit(pixels.data(), mask.data(), mask.size()); });
        return mask;
      },
      image);
}

RealImage apply_mask(RealImage image, const Image<std::uint8_t> &block_mask, const Image<float> &mask) {
  std::visit(
      [&](auto &pixels) {
        run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
          if (block_mask.empty())
            multiply(pixels.data(), mask.data(), pixels.size());
          else
            multiply(pixels.data(), block_mask.data(), mask.data(), pixels.size());
        });
      },
      image);
  return image;
}

}  // namespace corkit
