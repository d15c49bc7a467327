// Holes by what changed in them, and the tables of their scores.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/error.hpp"
#include "hole_classes.hpp"
#include "sample_source.hpp"
#include "score_table.hpp"

using namespace corkit::inpaint;
using corkit::Image;

namespace {

// A flat corona about the Sun at the centre; `front` adds a bright shell.
SourceImage source(bool front) {
  SourceImage image;
  image.detector = "C2";
  image.sun_x = image.sun_y = 511.5;
  image.rsun = 81;
  image.brightness = Image<float>(1024, 1024, 1000.0F);
  image.valid = Image<std::uint8_t>(1024, 1024, 1);
  for (int y = 0; y < 1024 && front; ++y)
    for (int x = 0; x < 1024; ++x)
      if (x > 511 && std::abs(std::hypot(x - 511.5, y - 511.5) - 350) < 20) image.brightness(x, y) = 1300;
  return image;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hole_classes)

BOOST_AUTO_TEST_CASE(front_holes_lie_on_the_front_and_quiet_ones_elsewhere) {
  const SourceImage image = source(true), other = source(false);
  const Image<float> change = change_between(image, other);
  Random random(1);
  TakenPlaces taken, others;
  const Trial front = ranked_trial(random, image, 0, change, HoleClass::front, 1, 5, true, taken);
  const Trial quiet = ranked_trial(random, image, 0, change, HoleClass::quiet, 1, 5, true, others);
  BOOST_REQUIRE(front.holes.size() == 5U);
  BOOST_REQUIRE(quiet.holes.size() == 5U);
  for (const HolePlace &hole : front.holes) BOOST_TEST(spread_of_change(change, hole.x0, hole.y0, 64, 64) > 0.1);
  for (const HolePlace &hole : quiet.holes) BOOST_TEST(spread_of_change(change, hole.x0, hole.y0, 64, 64) == 0);
  // A second trial goes down the list.
  const double least = spread_of_change(change, front.holes.back().x0, front.holes.back().y0, 64, 64);
  const Trial next = ranked_trial(random, image, 0, change, HoleClass::front, 1, 5, true, taken);
  for (const HolePlace &hole : next.holes)
    for (const HolePlace &before : front.holes) BOOST_TEST((hole.x0 != before.x0 || hole.y0 != before.y0));
  BOOST_TEST(least > 0);
}

BOOST_AUTO_TEST_CASE(exposure_stars_and_what_is_not_read_out_are_no_change) {
  const SourceImage image = source(false);
  SourceImage other = source(false);
  for (float &value : other.brightness) value *= 1.1F;
  other.brightness(303, 303) = 50000;
  BOOST_TEST(spread_of_change(change_between(image, other), 288, 288, 64, 64) < 1e-6);
  for (auto &valid : other.valid) valid = 0;
  BOOST_TEST(std::isnan(spread_of_change(change_between(image, other), 288, 288, 64, 64)));
}

BOOST_AUTO_TEST_CASE(holes_for_training_are_drawn_to_the_fronts_when_asked) {
  std::vector<SourceImage> images{source(true), source(false)};
  images[1].minutes = 12;
  const Image<float> change = change_between(images[0], images[1]);
  const auto spread = [&](double fronts) {
    Sampling sampling;
    sampling.fronts = fronts;
    const SampleSource drawn(images, {0, 1}, true, sampling, 4, 5);
    double sum = 0;
    int n = 0;
    for (std::uint64_t g = 0; g < 6; ++g) {
      const auto holed = drawn.holed_image(g);
      BOOST_TEST_REQUIRE(holed.has_value());
      BOOST_TEST(holed->scene.contexts.size() == 1U);
      for (const HolePlace &hole : holed->holes) {
        sum += spread_of_change(change, hole.x0, hole.y0, hole.columns * 32, hole.rows * 32);
        ++n;
      }
    }
    return sum / n;
  };
  BOOST_TEST(spread(1) > 2 * spread(0));
}

BOOST_AUTO_TEST_CASE(a_sample_mirrored_twice_is_the_sample) {
  Sample sample;
  sample.input.data = Image<float>(3, 2);
  sample.input.data(0, 1) = 5;
  sample.input.data_mask = Image<std::uint8_t>(3, 2);
  sample.input.guides.push_back(sample.input.data);
  sample.truth = sample.input.data;
  sample.hole = sample.input.data_mask;
  mirror(sample);
  BOOST_TEST(sample.input.guides[0](2, 1) == 5);
  mirror(sample);
  BOOST_TEST(sample.truth(0, 1) == 5);
}

BOOST_AUTO_TEST_CASE(classes_have_names) {
  for (const char *name : {"random", "front", "quiet"}) BOOST_TEST(hole_class_name(hole_class(name)) == name);
  BOOST_CHECK_THROW(hole_class("loud"), corkit::Error);
}

BOOST_AUTO_TEST_CASE(rows_of_all_holes_come_before_those_of_each_event) {
  ScoreTable table("2x2", HoleClass::front);
  for (const double error : {0.01, 0.02, 0.03}) {
    HoleScore score;
    score.smoothed = error;
    table.add("membrane isotropic", false, "2014/02/12", score);
  }
  HoleScore score;
  score.smoothed = 0.08;
  table.add("membrane isotropic", false, "2013/08/17", score);
  BOOST_TEST(table.rows(false).size() == 1U);
  const auto rows = table.rows(true);
  BOOST_REQUIRE(rows.size() == 3U);
  BOOST_TEST(rows[0]["holes"].get<int>() == 4);
  BOOST_TEST(rows[0]["smoothed_median"].get<double>() == 2.5);
  BOOST_TEST(rows[1]["day"].get<std::string>() == "2013/08/17");
  BOOST_TEST(rows[2]["smoothed_median"].get<double>() == 2);
  BOOST_TEST(rows[2]["class"].get<std::string>() == "front");
}

BOOST_AUTO_TEST_SUITE_END()
