// The blocks of 32 x 32 pixels around what is missing in an image.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/image.hpp"
#include "fill/blocks.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {

class NearBlocks {
 public:
  // around: so many blocks to each side of one with a missing pixel.
  NearBlocks(const Image<std::uint8_t> &state, int around)
      : nx_(state.nx()), ny_(state.ny()), near_((nx_ + kBlock - 1) / kBlock, (ny_ + kBlock - 1) / kBlock, 0) {
    for (int y = 0; y < ny_; ++y)
      for (int x = 0; x < nx_; ++x)
        if (state(x, y) == kMissing && near_(x / kBlock, y / kBlock) != 2) mark(x / kBlock, y / kBlock, around);
  }

  // Pixels x0 ... x1 - 1, y0 ... y1 - 1 of each.
  template <class Body>
  void each(const Body &body) const {
    for (int j = 0; j < near_.ny(); ++j)
      for (int i = 0; i < near_.nx(); ++i)
        if (near_(i, j) != 0) body(i * kBlock, j * kBlock, std::min((i + 1) * kBlock, nx_), std::min((j + 1) * kBlock, ny_));
  }

 private:
  void mark(int i, int j, int around) {
    for (int b = std::max(0, j - around); b <= std::min(near_.ny() - 1, j + around); ++b)
      for (int a = std::max(0, i - around); a <= std::min(near_.nx() - 1, i + around); ++a)
        near_(a, b) = std::max<std::uint8_t>(near_(a, b), 1);
    near_(i, j) = 2;
  }

  int nx_, ny_;
  Image<std::uint8_t> near_;
};

}  // namespace corkit
