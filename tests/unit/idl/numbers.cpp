#include "idl/numbers.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>

namespace data = boost::unit_test::data;
using namespace corkit;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

template <class Number>
struct Text {
  Number number;
  const char *text;
  friend std::ostream &operator<<(std::ostream &out, const Text &row) { return out << row.text; }
};

// Headers of genuine products and GDL's PRINT.
const Text<float> kFloats[] = {{0.0F, "0.00000"},
                               {-0.0F, "-0.00000"},
                               {1.0F, "1.00000"},
                               {-1.5F, "-1.50000"},
                               {0.00114F, "0.00114000"},
                               {618.5F, "618.500"},
                               {25.0991F, "25.0991"},
                               {532.2F, "532.200"},
                               {123457.0F, "123457."},
                               {-123457.0F, "-123457."},
                               {999999.4F, "999999."},
                               {999999.5F, "1.00000e+06"},
                               {1e6F, "1.00000e+06"},
                               {99999.95F, "100000."},
                               {9.999999F, "10.0000"},
                               {1e-4F, "0.000100000"},
                               {9.9999999e-5F, "0.000100000"},
                               {9.9e-5F, "9.90000e-05"},
                               {6.26831e-12F, "6.26831e-12"},
                               {-3.4e38F, "-3.40000e+38"},
                               {1e-45F, "1.40130e-45"},
                               {kNan, "NaN"},
                               {kInfinity, "Inf"},
                               {-kInfinity, "-Inf"}};

const Text<double> kDoubles[] = {{0.0, "0.0000000"},        {1.0, "1.0000000"},
                                 {123456.789, "123456.79"}, {12345678.0, "12345678."},
                                 {99999999.4, "99999999."}, {99999999.5, "1.0000000e+08"},
                                 {1e-5, "1.0000000e-05"},   {-959.343605052, "-959.34361"},
                                 {1e300, "1.0000000e+300"}};

const Text<float> kShort[] = {{353.784F, "353.784"}, {532.2F, "532.2"}, {491.5F, "491.5"},   {572.0F, "572"},      {100.0F, "100"},
                              {0.0F, "0"},           {-6.25F, "-6.25"}, {1e6F, "1E+06"},     {1.5e-7F, "1.5E-07"}, {123457.0F, "123457"},
                              {-0.0F, "0"},          {kNan, "NAN"},     {-kInfinity, "-INF"}};

template <class From, class To>
struct Conversion {
  From from;
  To to;
  friend std::ostream &operator<<(std::ostream &out, const Conversion &row) { return out << row.from; }
};

constexpr std::int32_t kIndefinite = std::numeric_limits<std::int32_t>::min();

const Conversion<float, std::int32_t> kRounded[] = {{0.5F, 1},
                                                    {1.5F, 2},
                                                    {2.5F, 3},
                                                    {-0.5F, -1},
                                                    {-2.5F, -3},
                                                    {0.4F, 0},
                                                    {-0.4F, 0},
                                                    {32767.5F, 32768},
                                                    {2147483520.0F, 2147483520},
                                                    {3e9F, kIndefinite},
                                                    {-3e9F, kIndefinite},
                                                    {kNan, kIndefinite},
                                                    {kInfinity, kIndefinite}};

const Conversion<float, std::int16_t> kFixed[] = {{1.9F, 1},     {-1.9F, -1},      {32767.0F, 32767},  {32768.0F, -32768},
                                                  {65536.0F, 0}, {70000.0F, 4464}, {-32769.0F, 32767}, {-40000.0F, 25536},
                                                  {3e9F, 0},     {kNan, 0},        {-kInfinity, 0}};

const Conversion<float, std::int32_t> kLongs[] = {{1.9F, 1},
                                                  {-1.9F, -1},
                                                  {2147483520.0F, 2147483520},
                                                  {2147483648.0F, kIndefinite},
                                                  {4.32e10F, kIndefinite},
                                                  {kNan, kIndefinite},
                                                  {kInfinity, kIndefinite}};

}  // namespace

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_DATA_TEST_CASE(string_of_a_float_has_six_digits, data::make(kFloats)) { BOOST_TEST(idl::string(sample.number) == sample.text); }

BOOST_DATA_TEST_CASE(string_of_a_double_has_eight_digits, data::make(kDoubles)) { BOOST_TEST(idl::string(sample.number) == sample.text); }

BOOST_DATA_TEST_CASE(trim_drops_trailing_zeros_and_a_trailing_point, data::make(kShort)) {
  BOOST_TEST(idl::trim(sample.number) == sample.text);
}

BOOST_DATA_TEST_CASE(round_takes_halves_away_from_zero, data::make(kRounded)) {
  BOOST_TEST(idl::round(sample.from) == sample.to);
  BOOST_TEST(idl::round(static_cast<double>(sample.from)) == sample.to);
}

BOOST_AUTO_TEST_CASE(round_adds_the_half_in_the_type_of_its_argument) {
  BOOST_TEST(idl::round(0.49999997F) == 1);  // 0.49999997 + 0.5 is 1 in FLOAT
  BOOST_TEST(idl::round(0.49999997) == 0);
  BOOST_TEST(idl::round(2147483647.4) == 2147483647);
  BOOST_TEST(idl::round(-2147483648.0) == kIndefinite);
}

BOOST_DATA_TEST_CASE(fix_truncates_and_wraps, data::make(kFixed)) {
  BOOST_TEST(idl::fix(sample.from) == sample.to);
  BOOST_TEST(idl::fix(static_cast<double>(sample.from)) == sample.to);
}

BOOST_DATA_TEST_CASE(long_truncates_and_is_defined_for_every_number, data::make(kLongs)) {
  BOOST_TEST(idl::to_long(sample.from) == sample.to);
  BOOST_TEST(idl::to_long(static_cast<double>(sample.from)) == sample.to);
}

BOOST_AUTO_TEST_CASE(strcompress_leaves_one_blank_for_each_run) {
  BOOST_TEST(idl::strcompress("  a \t b\tc  ") == " a b c ");
  BOOST_TEST(idl::strcompress("") == "");
  BOOST_TEST(idl::strcompress_all(" a \t b\tc ") == "abc");
}

BOOST_AUTO_TEST_CASE(strtrim_takes_blanks_and_tabs_off_both_ends) {
  BOOST_TEST(idl::strtrim(" \ta b\t ") == "a b");
  BOOST_TEST(idl::strtrim(" \t ") == "");
  BOOST_TEST(idl::strtrim("") == "");
}

BOOST_AUTO_TEST_CASE(strupcase_touches_ascii_letters_only) { BOOST_TEST(idl::strupcase("DeepRd +60deg \xe4z") == "DEEPRD +60DEG \xe4Z"); }

BOOST_AUTO_TEST_SUITE_END()
