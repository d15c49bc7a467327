// ROT(a, angle, 1, xc, yc, /INTERP, /PIVOT, MISSING=0).
//
// Given     angle_deg clockwise; xc, yc pivot, 0-based pixels
// Returned  the turned image, 0 where the source point lies outside
// Notes     1. Oracle::gdl is GDL 1.0's POLY_2D to the bit (spec/level1.md 20.3): source points out to one pixel beyond the first row
//              and column are still inside, the first and last row and column are not interpolated, fractions are cut to 1/1000.
//           2. Oracle::idl computes the source point in DOUBLE; IDL's polynomial coefficients are FLOAT, which moves the point by
//              about 1e-4 pixel.
#include "idl/rot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "idl/bilinear.hpp"

namespace corkit::idl {

namespace {

// Source point of each pixel (X, Y): x = xc + c(X-xc) + s(Y-yc), y = yc - s(X-xc) + c(Y-yc), summed from the left.
class Turning {
 public:
  Turning(int nx, float angle_deg, float pivot_x, float pivot_y)
      : x_of_column_(static_cast<std::size_t>(nx)), y_of_column_(static_cast<std::size_t>(nx)), yc_(static_cast<double>(pivot_y)) {
    const double theta = -static_cast<double>(angle_deg) * (std::numbers::pi / 180);
    const double xc = static_cast<double>(pivot_x);
    cos_ = std::cos(theta);
    sin_ = std::sin(theta);
    for (int column = 0; column < nx; ++column) {
      x_of_column_[static_cast<std::size_t>(column)] = xc + cos_ * (column - xc);
      y_of_column_[static_cast<std::size_t>(column)] = yc_ - sin_ * (column - xc);
    }
  }

  // Calls sample(column, x, y) for each pixel of the row.
  template <class Sample>
  void along_row(int row, Sample sample) const {
    const double x_of_row = sin_ * (row - yc_);
    const double y_of_row = cos_ * (row - yc_);
    for (std::size_t k = 0; k < x_of_column_.size(); ++k)
      sample(static_cast<int>(k), x_of_column_[k] + x_of_row, y_of_column_[k] + y_of_row);
  }

 private:
  std::vector<double> x_of_column_, y_of_column_;
  double yc_;
  double cos_ = 1, sin_ = 0;
};

bool inside_idl(double x, double y, int nx, int ny) { return x >= 0 && y >= 0 && x <= nx - 1 && y <= ny - 1; }
bool inside_gdl(double x, double y, int nx, int ny) { return x > -1 && y > -1 && x < nx && y < ny; }
bool interpolated_gdl(int i, int j, int nx, int ny) { return i >= 1 && j >= 1 && i < nx - 1 && j < ny - 1; }

// GDL's table of bilinear weights at multiples of 1/1000.
struct GdlKernel {
  static constexpr int steps = 1000;
  struct Weights {
    double near, far, sum;
  };
  std::array<Weights, steps + 1> at;

  GdlKernel() {
    for (int k = 0; k <= steps; ++k) {
      const double near = 1 - static_cast<double>(k) / steps;
      const double far = 1 - static_cast<double>(steps - k) / steps;
      at[static_cast<std::size_t>(k)] = {near, far, near + far};
    }
  }
  const Weights &of(double fraction) const { return at[static_cast<std::size_t>(fraction * steps)]; }
};

template <class T>
T sample_gdl(const Image<T> &image, const GdlKernel &kernel, double x, double y) {
  if (!inside_gdl(x, y, image.nx(), image.ny())) return T{0};
  const int i = static_cast<int>(x);
  const int j = static_cast<int>(y);
  const T *lower = image.row(j) + i;
  if (!interpolated_gdl(i, j, image.nx(), image.ny())) return *lower;
  const T *upper = lower + image.nx();
  const auto &[w0, w1, w] = kernel.of(x - i);
  const auto &[z0, z1, z] = kernel.of(y - j);
  const double below = w0 * static_cast<double>(lower[0]) + w1 * static_cast<double>(lower[1]);
  const double above = w0 * static_cast<double>(upper[0]) + w1 * static_cast<double>(upper[1]);
  return static_cast<T>((z0 * below + z1 * above) / (w * z));
}

template <class T>
T sample_idl(const Image<T> &image, double x, double y) {
  return inside_idl(x, y, image.nx(), image.ny()) ? bilinear(image, x, y) : T{0};
}

}  // namespace

template <class T>
Image<T> rot(const Image<T> &image, float angle_deg, float xc, float yc, Oracle oracle) {
  auto out = Image<T>::uninitialized(image.nx(), image.ny());
  const Turning turn(image.nx(), angle_deg, xc, yc);
  const GdlKernel kernel;
  for (int row = 0; row < out.ny(); ++row) {
    T *to = out.row(row);
    if (oracle == Oracle::gdl)
      turn.along_row(row, [&](int column, double x, double y) { to[column] = sample_gdl(image, kernel, x, y); });
    else
      turn.along_row(row, [&](int column, double x, double y) { to[column] = sample_idl(image, x, y); });
  }
  return out;
}

template Image<std::uint8_t> rot(const Image<std::uint8_t> &, float, float, float, Oracle);
template Image<float> rot(const Image<float> &, float, float, float, Oracle);
template Image<double> rot(const Image<double> &, float, float, float, Oracle);

Image<std::uint8_t> rot_touched(const Image<std::uint8_t> &mask, float angle_deg, float xc, float yc, Oracle oracle) {
  const int nx = mask.nx();
  const int ny = mask.ny();
  const auto any_of_four = [&](int i, int j) {
    const int i1 = std::min(i + 1, nx - 1);
    const int j1 = std::min(j + 1, ny - 1);
    return (mask(i, j) | mask(i1, j) | mask(i, j1) | mask(i1, j1)) != 0;
  };
  const auto touched = [&](double x, double y) {
    const bool inside = oracle == Oracle::gdl ? inside_gdl(x, y, nx, ny) : inside_idl(x, y, nx, ny);
    if (!inside) return false;
    const int i = static_cast<int>(x);
    const int j = static_cast<int>(y);
    if (oracle == Oracle::gdl && !interpolated_gdl(i, j, nx, ny)) return mask(i, j) != 0;
    return any_of_four(i, j);
  };
  Image<std::uint8_t> out(nx, ny);
  const Turning turn(nx, angle_deg, xc, yc);
  for (int row = 0; row < ny; ++row) turn.along_row(row, [&](int column, double x, double y) { out(column, row) = touched(x, y) ? 1 : 0; });
  return out;
}

}  // namespace corkit::idl
