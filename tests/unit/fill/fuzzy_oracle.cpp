// The parts of the fuzzy fill that compute only what is needed, against their definitions as plain loops over everything, to the bit.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "fill/fuzzy/gradient.hpp"
#include "fill/fuzzy/zones.hpp"
#include "idl/arrays.hpp"
#include "support/rounds.hpp"

using namespace corkit;

namespace {

constexpr int kCell = 8;

Image<float> median_of_seven(const Image<float> &image) {
  constexpr int half = 3;
  Image<float> out = image;
  for (int y = half; y < image.ny() - half; ++y)
    for (int x = half; x < image.nx() - half; ++x) {
      std::vector<float> window;
      for (int l = -half; l <= half; ++l) window.insert(window.end(), image.row(y + l) + x - half, image.row(y + l) + x + half + 1);
      std::nth_element(window.begin(), window.begin() + 24, window.end());
      out(x, y) = window[24];
    }
  return out;
}

template <class T>
std::pair<double, double> slope(const Image<T> &a, int x, int y) {
  const auto at = [&](int dx, int dy) { return static_cast<double>(a(x + dx, y + dy)); };
  return {(at(1, 1) + 2 * at(1, 0) + at(1, -1)) - (at(-1, 1) + 2 * at(-1, 0) + at(-1, -1)),
          (at(1, 1) + 2 * at(0, 1) + at(-1, 1)) - (at(1, -1) + 2 * at(0, -1) + at(-1, -1))};
}

Image<std::uint8_t> edge_of(const Image<std::uint8_t> &region) {
  Image<std::uint8_t> edge(region.nx(), region.ny(), 0);
  for (int y = 1; y < region.ny() - 1; ++y)
    for (int x = 1; x < region.nx() - 1; ++x) {
      const auto [along_x, along_y] = slope(region, x, y);
      edge(x, y) = region(x, y) != 0 && (along_x != 0 || along_y != 0) ? 1 : 0;
    }
  return edge;
}

double plain_grad_zone(const Image<float> &zone) {
  Image<float> smooth = median_of_seven(zone);
  for (std::size_t k = 0; k < zone.size(); ++k)
    if (zone[k] == 0) smooth[k] = 0;
  const Image<double> cells = idl::rebin(convert<double>(smooth), zone.nx() / kCell, zone.ny() / kCell);
  Image<std::uint8_t> known(cells.nx(), cells.ny(), 0);
  for (std::size_t k = 0; k < cells.size(); ++k) known[k] = cells[k] != 0 ? 1 : 0;
  const Image<std::uint8_t> beside_gap = edge_of(known);
  Image<std::uint8_t> inner = known;
  for (std::size_t k = 0; k < inner.size(); ++k)
    if (beside_gap[k] != 0) inner[k] = 0;
  const Image<std::uint8_t> ring = edge_of(inner);
  double total_x = 0, total_y = 0;
  for (int y = 1; y < cells.ny() - 1; ++y)
    for (int x = 1; x < cells.nx() - 1; ++x) {
      if (ring(x, y) == 0) continue;
      const auto [along_x, along_y] = slope(cells, x, y);
      total_x += along_x / 8;
      total_y += along_y / 8;
    }
  if (total_y == 0) return 0;
  const double two_pi = 2 * std::numbers::pi;
  return std::fmod(std::atan2(total_y, total_x) + two_pi, two_pi);
}

// A sky of a level and a slope with noise; blocks of it lost, some pixels dark, stars.
Image<float> random_zone(std::mt19937 &random) {
  const int blocks_x = static_cast<int>(random() % 4) + 2;
  const int blocks_y = static_cast<int>(random() % 4) + 2;
  Image<float> zone(32 * blocks_x, 32 * blocks_y);
  std::normal_distribution<double> noise(0, 1);
  const double levels[] = {200, 3, 0.5, -2, 0};
  const double level = levels[random() % 5], along_x = 0.02 * noise(random), along_y = 0.02 * noise(random);
  for (int y = 0; y < zone.ny(); ++y)
    for (int x = 0; x < zone.nx(); ++x) {
      double value = level + along_x * x + along_y * y + noise(random);
      if (random() % 400 == 0) value = 0;
      if (random() % 900 == 0) value = 1e4;
      zone(x, y) = static_cast<float>(value);
    }
  for (int j = 0; j < blocks_y; ++j)
    for (int i = 0; i < blocks_x; ++i)
      if (random() % 5 == 0)
        for (int y = 0; y < 32; ++y) std::fill_n(zone.row(32 * j + y) + 32 * i, 32, 0.0F);
  return zone;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzzy_oracle)

BOOST_AUTO_TEST_CASE(the_angle_is_that_of_medians_of_the_whole_zone) {
  for (unsigned trial = 0; trial < 60; trial += corkit::test::round_step) {
    std::mt19937 random(7U + trial);
    const Image<float> zone = random_zone(random);
    BOOST_TEST(corkit::fuzzy::grad_zone(zone) == plain_grad_zone(zone), "zone " << trial << ", " << zone.nx() << " x " << zone.ny());
  }
}

BOOST_AUTO_TEST_CASE(blocks_are_dark_where_their_mean_by_rebin_is_at_most_a_tenth) {
  std::mt19937 random(9);
  std::normal_distribution<double> noise(0, 1);
  for (const double spread : {0.0, 1e-3, 0.1, 30.0}) {
    Image<float> image(256, 160);
    for (int y = 0; y < image.ny(); ++y)
      for (int x = 0; x < image.nx(); ++x)
        image(x, y) = static_cast<float>(0.1 + 2e-3 * (x / 32 - 3) + 1e-8 * (y / 32) + spread * noise(random));
    for (int x = 0; x < 32; ++x) image(x, 40) = std::nanf("");
    const Image<float> means = idl::rebin(image, 8, 5);
    const Image<std::uint8_t> dark = corkit::fuzzy::dark_blocks(image, Image<std::uint8_t>(8, 5, 1));
    for (std::size_t k = 0; k < means.size(); ++k) BOOST_TEST((dark[k] != 0) == (means[k] <= 0.1F), "block " << k << ", spread " << spread);
  }
}

BOOST_AUTO_TEST_SUITE_END()
