// The membrane fill on fields whose exact continuation is known.
#include "fill/membrane.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "fill/pixel_state.hpp"
#include "fill/radial_profile.hpp"
#include "support/rounds.hpp"

using namespace corkit;
namespace data = boost::unit_test::data;

namespace {

constexpr int kFrameSide = 128;
constexpr double kMembraneSunX = -40.3, kMembraneSunY = -25.7;  // outside: the whole image is corona
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using Field = std::function<double(double r, double theta, double x, double y)>;

Image<double> image_of(const Field &field, double sun_x = kMembraneSunX, double sun_y = kMembraneSunY) {
  Image<double> image(kFrameSide, kFrameSide);
  for (int y = 0; y < kFrameSide; ++y)
    for (int x = 0; x < kFrameSide; ++x) image(x, y) = field(std::hypot(x - sun_x, y - sun_y), std::atan2(y - sun_y, x - sun_x), x, y);
  return image;
}

Image<std::uint8_t> all_measured() { return Image<std::uint8_t>(kFrameSide, kFrameSide, kMeasured); }

void cut(Image<std::uint8_t> &state, int x0, int y0, int nx, int ny, std::uint8_t what = kMissing) {
  for (int y = y0; y < y0 + ny; ++y)
    for (int x = x0; x < x0 + nx; ++x) state(x, y) = what;
}

Image<double> without(Image<double> image, const Image<std::uint8_t> &state) {
  for (std::size_t k = 0; k < image.size(); ++k)
    if (state[k] != kMeasured) image[k] = 0;
  return image;
}

MembraneOptions plain(double anisotropy) {
  MembraneOptions options;
  options.anisotropy = anisotropy;
  options.sun_x = kMembraneSunX;
  options.sun_y = kMembraneSunY;
  options.normalise = false;
  return options;
}

// Largest deviation over the filled pixels, in units of the field's range.
double worst(const Image<double> &truth, const MembraneResult &result) {
  double largest = 0, low = HUGE_VAL, high = -HUGE_VAL;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    low = std::min(low, truth[k]);
    high = std::max(high, truth[k]);
    if (result.filled[k] != 0) largest = std::max(largest, std::abs(result.image[k] - truth[k]));
  }
  return largest / (high > low ? high - low : std::abs(high));
}

