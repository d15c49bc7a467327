// Headers of two genuine SolarSoft products (2013 and 2019) against corkit's of images as like them as there are here.
//
// Notes     The images differ, and so do the calibration files (synthetic ones here), so values are not compared: keywords and their
//           order, comments, and how each value is printed (kind, digits, columns) are. 35082085 was written by an older FXADDPAR, which
//           puts no blank after the slash.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <cctype>
#include <ostream>

#include "product_cases.hpp"
#include "support/measurements.hpp"
#include "support/raw_fits.hpp"

namespace {

using namespace corkit::test;

struct GenuineCase {
  const char *genuine;  // data/l1
  const char *input;    // below shared/    // data/l05
  bool blank_after_slash;
};
std::ostream &operator<<(std::ostream &out, const GenuineCase &c) { return out << c.genuine; }

const GenuineCase cases[] = {
    {"35082085.fts", "reference/l05/32180003.fts.fz", false},  // C3 Clear, unrolled, with an exposure factor
    {"25354895.fts", "data/l05/22500078.fts.fz", true},        // C2 Orange through a polariser, 512x512, rolled
};

struct Deviation {
  const char *genuine;
  const char *keyword;
  const char *aspect;  // "value", "comment"
  const char *reason;
};
const Deviation expected_deviations[] = {
    {"25354895.fts", "DATAMIN", "value",
     "the FXADDPAR of 2019 prints FLOAT exponents in lower case; the references' and that of 2013 in upper case"},
    {"25354895.fts", "DATAMAX", "value", "as DATAMIN"},
    {"25354895.fts", "DSATVAL", "value", "as DATAMIN"},
    {"25354895.fts", "DSATMIN", "value", "as DATAMIN"},
    {"25354895.fts", "DATAAVG", "value", "as DATAMIN"},
    {"25354895.fts", "DATASIG", "value", "as DATAMIN"},
};

std::string keyword_of(const std::string &card) { return card.substr(0, card.substr(0, 8).find_last_not_of(' ') + 1); }

bool text_card(const std::string &card) { return card.starts_with("COMMENT ") || card.starts_with("HISTORY ") || card.starts_with("END "); }

// Where the value ends: behind the closing quote, or at the slash.
std::size_t end_of_value(const std::string &card) {
  if (card[10] != '\'') return std::min(card.find('/'), card.size());
  std::size_t at = 11;
  while (at < card.size() && (card[at] != '\'' || card.substr(at, 2) == "''")) at += card[at] == '\'' ? 2 : 1;
  return card.find('/', at);
}

// The comment as today's FXADDPAR writes it, cut to the card's end.
std::string comment_of(const std::string &card, bool blank_after_slash) {
  const std::size_t slash = end_of_value(card);
  if (slash >= card.size()) return "<none>";
  std::string comment = card.substr(slash + 1);
  if (!blank_after_slash) {
    comment = " " + comment;
    comment.pop_back();
  }
  return comment;
}

// Kind of value, number of significant digits, exponent letter, and the column it ends at.
std::string format_of(const std::string &card) {
  if (card[10] == '\'') {
    const std::size_t quote = card.find('\'', 11);
    return "string, closing quote " + std::string(quote == 19 ? "at column 20" : "behind the text");
  }
  const std::string value = card.substr(10, end_of_value(card) - 10);
  const std::size_t last = value.find_last_not_of(' ');
  const std::string column = " to column " + std::to_string(11 + last);
  if (value[last] == 'T' || value[last] == 'F') return "logical" + column;
  if (value.find('.') == std::string::npos) return "integer" + column;
  const std::size_t exponent = value.find_first_of("Ee");
  std::size_t digits = 0;
  bool leading = true;
  for (const char c : value.substr(0, exponent)) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) continue;
    if (c != '0') leading = false;
    digits += !leading;
  }
  const std::string precision = leading ? "zero" : digits > 8 ? "double" : "float";
  return precision + column + (exponent == std::string::npos ? "" : std::string(", exponent ") + value[exponent]);
}

bool expected(const GenuineCase &c, const std::string &keyword, const std::string &aspect) {
  return std::any_of(std::begin(expected_deviations), std::end(expected_deviations),
                     [&](const Deviation &d) { return std::string(d.genuine) == c.genuine && keyword == d.keyword && aspect == d.aspect; });
}

}  // namespace

BOOST_DATA_TEST_CASE(headers_have_the_keywords_order_comments_and_formats_of_genuine_products, boost::unit_test::data::make(cases), c) {
  const auto set = reference_set();
  if (set.data.empty()) {
    BOOST_TEST_MESSAGE("skipped, no real images here: data/l1/" << c.genuine);
    return;
  }
  const auto genuine = file_cards(set.data / "l1" / c.genuine);
  auto options = default_options();
  options.compat_bugs = 1;  // SolarSoft loses a HISTORY line (Q7)
  const auto outdir = std::filesystem::path(CORKIT_TEST_DATA_DIR) / "products" / "genuine";
  const auto product = reduce(context_for(set, CalibrationVariant::plain), set.data.parent_path() / c.input, outdir, options);
  auto mine = file_cards(corkit_product_path(product.get()));
  BOOST_REQUIRE_GE(mine.size(), 2U);
  BOOST_TEST(mine[mine.size() - 2].starts_with("HISTORY corkit "));
  mine.erase(mine.end() - 2);

  std::size_t identical = 0, explained = 0, unexplained = 0;
  BOOST_TEST(mine.size() == genuine.size());
  for (std::size_t k = 0; k < std::min(mine.size(), genuine.size()); ++k) {
    const std::string keyword = keyword_of(genuine[k]);
    if (keyword_of(mine[k]) != keyword) {
      BOOST_ERROR("card " << k << ": keyword " << keyword_of(mine[k]) << ", genuine " << keyword);
      ++unexplained;
      continue;
    }
    if (text_card(genuine[k])) {
      if (mine[k] != genuine[k]) BOOST_TEST_MESSAGE("  text  " << mine[k] << "\n        " << genuine[k]);
      ++identical;
      continue;
    }
    if (k == 0) {  // SIMPLE: the comment holds the time
      ++identical;
      continue;
    }
    std::size_t different = 0;
    const auto compare = [&](const std::string &aspect, const std::string &a, const std::string &b) {
      if (a == b) return;
      ++different;
      const bool known = expected(c, keyword, aspect);
      known ? ++explained : ++unexplained;
      BOOST_TEST_MESSAGE("  " << keyword << " " << aspect << ": [" << a << "] genuine [" << b << "]" << (known ? " (expected)" : ""));
      if (!known) BOOST_ERROR("unexplained: " << mine[k] << "\n  genuine " << genuine[k]);
    };
    compare("value", format_of(mine[k]), format_of(genuine[k]));
    compare("comment", comment_of(mine[k], true), comment_of(genuine[k], c.blank_after_slash));
    identical += different == 0;
  }
  Measurement m;
  m.table = "genuine";
  m.what = c.genuine;
  m.against = std::string("data/l1/") + c.genuine + " (corkit's of " + c.input + ")";
  m.must_be = "keywords, order, comments, formats";
  m.oracle = "idl";
  m.reference = set.name();
  m.compared = static_cast<double>(genuine.size());
  m.identical = static_cast<double>(identical);
  m.filled = static_cast<double>(explained);
  m.filled_unit = "explained deviations";
  m.passed = unexplained == 0 && mine.size() == genuine.size();
  record(set.csv("products"), m);
}
