
#include "fits/header.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

Header sample() {
  return Header({"SIMPLE  =                    T / x", "BITPIX  =                   16 / y", "NAXIS   =                    0 /",
                 "FILTER  = 'Clear   '           / filter wheel", "COMMENT  first", "HISTORY  one", "HISTORY  two", "END",
                 "FILTER  = 'after'"});
}

std::vector<std::string> names(const Header &header) {
  std::vector<std::string> out;
  for (const auto &line : header.cards()) {
    BOOST_TEST(line.size() == 80u);
    out.push_back(line.substr(0, line.find_last_not_of(' ', 7) + 1));
  }
  return out;
}

void check_names(const Header &header, const std::vector<std::string> &expected) {
  const auto found = names(header);
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(header_suite)

BOOST_AUTO_TEST_CASE(cards_after_end_are_dropped) { BOOST_TEST(sample().cards().size() == 7u); }

BOOST_AUTO_TEST_CASE(new_keywords_go_before_the_trailing_comments_and_history) {
  auto header = sample();
  header.set("EXPTIME", 19.1f);
  check_names(header, {"SIMPLE", "BITPIX", "NAXIS", "FILTER", "EXPTIME", "COMMENT", "HISTORY", "HISTORY"});
}

BOOST_AUTO_TEST_CASE(a_comment_in_the_middle_is_no_trailing_one) {
  Header header({"SIMPLE  =                    T /", "COMMENT  a", "A       =                    1 /", "HISTORY b"});
  header.set("B", 2);
  check_names(header, {"SIMPLE", "COMMENT", "A", "B", "HISTORY"});
}

BOOST_AUTO_TEST_CASE(comments_follow_the_last_comment_or_precede_the_first_history) {
  auto header = sample();
  header.add_comment(" second");
  BOOST_TEST(header.cards()[5].substr(0, 15) == "COMMENT  second");
  Header bare({"SIMPLE  =                    T /", "HISTORY  one", "A       =                    1 /"});
  bare.add_comment("c");
  check_names(bare, {"SIMPLE", "COMMENT", "HISTORY", "A"});
  Header empty;
  empty.add_comment("c");
  empty.add_history("h");
  check_names(empty, {"COMMENT", "HISTORY"});
}

BOOST_AUTO_TEST_CASE(history_goes_to_the_end) {
  auto header = sample();
  header.add_history(" three");
  BOOST_TEST(header.cards().back().substr(0, 14) == "HISTORY  three");
  BOOST_TEST(header.history() == (std::vector<std::string>{" one", " two", " three"}), boost::test_tools::per_element());
  BOOST_TEST(header.comments() == std::vector<std::string>{" first"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_existing_keyword_is_replaced_in_place_and_keeps_its_comment) {
  auto header = sample();
  header.set("filter", "Orange");
  BOOST_TEST(header.cards()[3] == card80("FILTER  = 'Orange  '           / filter wheel"));
  header.set("FILTER", "Blue", "colour");
  BOOST_TEST(header.cards()[3] == card80("FILTER  = 'Blue    '           / colour"));
  header.set("BITPIX", -32, "");
  BOOST_TEST(header.cards()[1] == card80("BITPIX  =                  -32 / y"));
}

BOOST_AUTO_TEST_CASE(a_kept_comment_keeps_its_leading_blank) {
  Header header({"CDELT1  =              56.0000 /  Arcsec/pixel", "OLD     =                    1 /as older writers wrote"});
  header.set("CDELT1", 23.8f);
  header.set("OLD", 2);
  BOOST_TEST(header.cards()[0] == card80("CDELT1  =              23.8000 /  Arcsec/pixel"));
  BOOST_TEST(header.cards()[1] == card80("OLD     =                    2 / as older writers wrote"));
}

BOOST_AUTO_TEST_CASE(mandatory_keywords_go_where_fits_wants_them) {
  Header header({"HISTORY x"});
  header.set("SIMPLE", true);
  header.set("NAXIS2", 5);
  header.set("BITPIX", 16);
  header.set("OBJECT", "Sun");
  header.set("NAXIS", 2);
  header.set("NAXIS1", 4);
  header.set("EXTEND", true);
  check_names(header, {"SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "EXTEND", "OBJECT", "HISTORY"});
}

BOOST_AUTO_TEST_CASE(strings_beyond_column_30_push_their_comment) {
  Header header;
  header.set("DATE-OBS", "2005-05-13T17:17:34.633", "Final Correction ");
  BOOST_TEST(header.cards()[0] == card80("DATE-OBS= '2005-05-13T17:17:34.633' / Final Correction"));
}

BOOST_AUTO_TEST_CASE(a_string_of_68_columns_still_fits_one_card) {
  Header header;
  const std::string text(68, 'x');
  header.set("LONG", text, "no room");
  BOOST_TEST(header.cards().size() == 1u);
  BOOST_TEST(header.get_string("LONG").value() == text);
}

BOOST_AUTO_TEST_CASE(longer_strings_are_continued_and_come_back_whole) {
  for (const std::size_t length : {69u, 133u, 134u, 135u, 136u, 137u, 200u, 1000u}) {
    std::string text;
    for (std::size_t k = 0; k < length; ++k) text += static_cast<char>('A' + k % 26);
    for (const std::string comment : {"", "short", "a comment that cannot possibly stand beside the last piece of the string"}) {
      auto header = sample();
      header.set("MISSLIST", text, comment);
      BOOST_TEST(header.get_string("MISSLIST").value() == text);
      BOOST_TEST(header.cards()[4] == card80("LONGSTRN= 'OGIP 1.0'           / The OGIP long string convention may be used."));
      BOOST_TEST(header.cards()[9].substr(0, 8) == "MISSLIST");
      for (const auto &line : header.cards()) BOOST_TEST(line.size() == 80u);
      std::string found;
      for (const auto &line : header.cards()) {
        if (line.substr(0, 8) != "CONTINUE") continue;
        const auto slash = line.find("' / ");
        if (slash == std::string::npos) continue;
        const auto end = line.find_last_not_of(' ');
        if (end > slash + 3) found += (found.empty() ? "" : " ") + line.substr(slash + 4, end - slash - 3);
      }
      BOOST_TEST(found == comment);
    }
  }
}

BOOST_AUTO_TEST_CASE(comments_of_any_word_length_are_continued) {
  for (std::size_t word = 1; word < 200; ++word)
    for (const std::size_t length : {69u, 100u, 134u}) {
      Header header;
      header.set("TEXT", std::string(length, 'x'), " " + std::string(word, 'w') + " " + std::string(word, 'v'));
      BOOST_TEST(header.get_string("TEXT").value() == std::string(length, 'x'));
      std::size_t letters = 0;
      for (const auto &line : header.cards())
        if (line.starts_with("CONTINUE"))
          letters += static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return c == 'w' || c == 'v'; }));
      BOOST_TEST(letters == 2 * word);
    }
}

BOOST_AUTO_TEST_CASE(a_doubled_quote_is_never_split) {
  for (std::size_t before = 60; before < 70; ++before) {
    const std::string text = std::string(before, 'x') + "'''" + std::string(70, 'y') + "'";
    Header header;
    header.set("TEXT", text);
    BOOST_TEST(header.get_string("TEXT").value() == text);
  }
}

BOOST_AUTO_TEST_CASE(the_long_string_block_is_written_once) {
  Header header;
  header.set("A", std::string(100, 'a'));
  header.set("B", std::string(100, 'b'));
  check_names(header, {"LONGSTRN", "COMMENT", "COMMENT", "COMMENT", "COMMENT", "A", "CONTINUE", "B", "CONTINUE"});
}

BOOST_AUTO_TEST_CASE(a_short_value_takes_the_continue_cards_with_it) {
  Header header;
  header.set("A", std::string(200, 'a'));
  header.set("B", 1);
  header.set("A", "short");
  check_names(header, {"LONGSTRN", "COMMENT", "COMMENT", "COMMENT", "COMMENT", "A", "B"});
  header.set("A", std::string(200, 'a'), "again");
  header.set("A", 3);
  BOOST_TEST(header.cards()[5] == card80("A       =                    3 / again"));
  check_names(header, {"LONGSTRN", "COMMENT", "COMMENT", "COMMENT", "COMMENT", "A", "B"});
  header.set("A", std::string(200, 'a'));
  header.remove("A");
  check_names(header, {"LONGSTRN", "COMMENT", "COMMENT", "COMMENT", "COMMENT", "B"});
}

BOOST_AUTO_TEST_CASE(an_ampersand_without_continuation_stays) {
  const Header header({"A       = 'fish &'", "B       = 1", "C       = 'x&'", "CONTINUE  no string"});
  BOOST_TEST(header.get_string("A").value() == "fish &");
  BOOST_TEST(header.get_string("C").value() == "x&");
}

BOOST_AUTO_TEST_CASE(values_are_found_under_any_case) {
  auto header = sample();
  BOOST_TEST(header.has("filter"));
  BOOST_TEST(!header.has("FILT"));
  BOOST_TEST(header.get_string("Filter").value() == "Clear");
  BOOST_TEST(!header.get_string("POLAR").has_value());
  BOOST_TEST(!header.get_double("FILTER").has_value());
  BOOST_TEST(header.get_int("SIMPLE").value() == 1);
  BOOST_TEST(header.get_double("BITPIX").value() == 16.0);
  BOOST_TEST(header.is_string("FILTER"));
  BOOST_TEST(!header.is_string("BITPIX"));
}

BOOST_AUTO_TEST_CASE(the_last_of_two_cards_counts) {
  const Header header(
      {"EXPTIME =              19.0996 / first", "POLAR   = 'Clear   '", "EXPTIME =              38.0 / second", "POLAR   = 12"});
  BOOST_TEST(*header.get_double("EXPTIME") == 38.0);
  BOOST_TEST(*header.get_int("exptime") == 38);
  BOOST_TEST(*header.get_string("POLAR") == "12");
  BOOST_TEST(!header.is_string("POLAR"));
}

BOOST_AUTO_TEST_CASE(the_first_of_two_cards_that_describe_the_array_counts) {
  const Header header({"SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 4", "NAXIS2  = 5", "NAXIS1  = 400", "BITPIX  = -32"});
  BOOST_TEST(*header.get_int("NAXIS1") == 4);
  BOOST_TEST(*header.get_int("BITPIX") == 16);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_set_is_the_one_that_is_read) {
  Header header({"EXPTIME =              19.0996 / first", "HISTORY a", "EXPTIME = '38.0    '           / second", "HISTORY b"});
  header.set("EXPTIME", 25.0F);
  BOOST_TEST(*header.get_double("EXPTIME") == 25.0);
  BOOST_TEST(header.cards().size() == 3U);
  BOOST_TEST(header.cards()[0].starts_with("EXPTIME =              25.0000 / first"));
}

BOOST_AUTO_TEST_CASE(repeats_are_dropped_but_commentary_stays) {
  const Header header({"A       = 1", "HISTORY x", "B       = 'long&'", "CONTINUE  'er'", "A       = 2", "B       = 'other&'",
                       "CONTINUE  'wise'", "HISTORY x", "COMMENT y", "COMMENT y"});
  const Header once = header.without_repeats();
  BOOST_TEST(once.cards().size() == 7U);
  BOOST_TEST(*once.get_int("A") == 1);
  BOOST_TEST(*once.get_string("B") == "longer");
}

BOOST_AUTO_TEST_CASE(removing_takes_every_card_of_the_keyword) {
  auto header = sample();
  header.remove("HISTORY");
  header.remove("NOTHERE");
  check_names(header, {"SIMPLE", "BITPIX", "NAXIS", "FILTER", "COMMENT"});
}

BOOST_AUTO_TEST_CASE(line_feeds_cannot_get_into_a_card) {
  Header header;
  header.add_history("a\nb\tc\xe9");
  header.set("A", "x\ny", "z\r");
  BOOST_TEST(header.cards()[0] == card80("A       = 'x y     '           / z"));
  BOOST_TEST(header.history()[0] == "a b\tc?");
}

BOOST_AUTO_TEST_CASE(set_of_comment_and_history_adds_a_line) {
  auto header = sample();
  header.set("HISTORY", " three");
  header.set("COMMENT", " second");
  check_names(header, {"SIMPLE", "BITPIX", "NAXIS", "FILTER", "COMMENT", "COMMENT", "HISTORY", "HISTORY", "HISTORY"});
}

BOOST_AUTO_TEST_SUITE_END()
