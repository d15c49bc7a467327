// --pointing: roll and Sun centre of tables, stars and interim values, and what products say about them.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "../../support/reference_set.hpp"
#include "made_sky.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

constexpr const char *kC3 = "32180023";      // 2005-05-13, within the tables
constexpr const char *kLate = "2021/07/20";  // beyond them
constexpr int kLateMjd = 59415;

struct Reduced {
  Product product;
  std::vector<std::string> cards, warnings;

  double number(const char *keyword) const {
    double value = 0;
    must(corkit_header_get_double(corkit_product_header(product.get()), keyword, &value));
    return value;
  }
  bool says(const std::string &text) const {
    return std::any_of(cards.begin(), cards.end(), [&](const auto &card) { return card.find(text) != std::string::npos; });
  }
  bool warns(const std::string &text) const {
    return std::any_of(warnings.begin(), warnings.end(), [&](const auto &w) { return w.find(text) != std::string::npos; });
  }
};

const Context &the_context() {
  static const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  return context;
}

ImageWithHeader c3_image(const char *date = nullptr) {
  auto image = read_image(the_context(), reference_set().find("l05/" + std::string(kC3) + ".fts.fz").value());
  if (date != nullptr) must(corkit_header_set_string(image.header.get(), "DATE-OBS", date, nullptr));
  if (date != nullptr) must(corkit_header_set_double(image.header.get(), "MID_DATE", kLateMjd, nullptr));
  return image;
}

corkit_tcr tables_of(const ImageWithHeader &image) {
  corkit_tcr tcr{};
  must(corkit_adjust_hdr_tcr(the_context().get(), test::Header(corkit_header_copy(image.header.get())).get(), &tcr));
  return tcr;
}

Reduced reduced(const ImageWithHeader &image, int pointing, const std::string &ephemeris = {}, int geometry = CORKIT_GEOMETRY_SOLARSOFT) {
  auto options = default_options();
  options.pointing = pointing;
  options.ephemeris = ephemeris.empty() ? nullptr : ephemeris.c_str();
  options.geometry = geometry;
  corkit_product *made = nullptr;
  must(corkit_reduce_level1_array(the_context().get(), image.image.get(), image.header.get(), nullptr, &options, &made));
  Reduced result{Product(made), cards_of(corkit_product_header(made)), {}};
  const char *sentence = nullptr;
  for (std::size_t i = 0; i < corkit_product_warning(made, 0, &sentence); ++i) {
    corkit_product_warning(made, i, &sentence);
    result.warnings.emplace_back(sentence);
  }
  return result;
}

std::string made_ephemeris(int mjd) {
  const auto path = std::filesystem::path(CORKIT_TEST_DATA_DIR) / ("soho_" + std::to_string(mjd) + ".txt");
  write_made_ephemeris(path, mjd);
  return path.string();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pointing)

BOOST_AUTO_TEST_CASE(without_an_ephemeris_stars_give_the_roll_and_the_tables_the_sun) {
  const auto image = c3_image();
  const auto tables = tables_of(image);
  BOOST_TEST(paint(the_context(), image, {tables.xpos, tables.ypos, tables.roll_deg + 0.05}) > 100);
  const auto by_tables = reduced(image, CORKIT_POINTING_TABLES);
  const auto by_stars = reduced(image, CORKIT_POINTING_STARS);
  BOOST_TEST(std::abs(by_stars.number("CROTA") - tables.roll_deg - 0.05) < 0.004);
  BOOST_TEST(by_stars.number("CRPIX1") == by_tables.number("CRPIX1"));
  BOOST_TEST(by_stars.says("From stars"));
  BOOST_TEST(by_stars.says("Roll is from stars in the image, Sun centre from the pointing tables"));
  BOOST_TEST(!by_stars.warns("disagree"));
  BOOST_TEST(!by_tables.says("stars"));
}

BOOST_AUTO_TEST_CASE(with_an_ephemeris_stars_give_the_sun_too) {
  const auto image = c3_image();
  const auto tables = tables_of(image);
  paint(the_context(), image, {tables.xpos + 0.8, tables.ypos - 0.4, tables.roll_deg + 0.3});
  const auto product = reduced(image, CORKIT_POINTING_STARS, made_ephemeris(53503));
  BOOST_TEST(std::abs(product.number("CRPIX1") - (tables.xpos + 0.8 + 1)) < 0.05);
  BOOST_TEST(std::abs(product.number("CRPIX2") - (tables.ypos - 0.4 + 1)) < 0.05);
  BOOST_TEST(std::abs(product.number("CROTA") - (tables.roll_deg + 0.3)) < 0.004);
  BOOST_TEST(product.says("Roll and Sun centre are from stars"));
  BOOST_TEST(product.warns("disagree, by 0.3"));
}

