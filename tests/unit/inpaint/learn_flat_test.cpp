// The flat field that images of several events have in common, and how weights keep it.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "learn_flat.hpp"
#include "model_file.hpp"
#include "random.hpp"
#include "source_image.hpp"

using namespace corkit::inpaint;
using corkit::Image;

namespace {

constexpr int kLearnedSide = 192;
constexpr double kFlatDeviation = 0.008, kPhotonNoise = 0.01;

Image<float> random_response() {
  Random random(1);
  Image<float> flat(kLearnedSide, kLearnedSide);
  for (float &response : flat) response = static_cast<float>(1 + kFlatDeviation * random.normal());
  return flat;
}

// Two images of each of so many events: streamers of its own, noise, a star and a block that was not read out.
std::vector<SourceImage> events_through(int events, const Image<float> &flat) {
  std::vector<SourceImage> images;
  for (int k = 0; k < 2 * events; ++k) {
    Random random(static_cast<std::uint64_t>(k + 10));
    SourceImage image;
    const int event = k / 2;
    image.day = "2014/01/" + std::to_string(10 + event);
    image.minutes = 1440 * event + 12 * (k % 2);
    image.brightness = Image<float>(kLearnedSide, kLearnedSide);
    image.valid = Image<std::uint8_t>(kLearnedSide, kLearnedSide, 1);
    for (int y = 0; y < kLearnedSide; ++y) {
      for (int x = 0; x < kLearnedSide; ++x) {
        const double corona = 1e9 * std::pow(std::hypot(x + 100.0, y + 90.0), -2.5) * (1 + 0.1 * std::sin(0.05 * x + event));
        image.brightness(x, y) = static_cast<float>(corona * (1 + kPhotonNoise * random.normal())) * flat(x, y);
        if (x < 32 && y < 32) image.valid(x, y) = 0;
      }
    }
    for (int y = 100; y < 102; ++y)
      for (int x = 60; x < 63; ++x)
        if (event == 1) image.brightness(x, y) *= 3;
    images.push_back(std::move(image));
  }
  return images;
}

std::vector<std::size_t> every_index(const std::vector<SourceImage> &images) {
  std::vector<std::size_t> use(images.size());
  for (std::size_t k = 0; k < use.size(); ++k) use[k] = k;
  return use;
}

struct Likeness {
  double slope = 0, correlation = 0;
};

// Of what was learned with the deviation of the flat, away from the edge.
Likeness likeness(const LearnedFlat &learned, const Image<float> &flat) {
  const Image<float> response = response_of(learned);
  double xx = 0, yy = 0, xy = 0;
  for (int y = 40; y < kLearnedSide - 20; ++y) {
    for (int x = 40; x < kLearnedSide - 20; ++x) {
      const double a = static_cast<double>(flat(x, y)) - 1, b = static_cast<double>(response(x, y)) - 1;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
  }
  return {xy / xx, xy / std::sqrt(xx * yy)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(learn_flat)

BOOST_AUTO_TEST_CASE(what_events_have_in_common_is_the_flat) {
  const auto flat = random_response();
  const auto images = events_through(8, flat);
  const FlatLearner learner(images, every_index(images));
  const auto learned = learner.learn();
  const auto [slope, correlation] = likeness(learned, flat);
  BOOST_TEST_MESSAGE("slope " << slope << " correlation " << correlation);
  // Noise of 1 % in 16 images leaves 0.28 % in their mean (with what is trimmed), of which a tenth of the flat is lost.
  BOOST_TEST((slope > 0.8 && slope < 1.0));
  BOOST_TEST(correlation > 0.9);
  // A star of one event is no flat; what was not read out is not known.
  for (int x = 60; x < 63; ++x) BOOST_TEST(std::abs(learned.step * learned.deviation(x, 100)) < 0.03);
  BOOST_TEST(static_cast<int>(learned.deviation(10, 10)) == 0);
}

BOOST_AUTO_TEST_CASE(of_noise_alone_little_is_kept) {
  const auto images = events_through(8, Image<float>(kLearnedSide, kLearnedSide, 1.0F));
  const auto learned = FlatLearner(images, every_index(images)).learn();
  double squares = 0, n = 0;
  for (int y = 40; y < kLearnedSide - 20; ++y) {
    for (int x = 40; x < kLearnedSide - 20; ++x) {
      squares += std::pow(learned.step * learned.deviation(x, y), 2);
      n += 1;
    }
  }
  BOOST_TEST_MESSAGE("deviation " << std::sqrt(squares / n));
  BOOST_TEST(std::sqrt(squares / n) < 0.0015);  // streamers that eight events have not averaged out
  // At the edge a mean of one side tells nothing.
  for (int x = 0; x < kLearnedSide; ++x) BOOST_TEST(static_cast<int>(learned.deviation(x, kLearnedSide - 1)) == 0);
}

BOOST_AUTO_TEST_CASE(an_event_can_be_left_out_and_three_are_needed) {
  const auto flat = random_response();
  const auto images = events_through(4, flat);
  const FlatLearner four(images, every_index(images));
  const auto without = four.learn("2014/01/11");
  BOOST_TEST((without.deviation == FlatLearner(images, {0, 1, 4, 5, 6, 7}).learn().deviation));
  BOOST_TEST((without.deviation != four.learn().deviation));
  BOOST_TEST((four.learn("2014/01/31").deviation == four.learn().deviation));
  const FlatLearner three(images, {0, 2, 4, 5});
  BOOST_TEST(!three.learn().deviation.empty());
  BOOST_TEST(three.learn("2014/01/10").deviation.empty());
  BOOST_TEST(response_of(FlatLearner(images, {0, 1, 2}).learn()).empty());
  BOOST_TEST(FlatLearner(images, {}).learn().deviation.empty());
}

BOOST_AUTO_TEST_CASE(weights_keep_it_to_the_bit) {
  LearnedFlat flat{Image<std::int8_t>(1024, 1024), 0.001, {"2014/01/10", "2014/01/11"}};
  for (std::size_t k = 0; k < flat.deviation.size(); ++k) flat.deviation[k] = static_cast<std::int8_t>(static_cast<int>(k % 255) - 127);
  SafeTensors content;
  store_flat(flat, content);
  const auto again = stored_flat(content, "w");
  BOOST_TEST((again.deviation == flat.deviation && again.step == flat.step && again.days == flat.days));
  BOOST_TEST(response_of(again)[0] == static_cast<float>(1 - 0.127));
  SafeTensors none;
  store_flat({}, none);
  BOOST_TEST(none.tensors.empty());
  BOOST_TEST(stored_flat(none, "w").deviation.empty());
}

BOOST_AUTO_TEST_SUITE_END()
