// A hole filled with context images that are carried along.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "fill/carried_context.hpp"
#include "fill/context_reference.hpp"
#include "fill/membrane.hpp"
#include "fill/pixel_state.hpp"

using namespace corkit;

namespace {

constexpr int kSide = 384;
constexpr double kSunX = -60, kSunY = 190;  // the field lies to the right of the Sun

// A streamer, and a bright shell `at` pixels from the Sun's centre; 1 % of noise, unless other is asked for.
Image<double> corona(double at, double deviation = 0.01) {
  std::mt19937 random(static_cast<unsigned>(at));
  const auto noise = [](std::mt19937 &from) { return std::sqrt(3.0) * (2.0 * static_cast<double>(from()) / 4294967295.0 - 1); };
  Image<double> image(kSide, kSide);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double r = std::hypot(x - kSunX, y - kSunY), t = std::atan2(y - kSunY, x - kSunX);
      const double streamer = 0.3 * std::exp(-std::pow((t - 0.1) / 0.05, 2)), shell = 0.4 * std::exp(-std::pow((r - at) / 20, 2));
      image(x, y) = 1e6 / (r * r) * (1 + streamer + shell) * (1 + deviation * noise(random));
    }
  }
  return image;
}

struct Lost {
  Image<double> truth;
  Image<std::uint8_t> state{kSide, kSide, kMeasured};
  Image<double> holed;
};

Lost lose_block(double at) {
  Lost lost{corona(at, 0), Image<std::uint8_t>(kSide, kSide, kMeasured), corona(at)};
  for (int y = 160; y < 224; ++y) {
    for (int x = 160; x < 224; ++x) {
      lost.state(x, y) = kMissing;
      lost.holed(x, y) = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return lost;
}

MembraneResult fill(const Lost &lost, std::vector<MembraneContext> context) {
  MembraneOptions options;
  options.sun_x = kSunX;
  options.sun_y = kSunY;
  options.context = std::move(context);
  return membrane_fill(lost.holed, lost.state, options);
}

double error(const Lost &lost, const MembraneResult &result) {
  double squares = 0;
  int n = 0;
  for (std::size_t k = 0; k < lost.truth.size(); ++k) {
    if (lost.state[k] != kMissing) continue;
    squares += std::pow(result.image[k] / lost.truth[k] - 1, 2);
    ++n;
  }
  return std::sqrt(squares / n);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(carried_context)

BOOST_AUTO_TEST_CASE(a_shell_that_moved_outward_is_filled_better_by_the_context_carried_along) {
  const Lost lost = lose_block(250);
  const auto earlier = corona(226), later = corona(274);
  const double alone = error(lost, fill(lost, {}));
  const double at_rest = error(lost, fill(lost, {{earlier, 1}}));
  const auto carried = fill(lost, {{earlier, 1, -0.2}});
  const auto from_both = fill(lost, {{earlier, 1, -0.2}, {later, 1, 0.2}});
  BOOST_TEST_MESSAGE("alone " << alone << ", at rest " << at_rest << ", carried " << error(lost, carried) << ", from both sides "
                              << error(lost, from_both));
  BOOST_TEST(error(lost, carried) < 0.75 * std::min(alone, at_rest));
  BOOST_TEST(error(lost, from_both) < 0.75 * std::min(alone, at_rest));
  BOOST_TEST(carried.moved_pixels > 6);
  BOOST_TEST(carried.moved_pixels < 48);
}

BOOST_AUTO_TEST_CASE(a_corona_at_rest_is_filled_by_the_context_as_it_is) {
  const Lost lost = lose_block(250);
  BOOST_TEST(error(lost, fill(lost, {{corona(250.2), 1, -0.2}})) < 6e-3);
}

BOOST_AUTO_TEST_CASE(a_context_that_tells_nothing_costs_little) {
  const Lost lost = lose_block(250);
  Image<double> other(kSide, kSide);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      other(x, y) = 1e6 / std::pow(std::hypot(x - kSunX, y - kSunY), 2) * (1 + 0.3 * std::sin(x * 0.21) * std::cos(y * 0.17));
  BOOST_TEST(error(lost, fill(lost, {{other, 1, -0.2}})) < 1.5 * error(lost, fill(lost, {})) + 2e-3);
}

BOOST_AUTO_TEST_CASE(a_context_without_a_value_in_the_hole_is_left_out) {
  const Lost lost = lose_block(250);
  const auto result = fill(lost, {{lost.holed, 1, -0.2}});
  BOOST_TEST(result.ncontext_used == 0U);
  BOOST_TEST(result.moved_pixels == 0);
  BOOST_TEST(result.nfilled == 4096U);
}

BOOST_AUTO_TEST_SUITE_END()
