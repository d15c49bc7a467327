#include "core/card_lines.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>

using namespace corkit;

BOOST_AUTO_TEST_CASE(a_text_that_fits_stays_one_line) {
  for (const auto length : std::initializer_list<std::size_t>{0, 1, 71, 72}) {
    const std::string text(length, 'a');
    BOOST_TEST(card_lines(text) == std::vector<std::string>{text}, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_longer_text_is_broken_at_blanks_and_keeps_its_words) {
  const std::string text = " Missing pixels filled by partial convolutions, 92786 parameters, C2, weights:";
  const std::vector<std::string> expected{" Missing pixels filled by partial convolutions, 92786 parameters, C2,", " weights:"};
  BOOST_TEST(card_lines(text) == expected, boost::test_tools::per_element());
  const std::string exact = std::string(72, 'a') + " " + std::string(71, 'b');
  BOOST_TEST(card_lines(exact) == (std::vector<std::string>{std::string(72, 'a'), " " + std::string(71, 'b')}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_word_longer_than_a_line_is_broken_anywhere_and_nothing_is_lost) {
  const std::string name(200, 'n');
  const auto lines = card_lines(" Fill context: " + name);
  std::string all;
  for (const auto &line : lines) {
    BOOST_TEST(line.size() <= 72U);
    for (const char c : line)
      if (c == 'n') all += c;
  }
  BOOST_TEST(lines.front() == " Fill context:");
  // "context" has one of its own
  BOOST_TEST(all.size() == 201U);
  BOOST_TEST(card_lines(" " + name).front().size() == 72U);
}
