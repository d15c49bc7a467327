#include "equalise.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

// Piecewise linear through (x, y), constant outside.
float interpolate(const std::vector<float> &x, const std::vector<float> &y, float at) {
  if (!(at > x.front())) return y.front();
  if (at >= x.back()) return y.back();
  const auto above = std::upper_bound(x.begin(), x.end(), at);
  const auto k = static_cast<std::size_t>(above - x.begin());
  const float t = (at - x[k - 1]) / (x[k] - x[k - 1]);
  return y[k - 1] + t * (y[k] - y[k - 1]);
}

}  // namespace

Equalisation::Equalisation(const Image<float> &image, const Image<std::uint8_t> &valid) {
  std::vector<float> values;
  values.reserve(image.size());
  for (std::size_t k = 0; k < image.size(); ++k)
    if (valid[k] != 0 && std::isfinite(image[k])) values.push_back(image[k]);
  if (values.empty()) throw Error(CORKIT_ERROR_ZERO_IMAGE, "no valid pixel to make a histogram of; give an image with data");
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  for (std::size_t begin = 0; begin < values.size();) {
    std::size_t end = begin;
    while (end < values.size() && values[end] == values[begin]) ++end;
    brightness_.push_back(values[begin]);
    level_.push_back(static_cast<float>((static_cast<double>(begin) + static_cast<double>(end)) / 2 / n));
    begin = end;
  }
}

float Equalisation::forward(float brightness) const { return interpolate(brightness_, level_, brightness); }

float Equalisation::inverse(float level) const { return interpolate(level_, brightness_, level); }

Image<float> resized(const Image<float> &image, int nx, int ny) {
  if (nx == image.nx() && ny == image.ny()) return image;
  auto out = Image<float>::uninitialized(nx, ny);
  const auto place = [](int k, int n_out, int n_in) {
    const double at = (k + 0.5) * n_in / n_out - 0.5;
    return std::clamp(at, 0.0, static_cast<double>(n_in - 1));
  };
  for (int y = 0; y < ny; ++y) {
    const double v = place(y, ny, image.ny());
    const int y0 = static_cast<int>(v), y1 = std::min(y0 + 1, image.ny() - 1);
    for (int x = 0; x < nx; ++x) {
      const double u = place(x, nx, image.nx());
      const int x0 = static_cast<int>(u), x1 = std::min(x0 + 1, image.nx() - 1);
      const double fx = u - x0, fy = v - y0;
      out(x, y) = static_cast<float>((1 - fy) * ((1 - fx) * static_cast<double>(image(x0, y0)) + fx * static_cast<double>(image(x1, y0))) +
                                     fy * ((1 - fx) * static_cast<double>(image(x0, y1)) + fx * static_cast<double>(image(x1, y1))));
    }
  }
  return out;
}

}  // namespace corkit::inpaint