double filled_error(const Field &field, const MembraneOptions &options) {
  const auto truth = image_of(field, options.sun_x, options.sun_y);
  auto state = all_measured();
  cut(state, 48, 40, 32, 32);
  const auto result = membrane_fill(without(truth, state), state, options);
  BOOST_TEST(result.nfilled == 32U * 32U);
  return worst(truth, result);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(membrane)

// The five-point formula is exact for harmonic polynomials of degree 3 and less; degree 4 costs h^4 u_xxxx / 12.
BOOST_AUTO_TEST_CASE(an_isotropic_membrane_continues_harmonic_fields) {
  BOOST_TEST(filled_error([](double, double, double, double) { return 7.0; }, plain(1)) < 1e-12);
  BOOST_TEST(filled_error([](double, double, double x, double y) { return 3 * x - 2 * y + 1; }, plain(1)) < 1e-12);
  BOOST_TEST(filled_error([](double, double, double x, double y) { return x * x - y * y; }, plain(1)) < 1e-12);
  BOOST_TEST(filled_error([](double, double, double x, double y) { return x * x * x - 3 * x * y * y; }, plain(1)) < 1e-12);
  BOOST_TEST(filled_error([](double r, double, double, double) { return std::log(r); }, plain(1)) < 1e-6);
}

// div(D grad u) = (a/r) d/dr(r du/dr) + u_thth/r^2 = 0 for u = r^(m/sqrt(a)) cos(m theta) and u = log r. The error is that of a scheme of
// second order with offsets of up to about sqrt(a) pixels, at radii of 80 pixels and more.
BOOST_AUTO_TEST_CASE(a_radial_membrane_continues_the_solutions_of_its_own_equation) {
  for (const double a : {4.0, 16.0, 64.0}) {
    const double s = std::sqrt(a);
    BOOST_TEST_CONTEXT("anisotropy " << a) {
      BOOST_TEST(filled_error([](double, double, double, double) { return -3.0; }, plain(a)) < 1e-12);
      BOOST_TEST(filled_error([](double r, double, double, double) { return std::log(r); }, plain(a)) < 2e-3);
      for (const int m : {1, 2, 4})
        BOOST_TEST(filled_error([&](double r, double t, double, double) { return std::pow(r, m / s) * std::cos(m * t); }, plain(a)) < 4e-3);
    }
  }
}

BOOST_AUTO_TEST_CASE(streamers_are_carried_through_better_along_the_radius) {
  const Field streamer = [](double, double t, double, double) { return 1 + std::exp(-std::pow((t - 0.75) / 0.08, 2)); };
  const double isotropic = filled_error(streamer, plain(1));
  const double radial = filled_error(streamer, plain(16));
  BOOST_TEST_MESSAGE("streamer: isotropic " << isotropic << ", radial " << radial);
  BOOST_TEST(radial < 0.6 * isotropic);
}

// Rings follow a power law between their means; what is left is the scatter of a ring's pixels about its mean radius.
BOOST_AUTO_TEST_CASE(a_power_law_of_the_radius_comes_back_through_the_profile) {
  for (const double a : {1.0, 16.0}) {
    auto options = plain(a);
    options.normalise = true;
    BOOST_TEST(filled_error([](double r, double, double, double) { return 1e-6 * std::pow(r, -3.0); }, options) < 2e-4);
  }
}

BOOST_AUTO_TEST_CASE(nothing_overshoots) {
  const auto truth = image_of([](double, double t, double x, double y) { return std::sin(x / 3) * std::cos(y / 5) + (t > 0.7 ? 5 : 0); });
  auto state = all_measured();
  cut(state, 30, 40, 32, 64);
  cut(state, 62, 72, 32, 32);
  for (const double a : {1.0, 16.0, 1000.0}) {
    const auto result = membrane_fill(without(truth, state), state, plain(a));
    for (std::size_t k = 0; k < truth.size(); ++k)
      if (result.filled[k] != 0) BOOST_REQUIRE((result.image[k] >= -1 - 1e-9 && result.image[k] <= 6 + 1e-9));
  }
}

BOOST_AUTO_TEST_CASE(measured_pixels_keep_their_bits_and_the_mask_says_what_was_filled) {
  const auto truth = image_of([](double r, double t, double, double) { return std::cos(3 * t) / r; });
  auto state = all_measured();
  cut(state, 0, 0, 32, 32);    // corner of the image
  cut(state, 60, 96, 32, 32);  // edge of the image
  cut(state, 60, 30, 1, 1);
  auto options = plain(16);
  options.normalise = true;
  const auto lost = without(truth, state);
  const auto result = membrane_fill(lost, state, options);
  for (std::size_t k = 0; k < lost.size(); ++k) {
    BOOST_REQUIRE(result.filled[k] == (state[k] == kMissing ? 1 : 0));
    if (state[k] == kMeasured) BOOST_REQUIRE(result.image[k] == lost[k]);
    BOOST_REQUIRE(std::isfinite(result.image[k]));
  }
  BOOST_TEST(result.nfilled == 2U * 1024U + 1U);
  BOOST_TEST(result.nunfilled == 0U);
}

BOOST_AUTO_TEST_CASE(a_ring_around_the_occulter_is_filled) {
  const double sun = 63.5;
  const Field corona = [](double r, double t, double, double) { return std::pow(r + 1, -2.0) * (1 + 0.2 * std::cos(t)); };
  const auto truth = image_of(corona, sun, sun);
  auto state = all_measured();
  for (int y = 0; y < kFrameSide; ++y)
    for (int x = 0; x < kFrameSide; ++x) {
      const double r = std::hypot(x - sun, y - sun);
      if (r < 20) state(x, y) = kUnusable;
      if (r >= 20 && r < 30) state(x, y) = kMissing;
    }
  auto options = plain(16);
  options.sun_x = options.sun_y = sun;
  options.normalise = true;
  const auto result = membrane_fill(without(truth, state), state, options);
  BOOST_TEST(result.nunfilled == 0U);
  for (std::size_t k = 0; k < truth.size(); ++k) {
    if (state[k] == kUnusable) BOOST_REQUIRE(result.image[k] == 0);
    if (state[k] == kMissing) BOOST_REQUIRE(result.image[k] > 0);
  }
}

BOOST_AUTO_TEST_CASE(a_hole_without_measured_neighbours_stays_and_is_counted) {
  const auto truth = image_of([](double, double, double, double) { return 1.0; });
  auto state = all_measured();
  cut(state, 40, 40, 48, 48, kUnusable);
  cut(state, 48, 48, 32, 32);
  cut(state, 0, 100, 10, 10);
  const auto result = membrane_fill(without(truth, state), state, plain(16));
  BOOST_TEST(result.nfilled == 100U);
  BOOST_TEST(result.nunfilled == 1024U);
  BOOST_TEST(result.image(60, 60) == 0);
}

BOOST_AUTO_TEST_CASE(an_image_that_is_lost_altogether_stays_as_it_is) {
  const Image<double> image(kFrameSide, kFrameSide, 0.0);
  const Image<std::uint8_t> state(kFrameSide, kFrameSide, kMissing);
  const auto result = membrane_fill(image, state, plain(16));
  BOOST_TEST(result.nfilled == 0U);
  BOOST_TEST(result.nunfilled == image.size());
  BOOST_TEST((result.image == image));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_not_used) {
  auto image = image_of([](double, double, double, double) { return 2.0; });
  auto state = all_measured();
  cut(state, 40, 40, 32, 32);
  for (int y = 30; y < 80; ++y) image(39, y) = kNan;
  image(72, 50) = std::numeric_limits<double>::infinity();
  for (int y = 40; y < 72; ++y) image(50, y) = kNan;  // inside the hole
  auto options = plain(16);
  options.normalise = true;
  const auto result = membrane_fill(image, state, options);
  for (int y = 40; y < 72; ++y)
    for (int x = 40; x < 72; ++x) BOOST_REQUIRE_SMALL(result.image(x, y) - 2.0, 1e-9);
  BOOST_TEST(std::isnan(result.image(39, 35)));
  const auto nothing = membrane_fill(Image<double>(kFrameSide, kFrameSide, kNan), state, options);
  BOOST_TEST(nothing.nfilled == 0U);
  BOOST_TEST(nothing.nunfilled == 1024U);
}

// Dark sky after the subtraction of stray light: a profile around or below zero must not blow anything up.
BOOST_AUTO_TEST_CASE(negative_brightness_is_filled_within_its_range) {
  const auto truth = image_of([](double r, double, double x, double) { return 1.0 - r / 80 + 0.01 * std::sin(x); });
  auto state = all_measured();
  cut(state, 50, 50, 32, 32);
  auto options = plain(16);
  options.normalise = true;
  const auto result = membrane_fill(without(truth, state), state, options);
  for (std::size_t k = 0; k < truth.size(); ++k)
    if (result.filled[k] != 0) BOOST_REQUIRE((result.image[k] > -2 && result.image[k] < 1));
}

BOOST_AUTO_TEST_CASE(context_brings_back_what_did_not_change) {
  const Field scene = [](double r, double t, double x, double y) {
    return 100 / r * (1 + 0.5 * std::exp(-std::pow((t - 0.7) / 0.05, 2))) + 2 * std::exp(-(std::pow(x - 60, 2) + std::pow(y - 55, 2)) / 50);
  };
  auto options = plain(16);
  options.normalise = true;
  const double alone = filled_error(scene, options);
  auto before = image_of(scene);
  for (auto &pixel : before) pixel *= 0.9;  // another exposure
  options.context = {{before, 1}};
  const double with_one = filled_error(scene, options);
  options.context.push_back({image_of(scene), 2});
  const double with_two = filled_error(scene, options);
  BOOST_TEST_MESSAGE("alone " << alone << ", one context " << with_one << ", two " << with_two);
  BOOST_TEST(with_one < 0.2 * alone);
  BOOST_TEST(std::abs(with_two - with_one) < 0.01 * alone);
}

BOOST_AUTO_TEST_CASE(a_hole_in_the_context_falls_back_on_the_other_context_or_the_profile) {
  const Field scene = [](double r, double, double, double) { return 1 / r; };
  const auto truth = image_of(scene);
  auto state = all_measured();
  cut(state, 48, 40, 32, 32);
  auto holed = truth;
  for (int y = 35; y < 60; ++y)
    for (int x = 45; x < 70; ++x) holed(x, y) = kNan;
  auto options = plain(16);
  options.normalise = true;
  options.context = {{holed, 1}};
  const auto fallen_back = membrane_fill(without(truth, state), state, options);
  BOOST_TEST(fallen_back.ncontext_used == 0U);
  BOOST_TEST(fallen_back.context_used == std::vector<std::uint8_t>({0}), boost::test_tools::per_element());
  BOOST_TEST(worst(truth, fallen_back) < 1e-3);
  options.context.push_back({truth, 1});
  const auto used = membrane_fill(without(truth, state), state, options);
  BOOST_TEST(used.ncontext_used == 1024U);
  // The first has values within the hole, where it is none of its own.
  BOOST_TEST(used.context_used == std::vector<std::uint8_t>({1, 1}), boost::test_tools::per_element());
  for (std::size_t k = 0; k < state.size(); ++k)
    if (state[k] != kMeasured) options.context.front().image[k] = kNan;
  BOOST_TEST(membrane_fill(without(truth, state), state, options).context_used == std::vector<std::uint8_t>({0, 1}),
             boost::test_tools::per_element());
  BOOST_TEST(worst(truth, used) < 1e-2);
}

BOOST_AUTO_TEST_CASE(the_ratio_to_the_context_is_filled_alike_in_all_directions_and_other_holes_radially) {
  const Field scene = [](double r, double t, double x, double y) { return 100 / r * (1 + 0.3 * std::sin(9 * t)) + 0.02 * x * y / r; };
  const Field earlier = [&](double r, double t, double x, double y) { return scene(r, t + 0.02, x, y); };
  const auto truth = image_of(scene);
  auto state = all_measured();
  cut(state, 20, 24, 16, 16);
  cut(state, 80, 84, 16, 16);
  auto context = image_of(earlier);
  for (int y = 80; y < 104; ++y)
    for (int x = 76; x < 100; ++x) context(x, y) = kNan;
  auto options = plain(16);
  options.normalise = true;
  const auto radial = membrane_fill(without(truth, state), state, options);
  options.context = {{context, 1}};
  const auto both = membrane_fill(without(truth, state), state, options);
  BOOST_TEST(both.nfilled == 512U);
  BOOST_TEST(both.ncontext_used == 256U);

  auto ratio = without(truth, state);
  for (std::size_t k = 0; k < ratio.size(); ++k) ratio[k] /= both.reference[k];
  auto covered = state;
  for (std::size_t k = 0; k < covered.size(); ++k)
    if (std::isnan(both.reference[k])) covered[k] = kUnusable;
  const auto isotropic = membrane_fill(ratio, covered, plain(1));
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) {
      BOOST_REQUIRE_CLOSE(both.image(20 + x, 24 + y), isotropic.image(20 + x, 24 + y) * both.reference(20 + x, 24 + y), 1e-9);
      BOOST_REQUIRE_CLOSE(both.image(80 + x, 84 + y), radial.image(80 + x, 84 + y), 1e-9);
    }
}