BOOST_AUTO_TEST_CASE(auto_takes_the_tables_where_they_reach) {
  const auto image = c3_image();
  const auto by_tables = reduced(image, CORKIT_POINTING_TABLES);
  const auto automatic = reduced(image, CORKIT_POINTING_AUTO);
  for (const char *keyword : {"CRPIX1", "CRPIX2", "CROTA"}) BOOST_TEST(automatic.number(keyword) == by_tables.number(keyword));
  BOOST_TEST(automatic.says("Roll and Sun centre are from the pointing tables"));
}

BOOST_AUTO_TEST_CASE(auto_takes_stars_beyond_the_tables) {
  const auto image = c3_image(kLate);
  paint(the_context(), image, {518.0, 532.6, -0.11});
  const auto roll_only = reduced(image, CORKIT_POINTING_AUTO);
  BOOST_TEST(std::abs(roll_only.number("CROTA") - -0.11) < 0.004);
  BOOST_TEST(roll_only.number("CRPIX1") == 519.2, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(roll_only.warns("the roll is from stars, the Sun centre an interim value"));
  const auto both = reduced(image, CORKIT_POINTING_AUTO, made_ephemeris(kLateMjd));
  BOOST_TEST(std::abs(both.number("CRPIX1") - 519.0) < 0.05);
  BOOST_TEST(std::abs(both.number("CRPIX2") - 533.6) < 0.05);
  BOOST_TEST(!both.warns("interim"));
  // In the sky's geometry the Sun's pixel is the one behind the correction.
  const auto sky = reduced(image, CORKIT_POINTING_AUTO, made_ephemeris(kLateMjd), CORKIT_GEOMETRY_SKY);
  BOOST_TEST(std::abs(sky.number("CRPIX1") - both.number("CRPIX1")) < 0.02);
  BOOST_TEST(sky.number("CDELT1") == 56.1, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(an_image_upside_down_is_found_out) {
  const auto image = c3_image(kLate);
  paint(the_context(), image, {518.0, 532.6, 179.9});
  const auto product = reduced(image, CORKIT_POINTING_STARS);
  BOOST_TEST(std::abs(product.number("CROTA")) < 0.01);  // turned to north
  BOOST_TEST(product.warns("CROTA1 of the header is 0"));
  BOOST_TEST(product.warns("the roll that stars in the image show 179.9"));
}

BOOST_AUTO_TEST_CASE(without_stars_the_tables_are_used_with_a_warning) {
  const auto image = c3_image();
  const auto pixels = pixels_of<std::int16_t>(image.image.get());
  std::fill(pixels.begin(), pixels.end(), std::int16_t{800});
  const auto product = reduced(image, CORKIT_POINTING_STARS);
  BOOST_TEST(product.number("CROTA") == reduced(image, CORKIT_POINTING_TABLES).number("CROTA"));
  BOOST_TEST(product.warns("--pointing stars: the stars in the image give no solution"));
  BOOST_TEST(product.says("corkit pointing: no solution from stars"));
  BOOST_TEST(!product.says("From stars"));
}

BOOST_AUTO_TEST_CASE(tables_at_odds_with_the_header_are_warned_of_in_every_mode) {
  const auto image = c3_image();
  must(corkit_header_set_double(image.header.get(), "CROTA1", 90, nullptr));
  for (const int mode : {CORKIT_POINTING_TABLES, CORKIT_POINTING_AUTO, CORKIT_POINTING_STARS})
    BOOST_TEST(reduced(image, mode).warns("the roll of the pointing tables"));
}

BOOST_AUTO_TEST_CASE(an_ephemeris_of_other_dates_is_an_error) {
  const auto image = c3_image();
  paint(the_context(), image, {518.2, 532.5, -0.2});
  BOOST_CHECK_THROW(reduced(image, CORKIT_POINTING_STARS, made_ephemeris(kLateMjd)), Failure);
  BOOST_CHECK_THROW(reduced(image, CORKIT_POINTING_STARS, "/no/such/file"), Failure);
}

BOOST_AUTO_TEST_SUITE_END()
