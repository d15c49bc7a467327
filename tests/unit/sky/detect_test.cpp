#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

#include "sky/detect.hpp"
#include "sky/median_filter.hpp"
#include "sky/photometry.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

Image<float> noise(int nx, int ny, float level, float sigma, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(level, sigma);
  Image<float> image(nx, ny);
  for (auto &value : image) value = normal(random);
  return image;
}

double share(double d) { return 0.5 * (std::erf((d + 0.5) / (0.9 * std::sqrt(2.0))) - std::erf((d - 0.5) / (0.9 * std::sqrt(2.0)))); }

void add_star(Image<float> &image, double x, double y, double light) {
  for (int j = static_cast<int>(y) - 6; j <= static_cast<int>(y) + 6; ++j)
    for (int i = static_cast<int>(x) - 6; i <= static_cast<int>(x) + 6; ++i)
      image(i, j) += static_cast<float>(light * share(i - x) * share(j - y));
}

float plain_median(const Image<float> &image, int x, int y) {
  std::vector<float> values;
  for (int j = y - 4; j <= y + 4; ++j)
    for (int i = x - 4; i <= x + 4; ++i) values.push_back(image(std::clamp(i, 0, image.nx() - 1), std::clamp(j, 0, image.ny() - 1)));
  std::nth_element(values.begin(), values.begin() + 40, values.end());
  return values[40];
}

const Image<std::uint8_t> &nothing(int nx, int ny) {
  static Image<std::uint8_t> empty;
  empty = Image<std::uint8_t>(nx, ny);
  return empty;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_sliding_median_of_integers_is_the_median) {
  auto image = noise(70, 50, 1000, 300, 1);
  for (auto &value : image) value = std::nearbyint(value);
  image(20, 20) = 16383;
  image(21, 20) = 0;
  const auto median = median_9x9(image);
  for (int y = 0; y < 50; ++y)
    for (int x = 0; x < 70; ++x) BOOST_REQUIRE(median(x, y) == plain_median(image, x, y));
}

BOOST_AUTO_TEST_CASE(the_sliding_median_of_fractions_is_the_median_to_a_step) {
  auto image = noise(70, 50, 1e-9F, 1e-10F, 2);
  image(20, 20) = 1e-6F;  // beyond the steps
  const auto median = median_9x9(image);
  // 65536 steps over the range of 99.8 per cent of the pixels
  for (int y = 0; y < 50; ++y)
    for (int x = 0; x < 70; ++x) BOOST_REQUIRE(std::abs(median(x, y) - plain_median(image, x, y)) < 1e-9F / 65536);
}

BOOST_AUTO_TEST_CASE(a_flat_image_has_its_level_as_median) {
  const auto median = median_9x9(Image<float>(20, 12, 7.25F));
  BOOST_TEST(std::all_of(median.begin(), median.end(), [](float v) { return v == 7.25F; }));
}

BOOST_AUTO_TEST_CASE(stars_are_found_where_they_are_whatever_their_place_in_the_pixel) {
  auto image = noise(128, 128, 1000, 5, 3);
  const std::vector<std::pair<double, double>> places{{30.0, 30.0}, {60.5, 30.5}, {90.25, 31.8}, {30.4, 90.6}, {95.7, 95.1}};
  for (const auto &[x, y] : places) add_star(image, x, y, 3000);
  const auto points = find_points(image, nothing(128, 128), {0.1, 0.85});
  BOOST_REQUIRE(points.found.size() == places.size());
  for (const auto &[x, y] : places) {
    const auto near = std::any_of(points.found.begin(), points.found.end(),
                                  [&, x = x, y = y](const Detection &d) { return std::hypot(d.x - x, d.y - y) < 0.06; });
    BOOST_TEST(near, x << " " << y);
  }
  BOOST_TEST(std::abs(noise_at(points.noise, 64, 64) - 5) < 1);
}

BOOST_AUTO_TEST_CASE(cosmic_rays_are_sharper_than_stars) {
  auto image = noise(64, 64, 1000, 5, 4);
  image(20, 20) += 2000;
  add_star(image, 40.3, 40.4, 2000);
  const auto points = find_points(image, nothing(64, 64), {0, 0.85});
  BOOST_REQUIRE(points.found.size() == 1U);
  BOOST_TEST(points.found[0].x > 39);
}

BOOST_AUTO_TEST_CASE(noise_alone_makes_hardly_a_point) {
  const auto image = noise(512, 512, 1000, 8, 5);
  BOOST_TEST(find_points(image, nothing(512, 512), {0, 0.85}).found.size() < 5U);
}

// As a product's pixels are: each the mean of four, at half a pixel.
Image<float> interpolated(const Image<float> &image) {
  Image<float> between(image.nx() - 1, image.ny() - 1);
  for (int y = 0; y < between.ny(); ++y)
    for (int x = 0; x < between.nx(); ++x) between(x, y) = (image(x, y) + image(x + 1, y) + image(x, y + 1) + image(x + 1, y + 1)) / 4;
  return between;
}

