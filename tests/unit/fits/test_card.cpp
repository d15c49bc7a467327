#include <clocale>
#include <limits>

#include "fits/card.hpp"
#include "fits/card_text.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

BOOST_AUTO_TEST_SUITE(card_suite)

BOOST_AUTO_TEST_CASE(values_print_as_fxaddpar_prints_them) {
  const struct {
    HeaderValue value;
    std::string field;  // columns 11 on
  } table[] = {
      {true, "                   T"},
      {false, "                   F"},
      {0LL, "                   0"},
      {-32768LL, "              -32768"},
      {std::numeric_limits<long long>::min(), "-9223372036854775808"},
      {25.0991f, "             25.0991"},
      {0.0f, "             0.00000"},
      {9.91821e-14f, "         9.91821E-14"},
      {62295.0f, "             62295.0"},
      {123457.0f, "             123457."},
      {1.4759090e9f, "         1.47591E+09"},
      {-0.122418f, "           -0.122418"},
      {959.343641796, "       959.343641796"},
      {7.59e-11, "   7.59000000000E-11"},
      {-7.59e-211, " -7.59000000000E-211"},
      {0.0, "       0.00000000000"},
      {1e12, "   1.00000000000E+12"},
      {123456789012.0, "       123456789012."},
      {0.0001, "   0.000100000000000"},
      {std::string(""), "'        '          "},
      {std::string("C3"), "'C3      '          "},
      {std::string("35180093.fts"), "'35180093.fts'      "},
      {std::string("123456789012345678"), "'123456789012345678'"},
      {std::string("2005-05-13T17:17:34.633"), "'2005-05-13T17:17:34.633'"},
      {std::string("O'Neill"), "'O''Neill'          "},
      {std::string("T"), "                   T"},
      {std::string("f"), "                   F"},
      {std::string("a\tb"), "'a       b'         "},
      {std::numeric_limits<float>::quiet_NaN(), "'NaN     '          "},
      {-std::numeric_limits<double>::infinity(), "'-Inf    '          "},
  };
  for (const auto &row : table) BOOST_TEST(format_value(row.value) == row.field);
}

BOOST_AUTO_TEST_CASE(general_format_is_that_of_c) {
  for (const double x : {0.0, 1.0, -1.5, 999999999999.4, 1e-4, 9.99999999999951e-5, 1e-5, 3.14159e17, -2.5e-308, 959.343641796}) {
    char expected[64];
    std::snprintf(expected, sizeof expected, "%#.12G", x);
    BOOST_TEST(card::general(x, 12) == expected);
  }
}

BOOST_AUTO_TEST_CASE(a_number_that_rounds_up_to_the_next_power_changes_notation) {
  // glibc 2.36 prints 1.E+12 here.
  BOOST_TEST(card::general(999999999999.6, 12) == "1.00000000000E+12");
}

BOOST_AUTO_TEST_CASE(values_are_read_as_fxpar_reads_them) {
  const struct {
    std::string line, text, comment;
    bool quoted;
  } table[] = {
      {"NAXIS   =                    2 /", "2", "", false},
      {"EXPTIME =              19.1187 /  (Seconds) Corrected", "19.1187", " (Seconds) Corrected", false},
      {"BITPIX  =                   16 /Integer*2 (short integer)", "16", "Integer*2 (short integer)", false},
      {"DETECTOR= 'C3      '           /", "C3", "", true},
      {"TIME-OBS= '        '           /  Obsolete", "", " Obsolete", true},
      {"OBSERVER= 'O''Neill'/x", "O'Neill", "x", true},
      {"QUOTE   = ''''", "'", "", true},
      {"EMPTY   = ''", "", "", true},
      {"SLASH   = 'a / b'  / c", "a / b", "c", true},
      {"FREE    =12/twelve", "12", "twelve", false},
      {"BARE    = T", "T", "", false},
      {"NOTHING =", "", "", false},
      {"UNDEF   =                      / undefined", "", "undefined", false},
      {"OPEN    = 'never closed / x", "never closed / x", "", true},
      {"  BLANK = 3", "3", "", false},
  };
  for (const auto &row : table) {
    const auto value = card::parse(card80(row.line));
    BOOST_REQUIRE_MESSAGE(value.has_value(), row.line);
    BOOST_TEST(value->text == row.text);
    BOOST_TEST(value->comment == row.comment);
    BOOST_TEST(value->quoted == row.quoted);
  }
  for (const auto *line : {"COMMENT = 'x'", "HISTORY =", "        = 3", "HIERARCH a b = 3", "", "SHORT"})
    BOOST_TEST(!card::parse(line).has_value(), line);
}

BOOST_AUTO_TEST_CASE(numbers_are_read_in_every_notation) {
  const struct {
    std::string token;
    double value;
  } table[] = {{"12", 12},  {"-3.5", -3.5}, {"+7", 7}, {"1.5D-3", 1.5e-3}, {"2d2", 200},   {"1E5", 1e5},
               {".5", 0.5}, {"5.", 5},      {"T", 1},  {"F", 0},           {"1e-999", 0.0}};
  for (const auto &row : table) BOOST_TEST(card::to_double(row.token).value_or(-99) == row.value, row.token);
  for (const auto *token : {"", "x", "12x", "1e999", "--3", "+-3", "1 2", "0x10"}) BOOST_TEST(!card::to_double(token).has_value(), token);
  BOOST_TEST(card::to_integer("3.9").value() == 3);
  BOOST_TEST(card::to_integer("-3.9").value() == -3);
  BOOST_TEST(card::to_integer("1D3").value() == 1000);
  BOOST_TEST(card::to_integer("9223372036854775807").value() == std::numeric_limits<long long>::max());
  BOOST_TEST(!card::to_integer("9223372036854775808").has_value());
  BOOST_TEST(!card::to_integer("1e300").has_value());
  BOOST_TEST(!card::to_integer("nan").has_value());
}

BOOST_AUTO_TEST_CASE(a_comma_locale_changes_nothing) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  const bool comma = std::setlocale(LC_NUMERIC, "de_DE.UTF-8") != nullptr;
  if (!comma) BOOST_TEST_MESSAGE("skipped: no locale de_DE.UTF-8 here");
  BOOST_TEST(format_value(HeaderValue{959.5}) == "       959.500000000");
  BOOST_TEST(format_value(HeaderValue{959.5f}) == "             959.500");
  BOOST_TEST(card::to_double("1.5").value() == 1.5);
  std::setlocale(LC_NUMERIC, before.c_str());
}

BOOST_AUTO_TEST_CASE(cards_are_cut_at_column_80_in_silence) {
  const auto cards = card::format("CROTA", HeaderValue{0.0f}, "Final Correction : image corrected to solar north");
  BOOST_REQUIRE(cards.size() == 1u);
  BOOST_TEST(cards[0] == "CROTA   =              0.00000 / Final Correction : image corrected to solar nor");
}

BOOST_AUTO_TEST_CASE(keywords_fits_does_not_allow_are_refused) {
  BOOST_TEST(card::normalized("exptime ") == "EXPTIME");
  for (const auto *name : {"", "TOOLONGNAME", "A B", "END", "CONTINUE", "A=B", "\xc3\xa9"})
    BOOST_TEST(error_of([&] { card::normalized(name); }).status() == CORKIT_ERROR_ARGUMENT, name);
}

BOOST_AUTO_TEST_SUITE_END()
