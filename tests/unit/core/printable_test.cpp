#include "core/printable.hpp"

#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <random>

#include "core/error.hpp"

using namespace corkit;

namespace {

struct Case {
  const char *text, *shown;
};
std::ostream &operator<<(std::ostream &out, const Case &c) { return out << c.shown; }

const Case cases[] = {{"C3", "C3"},
                      {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
                      {"two\nlines\tand\ra return", "two\\x0alines\\x09and\\x0da return"},
                      {"\x7f", "\\x7f"},
                      {"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8c\x9e", "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8c\x9e"},
                      {"caf\xe9", "caf\\xe9"},
                      {"\xc2\x9b"
                       "31m",
                       "\\xc2\\x9b"
                       "31m"},
                      {"\xc0\xaf", "\\xc0\\xaf"},
                      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
                      {"\xe2\x82", "\\xe2\\x82"},
                      {"\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80"},
                      {"", ""}};

}  // namespace

BOOST_DATA_TEST_CASE(text_is_shown_as_one_line_of_utf8, boost::unit_test::data::make(cases), c) {
  BOOST_TEST(escaped(c.text) == c.shown);
  BOOST_TEST(escaped(c.shown) == c.shown);
  BOOST_TEST(std::string(Error(CORKIT_ERROR_INPUT, c.text).what()) == c.shown);
}

BOOST_AUTO_TEST_CASE(values_are_quoted_and_cut_between_characters) {
  BOOST_TEST(quoted("Clear") == "'Clear'");
  BOOST_TEST(quoted(std::string(41, 'x'), 40) == "'" + std::string(40, 'x') + "...'");
  BOOST_TEST(quoted("aaa\xc3\xa9 and more", 4) == "'aaa...'");
}

BOOST_AUTO_TEST_CASE(any_bytes_become_printable_without_memory) {
  std::mt19937 random(7);
  for (int k = 0; k < 2000; ++k) {
    std::array<char, 24> text{};
    for (std::size_t i = 0; i + 1 < text.size(); ++i) text[i] = static_cast<char>(random() % 255 + 1);
    const auto before = std::strlen(text.data());
    make_printable(text.data());
    BOOST_TEST(std::strlen(text.data()) == before);
    BOOST_TEST(escaped(text.data()) == text.data());
  }
}
