// INTERPOLATE against its definition as a plain loop, to the bit, with every set of instructions that this processor has.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>

#include "idl/arrays.hpp"
#include "idl/interpolate.hpp"
#include "pixel_types.hpp"

using namespace corkit;

namespace {

double clamped(float coordinate, int n) {
  if (std::isnan(coordinate) || coordinate < 0) return 0;
  return static_cast<double>(std::min(coordinate, static_cast<float>(n - 1)));
}

template <class T>
T defined(const Image<T> &image, float at_x, float at_y) {
  const double x = clamped(at_x, image.nx());
  const double y = clamped(at_y, image.ny());
  const int i = static_cast<int>(x);
  const int j = static_cast<int>(y);
  const int right = std::min(i + 1, image.nx() - 1);
  const int above = std::min(j + 1, image.ny() - 1);
  const double u = x - i;
  const double v = y - j;
  const auto a00 = static_cast<double>(image(i, j));
  const auto a10 = static_cast<double>(image(right, j));
  const auto a01 = static_cast<double>(image(i, above));
  const auto a11 = static_cast<double>(image(right, above));
  if (std::is_integral_v<T>) return static_cast<T>((a00 * (1 - u) + a10 * u) * (1 - v) + (a01 * (1 - u) + a11 * u) * v);
  return static_cast<T>(a00 * (1 - v - u + u * v) + a01 * (v - u * v) + a10 * (u - u * v) + a11 * (u * v));
}

template <class T>
Image<T> random_image(std::mt19937_64 &random, int nx, int ny) {
  std::normal_distribution<double> noise(20, 30);
  Image<T> image(nx, ny);
  for (T &p : image) {
    const double value = noise(random);
    p = static_cast<T>(std::is_unsigned_v<T> ? std::clamp(value, 0.0, 200.0) : value);
  }
  if constexpr (std::is_floating_point_v<T>) {
    std::uniform_int_distribution<std::size_t> somewhere(0, image.size() - 1);
    for (int k = 0; k < 5; ++k) {
      image[somewhere(random)] = std::numeric_limits<T>::quiet_NaN();
      image[somewhere(random)] = -T{0};
      image[somewhere(random)] = std::numeric_limits<T>::infinity();
    }
  }
  return image;
}

template <class T>
void check(const Image<T> &image, const Image<float> &x, const Image<float> &y) {
  auto expected = Image<T>::uninitialized(x.nx(), x.ny());
  for (std::size_t k = 0; k < x.size(); ++k) expected[k] = defined(image, x[k], y[k]);
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) {
      BOOST_TEST_MESSAGE("instruction set " << static_cast<int>(set) << " is not tested: this processor lacks it");
      continue;
    }
    const auto found = idl::interpolate(image, x, y, set);
    std::size_t different = 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
      bool same = std::memcmp(&found[k], &expected[k], sizeof(T)) == 0;
      // Which NaN comes out of two of them is the compiler's choice of operand.
      if constexpr (std::is_floating_point_v<T>) same = same || (std::isnan(found[k]) && std::isnan(expected[k]));
      different += same ? 0U : 1U;
    }
    BOOST_TEST(different == 0U, "instruction set " << static_cast<int>(set));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interpolate_as_defined)

BOOST_AUTO_TEST_CASE_TEMPLATE(smooth_maps, T, PixelTypes) {
  std::mt19937_64 random(3);
  for (const auto &[nx, ny] : {std::pair{257, 61}, {128, 40}, {33, 33}, {5, 4}, {1, 9}}) {
    const auto image = random_image<T>(random, nx, ny);
    for (const float stretch : {0.97F, 1.0F, 1.003F}) {
      Image<float> x(nx, ny), y(nx, ny);
      for (int j = 0; j < ny; ++j)
        for (int i = 0; i < nx; ++i) {
          x(i, j) = stretch * static_cast<float>(i) + 0.3F * std::sin(static_cast<float>(j)) - 0.2F;
          y(i, j) = stretch * static_cast<float>(j) + 0.001F * static_cast<float>(i);
        }
      check(image, x, y);
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(coordinates_without_order, T, PixelTypes) {
  std::mt19937_64 random(5);
  const auto image = random_image<T>(random, 70, 30);
  std::uniform_real_distribution<float> anywhere(-20, 90);
  Image<float> x(64, 21), y(64, 21);
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] = k % 97 == 0 ? std::numeric_limits<float>::quiet_NaN() : anywhere(random);
    y[k] = k % 89 == 0 ? -std::numeric_limits<float>::infinity() : anywhere(random);
    if (k % 5 == 0) x[k] = std::floor(x[k]);
  }
  check(image, x, y);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(masks_stand_for_their_conversion, T, RealTypes) {
  Image<std::uint8_t> mask(300, 40, 1);
  for (int j = 8; j < 20; ++j)
    for (int i = 70; i < 130; ++i) mask(i, j) = i % 3 == 0 ? 2 : 0;
  Image<float> x(300, 40), y(300, 40);
  for (int j = 0; j < 40; ++j)
    for (int i = 0; i < 300; ++i) {
      x(i, j) = 1.004F * static_cast<float>(i) - 0.7F + 0.3F * std::sin(static_cast<float>(j));
      y(i, j) = 0.99F * static_cast<float>(j) + 0.003F * static_cast<float>(i);
    }
  const auto expected = idl::interpolate(convert<T>(mask), x, y);
  for (const InstructionSet set : kInstructionSets) {
    if (!has(set)) continue;
    auto found = Image<T>::uninitialized(300, 40);
    idl::interpolate_run(mask, x.data(), y.data(), found.data(), found.size(), set);
    BOOST_TEST((found == expected), "instruction set " << static_cast<int>(set));
  }
}

BOOST_AUTO_TEST_SUITE_END()
