#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

#include "sky/earth.hpp"
#include "sky/fit.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

const Vec3 kSunThen = geocentric_sun({52841, 37207692});

// Random stars of the field, and the spots at which a camera sees them.
struct Field {
  std::vector<SkyStar> stars;
  std::vector<Spot> spots;
};

Field field_of(const Camera &camera, int n, double scatter_px, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> place(20, 1000);
  std::normal_distribution<double> off(0, scatter_px);
  Field field;
  for (int i = 0; i < n; ++i) {
    const Pixel at{place(random), place(random)};
    const double magnitude = 4 + 4.0 * i / n;
    field.stars.push_back({i, magnitude, 0.5, magnitude, camera.direction(at)});
    field.spots.push_back({{at.x + (scatter_px > 0 ? off(random) : 0), at.y + (scatter_px > 0 ? off(random) : 0)}, magnitude});
  }
  return field;
}

Camera nominal(Pixel sun_offset, double roll_deg) {
  const auto optics = optics_of(Detector::C3);
  return {optics, kSunThen, {optics.sun.x + sun_offset.x, optics.sun.y + sun_offset.y}, roll_deg};
}

const std::vector<double> kSteps{3, 2, 1, 0.8};

}  // namespace

BOOST_AUTO_TEST_CASE(the_vote_finds_roll_and_shift) {
  const auto truth = nominal({-13, 7}, 1.26);
  const auto field = field_of(truth, 80, 0.1, 1);
  Search search;
  for (int k = -16; k <= 16; ++k) search.rolls_deg.push_back(k * 0.125);
  search.half_window = 26;
  const auto found = vote(optics_of(Detector::C3), kSunThen, field.stars, field.spots, search);
  BOOST_REQUIRE(!found.empty());
  BOOST_TEST(std::abs(found[0].roll_deg - 1.25) < 0.2);
  BOOST_TEST(std::hypot(found[0].offset.x + 13, found[0].offset.y - 7) < 2);
  BOOST_TEST(found[0].votes > 30);
}

BOOST_AUTO_TEST_CASE(the_fit_turns_a_camera_onto_its_stars) {
  const auto truth = nominal({1, -1}, 0.1);
  const auto field = field_of(truth, 60, 0, 2);
  const auto fit = fit_attitude(nominal({0, 0}, 0), field.stars, field.spots, {kSteps, std::nullopt});
  BOOST_REQUIRE(fit);
  BOOST_TEST(fit->pairs.size() == 60U);
  BOOST_TEST(fit->rms < 1e-6);
  const auto a = fit->camera.pixel(kSunThen), b = truth.pixel(kSunThen);
  BOOST_TEST(std::hypot(a->x - b->x, a->y - b->y) < 1e-6);
}

BOOST_AUTO_TEST_CASE(the_scale_can_be_fitted) {
  auto optics = optics_of(Detector::C3);
  optics.scale_arcsec *= 1.0004;
  const Camera truth(optics, kSunThen, optics.sun, 0);
  const auto field = field_of(truth, 100, 0.1, 3);
  FitSettings settings{kSteps, std::nullopt};
  settings.scale = true;
  const auto fit = fit_attitude(nominal({0, 0}, 0), field.stars, field.spots, settings);
  BOOST_REQUIRE(fit);
  const double error = error_of(*fit, [](const Camera &c) { return c.optics().scale_arcsec; });
  BOOST_TEST(std::abs(fit->camera.optics().scale_arcsec - optics.scale_arcsec) < 4 * error);
  BOOST_TEST(error < 0.005);
}

// A standardised deviation has variance 1; of 60 fits, its mean square is right to 0.2.
BOOST_AUTO_TEST_CASE(errors_are_those_of_repeated_fits) {
  double squares = 0;
  constexpr int kFits = 60;
  for (std::uint32_t seed = 0; seed < kFits; ++seed) {
    const auto truth = nominal({0.4, -0.3}, 0.02);
    const auto field = field_of(truth, 12, 0.15, 100 + seed);
    const auto fit = fit_attitude(nominal({0, 0}, 0), field.stars, field.spots, {kSteps, std::nullopt});
    BOOST_REQUIRE(fit);
    const auto at = optics_of(Detector::C3).sun;
    const double error = error_of(*fit, [&](const Camera &c) { return c.roll_deg(at); });
    squares += std::pow((fit->camera.roll_deg(at) - truth.roll_deg(at)) / error, 2) / kFits;
  }
  BOOST_TEST(squares > 0.5);
  BOOST_TEST(squares < 1.8);
}

BOOST_AUTO_TEST_CASE(blends_pull_little) {
  const auto truth = nominal({0, 0}, 0);
  auto field = field_of(truth, 40, 0.05, 5);
  for (std::size_t k = 0; k < 4; ++k) field.spots[k].at.x += 0.7;
  const auto fit = fit_attitude(truth, field.stars, field.spots, {kSteps, std::nullopt});
  BOOST_REQUIRE(fit);
  // The mean of all would be off by 0.07.
  BOOST_TEST(std::abs(fit->camera.pixel(kSunThen)->x - truth.pixel(kSunThen)->x) < 0.05);
}

BOOST_AUTO_TEST_CASE(a_point_belongs_to_one_star_the_brightest) {
  const auto truth = nominal({0, 0}, 0);
  const Pixel at{300, 300};
  const std::vector<SkyStar> stars{{0, 4, 0.5, 4, truth.direction(at)}, {1, 7, 0.5, 7, truth.direction({300.3, 300})}};
  const std::vector<Spot> spots{{at, 4}};
  const auto pairs = pairs_of(truth, stars, spots, 1, std::nullopt);
  BOOST_REQUIRE(pairs.size() == 1U);
  BOOST_TEST(pairs[0].star == 0U);
  // Magnitudes that do not agree are no pair.
  BOOST_TEST(pairs_of(truth, stars, std::vector<Spot>{{at, 9}}, 1, Brightness{0.9}).empty());
  // Unless all differ alike, as with a wrong EXPTIME.
  BOOST_TEST(pairs_of(truth, stars, std::vector<Spot>{{at, 9}}, 1, Brightness{0.9, 5.2}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(too_few_pairs_make_no_fit) {
  const auto truth = nominal({0, 0}, 0);
  const auto field = field_of(truth, 2, 0, 6);
  BOOST_TEST(!fit_attitude(truth, field.stars, field.spots, {kSteps, std::nullopt}));
}
