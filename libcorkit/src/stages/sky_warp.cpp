// The warp map of --geometry sky: every output pixel's place in the raw image, by the camera's own geometry (stages/sky_geometry.hpp).
#include <utility>

#include "stages/warp.hpp"

namespace corkit {

WarpMap sky_warp_map(const WarpKey &key) {
  const SkyGeometry geometry(key.detector);
  const double nx = key.sumx, ny = key.sumy;
  auto x = Image<float>::uninitialized(key.nx, key.ny), y = Image<float>::uninitialized(key.nx, key.ny);
  for (int j = 0; j < key.ny; ++j) {
    for (int i = 0; i < key.nx; ++i) {
      const auto raw = geometry.raw_of_product({nx * (i + 0.5) - 0.5, ny * (j + 0.5) - 0.5});
      x(i, j) = static_cast<float>((raw.x + 0.5) / nx - 0.5);
      y(i, j) = static_cast<float>((raw.y + 0.5) / ny - 0.5);
    }
  }
  return {std::move(x), std::move(y)};
}

}  // namespace corkit
