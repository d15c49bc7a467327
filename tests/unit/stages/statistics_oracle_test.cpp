// Statistics against their definition as plain loops and a sort, to the bit.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "stages/statistics.hpp"

using namespace corkit;

namespace {

template <class T>
std::vector<HeaderValue> defined(std::vector<T> pixels, std::optional<float> satmax, std::optional<float> satmin) {
  std::vector<T> positive;
  const auto collect = [&] {
    positive.clear();
    for (const T p : pixels)
      if (p > 0) positive.push_back(p);
  };
  collect();
  if (positive.empty()) return {};
  if (*std::max_element(positive.begin(), positive.end()) >= static_cast<T>(0.1F)) {
    for (T &p : pixels)
      if (p > static_cast<T>(0.00005F)) p = static_cast<T>(0.00005F);
    collect();
  }
  double sum = 0;
  for (const T p : positive) sum += static_cast<double>(p);
  const auto count = static_cast<double>(positive.size());
  const double mean = sum / count;
  double squares = 0;
  for (const T p : positive) squares += (static_cast<double>(p) - mean) * (static_cast<double>(p) - mean);

  std::vector<T> sorted = positive;
  std::sort(sorted.begin(), sorted.end());
  const T upper = satmax ? static_cast<T>(*satmax) : sorted.back();
  const T lower = satmin ? static_cast<T>(*satmin) : sorted.front();
  long long unsaturated = 0;
  long long low = 0;
  T largest_below = -std::numeric_limits<T>::infinity();
  for (const T p : pixels) {
    if (p < upper) {
      ++unsaturated;
      largest_below = std::max(largest_below, p);
    }
    if (p < lower && p != 0) ++low;
  }
  const T largest = upper == sorted.back() && unsaturated > 0 ? largest_below : sorted.back();
  const auto all = static_cast<long long>(pixels.size());
  std::vector<HeaderValue> values{static_cast<float>(sorted.front()), static_cast<float>(largest),
                                  all - static_cast<long long>(positive.size()), all - unsaturated};
  values.push_back(satmax ? HeaderValue(*satmax) : HeaderValue(upper));
  values.push_back(satmin ? HeaderValue(*satmin) : HeaderValue(lower));
  values.push_back(low);
  values.push_back(static_cast<T>(mean));
  values.push_back(static_cast<T>(positive.size() < 2 ? 0 : std::sqrt(squares / (count - 1))));

  double scale = 1;
  while (sorted[sorted.size() / 2] * scale < 1000 && scale < 1e300) scale *= 10;
  const auto bin_of = [scale](T p) { return static_cast<std::int64_t>(std::min(p * scale, 9e18)); };
  std::int64_t bin = -1;
  for (const float limit : {0.01F, 0.10F, 0.25F, 0.5F, 0.75F, 0.90F, 0.95F, 0.98F, 0.99F}) {
    const auto rank = static_cast<std::size_t>(std::floor(limit * static_cast<float>(positive.size())));
    bin = std::min(std::max(bin_of(sorted[std::min(rank, sorted.size() - 1)]), bin + 1), bin_of(sorted.back()));
    values.emplace_back(static_cast<double>(bin) / scale);
  }
  return values;
}

template <class T>
void check(const std::vector<T> &pixels, int nx, std::optional<float> satmax, std::optional<float> satmin) {
  Image<T> image(nx, static_cast<int>(pixels.size()) / nx);
  std::copy(pixels.begin(), pixels.end(), image.begin());
  const auto expected = defined(pixels, satmax, satmin);
  RealImage changed = image;
  const auto cards = reduce_statistics2(changed, satmax, satmin);
  BOOST_REQUIRE(cards.size() == expected.size());
  for (std::size_t k = 0; k < cards.size(); ++k) BOOST_TEST((cards[k].value == expected[k]), cards[k].keyword);
}

// Noise around zero, many equal values, zeros of both signs and pixels that are no numbers.
template <class T>
std::vector<T> random_pixels(std::mt19937_64 &random, int kind) {
  std::normal_distribution<double> noise(kind % 2 == 0 ? 0 : 3e-10, 2e-10);
  std::lognormal_distribution<double> wide(-22, 4);
  std::uniform_int_distribution<int> special(0, 40);
  std::vector<T> pixels(64 * 48);
  for (T &p : pixels) {
    p = static_cast<T>(kind < 4 ? noise(random) : wide(random));
    if (kind == 3) p = static_cast<T>(std::round(static_cast<double>(p) * 1e10) * 1e-10);
    switch (special(random)) {
      case 0:
        p = 0;
        break;
      case 1:
        p = -T{0};
        break;
      case 2:
        p = std::numeric_limits<T>::quiet_NaN();
        break;
      case 3:
        p = -p;
        break;
      case 4:
        p = std::numeric_limits<T>::denorm_min();
        break;
      default:
        break;
    }
  }
  if (kind == 5) pixels[100] = T{7};  // a hot pixel
  return pixels;
}

template <class T>
void check_random_statistics() {
  std::mt19937_64 random(11);
  for (int kind = 0; kind < 6; ++kind)
    for (int round = 0; round < 8; ++round) {
      const auto pixels = random_pixels<T>(random, kind);
      check(pixels, 64, std::nullopt, std::nullopt);
      check(pixels, 64, 6.5e-9F, std::nullopt);
      check(pixels, 64, 3e-10F, 1e-10F);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statistics_as_defined)

BOOST_AUTO_TEST_CASE(float_images) { check_random_statistics<float>(); }
BOOST_AUTO_TEST_CASE(double_images) { check_random_statistics<double>(); }
BOOST_AUTO_TEST_CASE(infinite_pixels_are_positive_pixels) {
  std::vector<float> pixels(32, 2e-10F);
  pixels[3] = -std::numeric_limits<float>::infinity();
  check(pixels, 8, std::nullopt, std::nullopt);
}

BOOST_AUTO_TEST_SUITE_END()
