// Headers of every kind of card: parsing what was written gives what was written.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "generator.hpp"
#include "random_cases.hpp"
#include "recipe.hpp"

namespace {

using namespace corkit::test;
using corkit::HeaderValue;
namespace data = boost::unit_test::data;

corkit::Header mandatory() {
  return corkit::Header(
      {card_of("SIMPLE", "T"), card_of("BITPIX", "16"), card_of("NAXIS", "2"), card_of("NAXIS1", "3"), card_of("NAXIS2", "2")});
}

HeaderValue random_value(Draw &draw) {
  switch (draw.between(0, 5)) {
    case 0:
      return draw.chance(0.5);
    case 1:
      return static_cast<long long>(draw.real(-1, 1) * std::pow(10.0, draw.between(0, 18)));
    case 2:
      return static_cast<float>(draw.real(-1, 1) * std::pow(10.0, draw.between(-30, 30)));
    case 3:
      return draw.real(-1, 1) * std::pow(10.0, draw.between(-100, 100));
    case 4:
      return random_text(draw, 68);
    default:
      return random_text(draw, 400);
  }
}

std::string random_keyword(Draw &draw) {
  std::string keyword = "K";
  const int length = draw.between(1, 7);
  for (int k = 0; k < length; ++k) keyword += "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"[draw.between(0, 37)];
  return keyword;
}

// Blanks before a comment that is continued on another card are not kept.
std::string random_comment(Draw &draw) {
  if (draw.chance(0.5)) return "";
  const auto text = random_text(draw, 60);
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

struct Made {
  corkit::Header header = mandatory();
  std::map<std::string, HeaderValue> values;
};

Made random_header(Draw &draw) {
  Made made;
  const int cards = draw.between(1, 60);
  for (int k = 0; k < cards; ++k) {
    switch (draw.between(0, 9)) {
      case 0:
        made.header.add_history(random_text(draw, 72));
        break;
      case 1:
        made.header.add_comment(random_text(draw, 72));
        break;
      case 2: {  // cards that set() does not make
        auto all = made.header.cards();
        for (auto &card : unread_cards(draw)) all.push_back(std::move(card));
        made.header = corkit::Header(all);
        break;
      }
      default: {
        const auto keyword = random_keyword(draw);
        const auto value = random_value(draw);
        made.header.set(keyword, value, random_comment(draw));
        made.values[keyword] = value;
      }
    }
  }
  return made;
}

// FXADDPAR takes these texts for logicals.
bool is_logical(const std::string &text) { return text == "T" || text == "F" || text == "t" || text == "f"; }

// Printed and read, a value is itself: texts and integers at once, real numbers from the second time on (six and twelve digits).
void check_value(const corkit::Header &header, const std::string &keyword, const HeaderValue &value) {
  if (const auto *text = std::get_if<std::string>(&value)) {
    if (is_logical(*text)) return;
    BOOST_TEST(header.is_string(keyword));
    BOOST_TEST(header.get_string(keyword).value_or("<none>") == *text,
               keyword << ": [" << header.get_string(keyword).value_or("<none>") << "] for [" << *text << "]");
  } else if (const auto *integer = std::get_if<long long>(&value)) {
    BOOST_TEST(header.get_int(keyword).value_or(-1) == *integer, keyword);
  } else if (const auto *logical = std::get_if<bool>(&value)) {
    BOOST_TEST(header.get_double(keyword).value_or(-1) == (*logical ? 1 : 0), keyword);
  } else {
    const bool single = std::holds_alternative<float>(value);
    const double real = single ? static_cast<double>(std::get<float>(value)) : std::get<double>(value);
    const double read = header.get_double(keyword).value_or(std::numeric_limits<double>::quiet_NaN());
    BOOST_TEST(std::abs(read - real) <= std::abs(real) * (single ? 5.1e-6 : 5.1e-12), keyword << ": " << read << " for " << real);
    const HeaderValue again = single ? HeaderValue{static_cast<float>(read)} : HeaderValue{read};
    BOOST_TEST(corkit::format_value(again) == corkit::format_value(value), keyword);
  }
}

}  // namespace

BOOST_DATA_TEST_CASE(a_header_that_is_written_is_read_as_it_was, data::make(seeds(300)), seed) {
  auto draw = seed.draw();
  const auto made = random_header(draw);
  for (const auto &[keyword, value] : made.values) check_value(made.header, keyword, value);
  BOOST_TEST((corkit::Header(made.header.cards()) == made.header));
  for (const auto &card : made.header.cards()) BOOST_TEST(card.size() == 80U);

  const auto path = random_set().scratch() / "header.fts";
  corkit::write_fits(path, corkit::Image<std::int16_t>(3, 2), made.header);
  const auto read = corkit::read_fits_header(path);
  BOOST_TEST(read.cards() == made.header.cards(), boost::test_tools::per_element());
  BOOST_TEST((corkit::read_fits(path).header == made.header));
}

BOOST_DATA_TEST_CASE(a_value_that_is_replaced_by_itself_changes_no_card, data::make(seeds(100)), seed) {
  auto draw = seed.draw();
  const auto made = random_header(draw);
  auto again = made.header;
  for (const auto &[keyword, value] : made.values) again.set(keyword, value);
  BOOST_TEST(again.cards() == made.header.cards(), boost::test_tools::per_element());
}
