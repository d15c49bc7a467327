#include "stages/mask.hpp"

#include <algorithm>

namespace corkit {

Image<std::uint8_t> data_mask(const AnyImage &image) {
  return std::visit(
      [](const auto &pixels) {
        auto mask = Image<std::uint8_t>::uninitialized(pixels.nx(), pixels.ny());
        std::transform(pixels.begin(), pixels.end(), mask.begin(),
                       [](auto value) { return static_cast<std::uint8_t>(value <= 0 ? 0 : 1); });
        return mask;
      },
      image);
}

RealImage apply_mask(RealImage image, const Image<std::uint8_t> &block_mask, const Image<float> &mask) {
  std::visit(
      [&](auto &pixels) {
        auto *to = pixels.data();
        const float *by = mask.data();
        if (block_mask.empty()) {
          for (std::size_t k = 0; k < pixels.size(); ++k) to[k] *= by[k];
        } else {
          const std::uint8_t *blocks = block_mask.data();
          for (std::size_t k = 0; k < pixels.size(); ++k) to[k] *= static_cast<float>(blocks[k]) * by[k];
        }
      },
      image);
  return image;
}

}  // namespace corkit