BOOST_AUTO_TEST_CASE(noise_that_interpolation_spread_makes_hardly_a_point) {
  const auto image = interpolated(noise(513, 513, 1000, 8, 8));
  const auto points = find_points(image, nothing(512, 512), {0, 0.85});
  // Pixels have half the noise, 3 x 3 sums 2.5 times that of an independent pixel: 2.5 / (3 / 2), of which the median takes a part.
  BOOST_TEST(points.coarseness > 1.4);
  BOOST_TEST(points.coarseness < 2.5 / 1.5);
  BOOST_TEST(points.found.size() < 5U);
  BOOST_TEST(find_points(noise(512, 512, 1000, 8, 5), nothing(512, 512), {0, 0.85}).coarseness < 1.02);
}

BOOST_AUTO_TEST_CASE(noise_below_one_count_is_measured_too) {
  for (const float sigma : {0.6F, 0.9F, 1.4F, 2.2F}) {
    auto image = noise(256, 256, 1000, sigma, 9);
    for (auto &value : image) value = std::nearbyint(value);
    const double rounded = std::sqrt(sigma * sigma + 1 / 12.0);
    const double found = noise_at(find_points(image, nothing(256, 256), {0, 0.85}).noise, 128, 128);
    BOOST_TEST(std::abs(found / rounded - 1) < 0.25, sigma << " " << found);
  }
}

BOOST_AUTO_TEST_CASE(points_stand_out_of_the_noise_that_compression_hides) {
  auto image = noise(128, 128, 1000, 1, 12);
  add_star(image, 40.2, 40.1, 60);
  add_star(image, 90.2, 90.1, 300);
  BOOST_TEST(find_points(image, nothing(128, 128), {0, 0.85}).found.size() == 2U);
  const auto points = find_points(image, nothing(128, 128), {0, 0.85, 4.6});
  BOOST_REQUIRE(points.found.size() == 1U);
  BOOST_TEST(std::abs(points.found[0].error_px - 1.15 * 3 * 4.6 / points.found[0].sum) < 1e-3);
}

BOOST_AUTO_TEST_CASE(centroids_scatter_as_the_noise_lets_expect) {
  for (const bool resampled : {false, true}) {
    auto image = noise(601, 601, 1000, 5, 10);
    std::mt19937 random(11);
    std::uniform_real_distribution<double> part(-0.5, 0.5);
    std::vector<std::pair<double, double>> places;
    for (int y = 20; y < 580; y += 20)
      for (int x = 20; x < 580; x += 20) {
        places.emplace_back(x + part(random), y + part(random));
        add_star(image, places.back().first, places.back().second, 250);
      }
    if (resampled) image = interpolated(image);
    const double shift = resampled ? -0.5 : 0;
    const auto points = find_points(image, nothing(image.nx(), image.ny()), {0, 0.85});
    double squares = 0, expected = 0;
    int n = 0;
    for (const auto &point : points.found)
      for (const auto &[x, y] : places)
        if (const double dx = point.x - x - shift, dy = point.y - y - shift; std::hypot(dx, dy) < 2) {
          squares += (dx * dx + dy * dy) / 2;
          expected += point.error_px * point.error_px;
          ++n;
        }
    BOOST_TEST(n > 650);
    BOOST_TEST_MESSAGE("rms " << std::sqrt(squares / n) << " px, expected " << std::sqrt(expected / n));
    BOOST_TEST(std::abs(std::sqrt(squares / expected) - 1) < 0.15);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_found_where_it_is_excluded) {
  auto image = noise(64, 64, 1000, 5, 6);
  add_star(image, 40.3, 40.4, 2000);
  Image<std::uint8_t> excluded(64, 64);
  excluded(40, 40) = 1;
  BOOST_TEST(find_points(image, excluded, {0, 0.85}).found.empty());
}

BOOST_AUTO_TEST_CASE(dead_are_zeros_flat_squares_and_what_is_beside_them) {
  auto image = noise(64, 64, 1000, 5, 7);
  image(10, 10) = 0;
  for (int y = 30; y < 38; ++y) std::fill_n(image.row(y) + 30, 8, 5.5F);
  const auto dead = dead_pixels(image);
  BOOST_TEST(dead(10, 10) == 1);
  BOOST_TEST(dead(13, 13) == 1);
  BOOST_TEST(dead(14, 10) == 0);
  BOOST_TEST(dead(30, 37) == 1);
  BOOST_TEST(dead(27, 30) == 1);
  BOOST_TEST(dead(26, 30) == 0);
  BOOST_TEST(dead(50, 50) == 0);
}

BOOST_AUTO_TEST_CASE(the_aperture_holds_a_star_s_light_above_a_slope) {
  Image<float> image(40, 40);
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 40; ++x) image(x, y) = static_cast<float>(1000 + 3 * x - 2 * y);
  add_star(image, 20.1, 19.8, 5000);
  const auto light = aperture_sum(image, nothing(40, 40), 20.1, 19.8);
  BOOST_REQUIRE(light);
  // 5 x 5 pixels hold 99 per cent of this star.
  BOOST_TEST(std::abs(*light / 5000 - 0.989) < 0.005);
  BOOST_TEST(!aperture_sum(image, nothing(40, 40), 3, 20));
  Image<std::uint8_t> excluded(40, 40);
  excluded(21, 20) = 1;
  BOOST_TEST(!aperture_sum(image, excluded, 20.1, 19.8));
}
