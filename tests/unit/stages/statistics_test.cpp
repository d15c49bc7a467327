#include <boost/test/unit_test.hpp>

#include "stages/statistics.hpp"

using namespace corkit;

namespace {

HeaderValue card(const std::vector<StatisticsCard> &cards, const std::string &keyword) {
  for (const auto &c : cards)
    if (c.keyword == keyword) return c.value;
  BOOST_FAIL("no card " + keyword);
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statistics_keywords)

BOOST_AUTO_TEST_CASE(image_without_positive_pixels_has_none) {
  RealImage image = Image<float>(4, 4, -1.0F);
  BOOST_TEST(reduce_statistics2(image, std::nullopt, std::nullopt).empty());
}

BOOST_AUTO_TEST_CASE(negatives_count_as_zero_pixels) {
  RealImage image = Image<float>(4, 1, 1e-11F);
  std::get<Image<float>>(image)(0, 0) = -1e-11F;
  std::get<Image<float>>(image)(1, 0) = 0;
  const auto cards = reduce_statistics2(image, std::nullopt, std::nullopt);
  BOOST_TEST(std::get<long long>(card(cards, "DATAZER")) == 2);
  BOOST_TEST(cards.size() == 18U);
}

BOOST_AUTO_TEST_CASE(satmax_keeps_its_type_in_a_double_image) {
  RealImage image = Image<double>(8, 8, 1e-11);
  const auto cards = reduce_statistics2(image, 6.5e-9F, std::nullopt);
  BOOST_TEST(std::holds_alternative<float>(card(cards, "DSATVAL")));
  BOOST_TEST(std::holds_alternative<double>(card(cards, "DSATMIN")));
}

BOOST_AUTO_TEST_CASE(hot_pixels_are_capped_in_place) {
  RealImage image = Image<float>(4, 1, 1e-6F);
  std::get<Image<float>>(image)(2, 0) = 0.2F;
  (void)reduce_statistics2(image, std::nullopt, std::nullopt);
  BOOST_TEST(std::get<Image<float>>(image)(2, 0) == 0.00005F);
}

BOOST_AUTO_TEST_CASE(percentiles_advance_by_a_bin_each_even_in_a_constant_image) {
  RealImage image = Image<float>(16, 16, 1e-11F);
  const auto cards = reduce_statistics2(image, std::nullopt, std::nullopt);
  BOOST_TEST(std::get<double>(card(cards, "DATAP99")) == std::get<double>(card(cards, "DATAP01")));
}

BOOST_AUTO_TEST_CASE(one_positive_pixel_has_no_deviation) {
  RealImage image = Image<float>(4, 4, 0.0F);
  std::get<Image<float>>(image)(1, 1) = 2e-10F;
  const auto cards = reduce_statistics2(image, std::nullopt, std::nullopt);
  BOOST_TEST(std::get<float>(card(cards, "DATASIG")) == 0.0F);
  BOOST_TEST(std::get<float>(card(cards, "DATAAVG")) == 2e-10F);
}

BOOST_AUTO_TEST_SUITE_END()
