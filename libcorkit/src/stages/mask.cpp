#include "stages/mask.hpp"

#include <algorithm>

namespace corkit {

template <class T>
Image<T> data_mask(const AnyImage &image) {
  return std::visit(
      [](const auto &pixels) {
        auto mask = Image<T>::uninitialized(pixels.nx(), pixels.ny());
        std::transform(pixels.begin(), pixels.end(), mask.begin(), [](auto value) { return static_cast<T>(value <= 0 ? 0 : 1); });
        return mask;
      },
      image);
}
template Image<std::uint8_t> data_mask(const AnyImage &);
template Image<double> data_mask(const AnyImage &);

RealImage apply_mask(const RealImage &image, const Image<std::uint8_t> &block_mask, const Image<float> &mask) {
  return std::visit(
      [&](const auto &pixels) -> RealImage {
        auto out = pixels;
        for (std::size_t k = 0; k < out.size(); ++k) out[k] *= block_mask.empty() ? mask[k] : static_cast<float>(block_mask[k]) * mask[k];
        return out;
      },
      image);
}

RealImage apply_block_mask(const RealImage &image, const Image<double> &block_mask) {
  auto out = convert<double>(image);
  for (std::size_t k = 0; k < out.size(); ++k) out[k] *= block_mask[k];
  return out;
}

}  // namespace corkit
