// A camera's flat field: cut and summed as an image is, and how much of it an image shows.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

#include "fill/flat_field.hpp"
#include "fill/pixel_state.hpp"

using namespace corkit;

namespace {

constexpr int kFlatTestSide = 256;

double flat_noise(std::mt19937 &random) { return 2.0 * static_cast<double>(random()) / 4294967295.0 - 1; }

Image<float> random_flat(int side, double deviation) {
  std::mt19937 random(3);
  Image<float> flat(side, side);
  for (float &response : flat) response = static_cast<float>(1 + deviation * std::sqrt(3.0) * flat_noise(random));
  return flat;
}

// A corona that falls outward, with share times the flat, noise and some stars.
Image<double> seen_through(const Image<float> &flat, double share, double noise) {
  std::mt19937 random(8);
  Image<double> image(flat.nx(), flat.ny());
  for (int y = 0; y < image.ny(); ++y) {
    for (int x = 0; x < image.nx(); ++x) {
      const double r = std::hypot(x + 100.0, y + 150.0);
      image(x, y) = 1e9 * std::pow(r, -2.5) * (1 + 0.1 * std::sin(0.05 * x)) * (1 + noise * std::sqrt(3.0) * flat_noise(random)) *
                    flat_response(flat(x, y), share);
      if (random() % 500 == 0) image(x, y) *= 1.3;
    }
  }
  return image;
}

Image<std::uint8_t> hole_of_two_blocks() {
  Image<std::uint8_t> state(kFlatTestSide, kFlatTestSide, kMeasured);
  for (int y = 96; y < 160; ++y)
    for (int x = 128; x < 160; ++x) state(x, y) = kMissing;
  return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(flat_field)

BOOST_AUTO_TEST_CASE(it_is_cut_and_summed_as_the_image_is) {
  Image<float> frame(16, 16);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) frame(x, y) = static_cast<float>(x + 100 * y);
  BOOST_TEST((flat_of_field(frame, {}, 16, 16) == frame));
  const auto summed = flat_of_field(frame, {2, 4, 0, 0}, 8, 4);
  BOOST_TEST(summed(3, 1) == 6.5F + 550.0F);  // columns 6 and 7, rows 4 to 7
  const auto cut = flat_of_field(frame, {2, 2, 3, 1}, 4, 2);
  BOOST_TEST(cut(0, 0) == 6.5F + 250.0F);
  BOOST_TEST(cut.nx() == 4);
  for (const FlatPlace &beyond :
       {FlatPlace{1, 1, 1, 0}, FlatPlace{2, 1, 0, 0}, FlatPlace{1, 1, -1, 0}, FlatPlace{0, 1, 0, 0}, FlatPlace{1, 1, 2000000000, 0}})
    BOOST_TEST(flat_of_field(frame, beyond, 16, 16).empty());
  BOOST_TEST(flat_of_field({}, {}, 16, 16).empty());
}

BOOST_AUTO_TEST_CASE(an_image_tells_how_much_of_it_it_shows) {
  const auto flat = random_flat(kFlatTestSide, 0.008);
  const auto state = hole_of_two_blocks();
  for (const double share : {0.3, 0.6, 0.95}) {
    const double found = flat_share(seen_through(flat, share, 0.01), state, flat);
    BOOST_TEST_MESSAGE("share " << share << " found " << found);
    BOOST_TEST(std::abs(found - share) < 0.03);
  }
  BOOST_TEST(flat_share(seen_through(flat, 1.4, 0.01), state, flat) == 1);
}

BOOST_AUTO_TEST_CASE(an_image_that_does_not_show_it_beyond_doubt_is_left_alone) {
  const auto flat = random_flat(kFlatTestSide, 0.008);
  const auto state = hole_of_two_blocks();
  BOOST_TEST(flat_share(seen_through(flat, 0, 0.01), state, flat) == 0);
  BOOST_TEST(flat_share(seen_through(flat, 0.1, 0.01), state, flat) == 0);
  BOOST_TEST(flat_share(seen_through(flat, 0.5, 0.5), state, flat) == 0);  // noise hides it
  BOOST_TEST(flat_share(seen_through(flat, -1, 0.01), state, flat) == 0);
  // Nothing around the hole but a rim of some pixels.
  auto few = hole_of_two_blocks();
  for (int y = 0; y < kFlatTestSide; ++y)
    for (int x = 0; x < kFlatTestSide; ++x)
      if (few(x, y) == kMeasured && (y < 90 || y > 165 || x < 120 || x > 168)) few(x, y) = kUnusable;
  BOOST_TEST(flat_share(seen_through(flat, 1, 0.01), few, flat) == 0);
  BOOST_TEST(flat_share(Image<double>(kFlatTestSide, kFlatTestSide, 1.0), state, Image<float>(kFlatTestSide, kFlatTestSide, 1.0F)) == 0);
}

BOOST_AUTO_TEST_CASE(it_is_taken_out_and_put_back) {
  const auto flat = random_flat(kFlatTestSide, 0.008);
  const auto even = seen_through(Image<float>(kFlatTestSide, kFlatTestSide, 1.0F), 1, 0);
  auto image = seen_through(flat, 0.7, 0);
  take_out_flat(image, flat, 0.7);
  for (std::size_t k = 0; k < image.size(); ++k) BOOST_TEST_REQUIRE(std::abs(image[k] / even[k] - 1) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