BOOST_AUTO_TEST_CASE(a_large_hole_is_solved_as_well) {
  // Too many pixels for a direct solution. A narrow hole takes conjugate gradients fewer steps.
  const auto [nx, ny] = test::sanitized ? std::pair(24, 1700) : std::pair(256, 256);
  Image<double> image(2 * nx, 2 * ny);
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x) image(x, y) = x + 2.0 * y;
  Image<std::uint8_t> state(image.nx(), image.ny(), kMeasured);
  cut(state, nx / 2, ny / 2, nx, ny);
  auto options = plain(1);
  const auto result = membrane_fill(without(image, state), state, options);
  double largest = 0;
  for (std::size_t k = 0; k < image.size(); ++k) largest = std::max(largest, std::abs(result.image[k] - image[k]));
  BOOST_TEST(result.nunfilled == 0U);
  BOOST_TEST(largest < 1e-4);  // of 1500 and more; conjugate gradients stop at a residual of 1e-10
}

BOOST_AUTO_TEST_CASE(what_cannot_be_meant_is_refused) {
  const Image<double> image(8, 8, 1.0);
  const Image<std::uint8_t> state(8, 8, kMeasured);
  const auto refused = [&](const MembraneOptions &options, const Image<std::uint8_t> &s = Image<std::uint8_t>(8, 8, 0)) {
    BOOST_CHECK_THROW(membrane_fill(image, s, options), Error);
  };
  refused(plain(0.5));
  refused(plain(kNan));
  refused(plain(1e6));
  refused(plain(16), Image<std::uint8_t>(8, 7, 0));
  auto options = plain(16);
  options.sun_x = kNan;
  refused(options);
  options = plain(16);
  options.context = {{Image<double>(4, 8, 1.0), 1}};
  refused(options);
  options.context = {{Image<double>(8, 8, 1.0), 0}};
  refused(options);
  BOOST_TEST(membrane_fill(image, state, plain(16)).nfilled == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

// A header may put the Sun anywhere.
BOOST_AUTO_TEST_CASE(the_profile_is_bounded_by_the_field) {
  const Image<double> image(16, 16, 5.0);
  const Image<std::uint8_t> state(16, 16, kMeasured);
  for (const double far : {1e3, -1e12, 1e300}) BOOST_TEST(RadialProfile(image, state, far, 8, 0, 1e308)(std::abs(far)) > 0);
  BOOST_TEST(RadialProfile(image, state, std::numeric_limits<double>::quiet_NaN(), 8, 0, 100)(10) == 1);
  BOOST_TEST(RadialProfile(image, state, 8, 8, 0, 1e308)(4) == 5, boost::test_tools::tolerance(1e-12));
}
