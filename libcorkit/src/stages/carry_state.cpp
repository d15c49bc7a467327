#include "stages/carry_state.hpp"

#include <algorithm>
#include <utility>

#include "fill/blocks.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

void drop_partial_blocks(const AnyImage &raw, Image<std::uint8_t> &missing) {
  const auto zero = inverted(raw);
  for (int j = 0; j < missing.ny(); j += kBlock) {
    for (int i = 0; i < missing.nx(); i += kBlock) {
      const int nx = std::min(kBlock, missing.nx() - i);
      const int ny = std::min(kBlock, missing.ny() - j);
      bool whole = true;
      for (int y = j; y < j + ny; ++y) whole = whole && std::all_of(zero.row(y) + i, zero.row(y) + i + nx, [](auto z) { return z != 0; });
      if (whole) continue;
      for (int y = j; y < j + ny; ++y) std::fill_n(missing.row(y) + i, nx, std::uint8_t{0});
    }
  }
}

Image<std::uint8_t> united(Image<std::uint8_t> a, const Image<std::uint8_t> &b) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] = static_cast<std::uint8_t>(a[k] | b[k]);
  return a;
}

}  // namespace

Image<std::uint8_t> inverted(const AnyImage &image) {
  return std::visit(
      [](const auto &pixels) {
        auto zero = Image<std::uint8_t>::uninitialized(pixels.nx(), pixels.ny());
        std::transform(pixels.begin(), pixels.end(), zero.begin(),
                       [](auto value) { return static_cast<std::uint8_t>(value == 0 ? 1 : 0); });
        return zero;
      },
      image);
}

PixelStates::PixelStates(const AnyImage &raw, const Image<std::uint8_t> &lost, const Image<std::uint8_t> &outside_field, bool bias_free)
    : missing_(lost), unsent_(lost.nx(), lost.ny(), 0) {
  if (bias_free) drop_partial_blocks(raw, missing_);
  if (!outside_field.empty())
    for (std::size_t k = 0; k < missing_.size(); ++k)
      if (outside_field[k] != 0) missing_[k] = 0;
  std::visit(
      [&](const auto &pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const bool dark = bias_free ? pixels[k] == 0 : pixels[k] <= 0;
          unsent_[k] = dark && missing_[k] == 0 ? 1 : 0;
        }
      },
      raw);
}

void PixelStates::warp(const WarpMap &map) {
  missing_ = warp_touched(missing_, map);
  unsent_ = warp_touched(unsent_, map);
}

void PixelStates::add_warped(const WarpMap &map) {
  missing_ = united(missing_, warp_touched(missing_, map));
  unsent_ = united(unsent_, warp_touched(unsent_, map));
}

void PixelStates::mask(const Image<float> &mask) {
  masked_ = Image<std::uint8_t>(mask.nx(), mask.ny(), 0);
  for (std::size_t k = 0; k < mask.size(); ++k) masked_[k] = mask[k] == 0 ? 1 : 0;
}

void PixelStates::rectify(const Rectification &plan, Oracle oracle) {
  missing_ = rectify_touched(std::move(missing_), plan, oracle);
  unsent_ = rectify_touched(std::move(unsent_), plan, oracle);
  if (!masked_.empty()) masked_ = rectify_touched(std::move(masked_), plan, oracle);
}

Image<std::uint8_t> PixelStates::product_state(const RealImage &image) const {
  return std::visit(
      [&](const auto &pixels) {
        auto state = Image<std::uint8_t>::uninitialized(pixels.nx(), pixels.ny());
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          if (!masked_.empty() && masked_[k] != 0)
            state[k] = kUnusable;
          else if (missing_[k] != 0)
            state[k] = kMissing;
          else
            state[k] = unsent_[k] != 0 || pixels[k] == 0 ? kUnusable : kMeasured;
        }
        return state;
      },
      image);
}

}  // namespace corkit
