#include "picture/view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace corkit::picture {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

struct Mean {
  double sum = 0, weight = 0, all = 0;
  void add(float value, double w) {
    all += w;
    if (!std::isfinite(value)) return;
    sum += w * static_cast<double>(value);
    weight += w;
  }
  float value() const { return weight > 0.5 * all ? static_cast<float>(sum / weight) : kNone; }
};

float value_at(const Image<float> &image, int x, int y) {
  return x < 0 || y < 0 || x >= image.nx() || y >= image.ny() ? kNone : image(x, y);
}

float bilinear(const Image<float> &image, Point p) {
  const double x0 = std::floor(p.x), y0 = std::floor(p.y);
  const double fx = p.x - x0, fy = p.y - y0;
  const int x = static_cast<int>(x0), y = static_cast<int>(y0);
  Mean mean;
  mean.add(value_at(image, x, y), (1 - fx) * (1 - fy));
  if (fx > 0) mean.add(value_at(image, x + 1, y), fx * (1 - fy));
  if (fy > 0) mean.add(value_at(image, x, y + 1), (1 - fx) * fy);
  if (fx > 0 && fy > 0) mean.add(value_at(image, x + 1, y + 1), fx * fy);
  return mean.value();
}

}  // namespace

View View::whole(int nx, int ny, int longest, double turn_deg) {
  View view;
  const int side = std::max(nx, ny);
  view.image_pixels = longest > 0 ? static_cast<double>(side) / longest : 1;
  view.width = std::max(1, static_cast<int>(std::lround(nx / view.image_pixels)));
  view.height = std::max(1, static_cast<int>(std::lround(ny / view.image_pixels)));
  view.centre_x = (nx - 1) / 2.0;
  view.centre_y = (ny - 1) / 2.0;
  view.turn_deg = turn_deg;
  return view;
}

Point View::to_image(Point picture) const {
  const double right = (picture.x - (width - 1) / 2.0) * image_pixels;
  const double up = ((height - 1) / 2.0 - picture.y) * image_pixels;
  if (turn_deg == 0) return {centre_x + right, centre_y + up};
  const double s = std::sin(turn_deg * std::numbers::pi / 180), c = std::cos(turn_deg * std::numbers::pi / 180);
  return {centre_x + right * c + up * s, centre_y - right * s + up * c};
}

Point View::to_picture(Point image) const {
  const double dx = image.x - centre_x, dy = image.y - centre_y;
  const double s = std::sin(turn_deg * std::numbers::pi / 180), c = std::cos(turn_deg * std::numbers::pi / 180);
  const double right = dx * c - dy * s, up = dx * s + dy * c;
  return {(width - 1) / 2.0 + right / image_pixels, (height - 1) / 2.0 - up / image_pixels};
}

Image<float> resampled(const Image<float> &image, const View &view) {
  auto out = Image<float>::uninitialized(view.width, view.height);
  const int samples = std::clamp(static_cast<int>(std::ceil(view.image_pixels)), 1, 16);
  for (int v = 0; v < view.height; ++v) {
    for (int u = 0; u < view.width; ++u) {
      if (samples == 1) {
        out(u, v) = bilinear(image, view.to_image({static_cast<double>(u), static_cast<double>(v)}));
        continue;
      }
      Mean mean;
      for (int j = 0; j < samples; ++j) {
        for (int i = 0; i < samples; ++i) {
          const Point p = view.to_image({u - 0.5 + (i + 0.5) / samples, v - 0.5 + (j + 0.5) / samples});
          mean.add(value_at(image, static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))), 1);
        }
      }
      out(u, v) = mean.value();
    }
  }
  return out;
}

}  // namespace corkit::picture
