#include "polar_patch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace corkit::inpaint {
namespace {

// Bilinear sample; false when it leaves the image or touches a pixel that is not valid.
bool sample(const Image<float> &image, const Image<std::uint8_t> &valid, double x, double y, double &value) {
  if (!(x >= 0) || !(y >= 0) || x > image.nx() - 1 || y > image.ny() - 1) return false;
  const int x0 = std::min(static_cast<int>(x), image.nx() - 2), y0 = std::min(static_cast<int>(y), image.ny() - 2);
  const std::uint8_t *low = valid.row(y0) + x0, *high = valid.row(y0 + 1) + x0;
  if (low[0] == 0 || low[1] == 0 || high[0] == 0 || high[1] == 0) return false;
  const float *a = image.row(y0) + x0, *b = image.row(y0 + 1) + x0;
  const double fx = x - x0, fy = y - y0;
  value = (1 - fy) * ((1 - fx) * static_cast<double>(a[0]) + fx * static_cast<double>(a[1])) +
          fy * ((1 - fx) * static_cast<double>(b[0]) + fx * static_cast<double>(b[1]));
  return true;
}

}  // namespace

void PolarGrid::locate(double x, double y, double &i, double &j) const {
  const double dx = x - sun_x, dy = y - sun_y;
  double turn = std::atan2(dy, dx) - angle0;
  turn = std::remainder(turn, 2 * std::numbers::pi);
  j = (std::hypot(dx, dy) - r0) / cell + (n - 1) / 2.0;
  i = turn * r0 / cell + (n - 1) / 2.0;
}

PolarPatch to_polar(const PolarGrid &grid, const Image<float> &image, const Image<std::uint8_t> &valid) {
  PolarPatch patch{Image<float>(grid.n, grid.n), Image<std::uint8_t>(grid.n, grid.n)};
  // One sample a pixel, two at least.
  const int samples = std::clamp(static_cast<int>(std::lround(grid.cell)), 2, 8);
  const auto offset = [samples](int s) { return (s + 0.5) / samples - 0.5; };
  for (int i = 0; i < grid.n; ++i) {
    for (int si = 0; si < samples; ++si) {
      const double angle = grid.angle(i + offset(si)), c = std::cos(angle), s = std::sin(angle);
      for (int j = 0; j < grid.n; ++j) {
        for (int sj = 0; sj < samples; ++sj) {
          const double r = grid.r(j + offset(sj));
          double value = 0;
          if (r <= 0 || !sample(image, valid, grid.sun_x + r * c, grid.sun_y + r * s, value)) continue;
          patch.values(i, j) += static_cast<float>(value);
          ++patch.valid(i, j);
        }
      }
    }
  }
  const int enough = samples * samples / 2;
  for (std::size_t k = 0; k < patch.valid.size(); ++k) {
    const bool good = patch.valid[k] >= enough;
    patch.values[k] = good ? patch.values[k] / static_cast<float>(patch.valid[k]) : 0;
    patch.valid[k] = good ? 1 : 0;
  }
  return patch;
}

float read_patch(const Image<float> &field, double i, double j) {
  const double u = std::clamp(i, 0.0, field.nx() - 1.0), v = std::clamp(j, 0.0, field.ny() - 1.0);
  const int i0 = std::min(static_cast<int>(u), field.nx() - 2), j0 = std::min(static_cast<int>(v), field.ny() - 2);
  const auto fu = static_cast<float>(u - i0), fv = static_cast<float>(v - j0);
  return (1 - fv) * ((1 - fu) * field(i0, j0) + fu * field(i0 + 1, j0)) + fv * ((1 - fu) * field(i0, j0 + 1) + fu * field(i0 + 1, j0 + 1));
}

}  // namespace corkit::inpaint
