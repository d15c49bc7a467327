#include "core/decimal.hpp"

#include <boost/test/unit_test.hpp>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/fingerprint.hpp"

using namespace corkit;

namespace {

struct Read {
  double value;
  std::size_t length;
  std::errc error;
};

template <class Reader>
Read read(Reader reader, const std::string &text, std::chars_format format) {
  double value = -77;
  const auto [end, error] = reader(text.data(), text.data() + text.size(), value, format);
  return {value, static_cast<std::size_t>(end - text.data()), error};
}

const std::vector<std::string> kTexts = {"0",
                                         "-0",
                                         "12",
                                         "1.5",
                                         "-1.5",
                                         ".5",
                                         "5.",
                                         ".",
                                         "-",
                                         "",
                                         "+1",
                                         " 1",
                                         "1 ",
                                         "1e5",
                                         "1e+5",
                                         "1E-5",
                                         "1e",
                                         "1e+",
                                         "1.e3",
                                         ".e3",
                                         "1.5.2",
                                         "0x10",
                                         "--1",
                                         "1d5",
                                         "1e400",
                                         "-1e400",
                                         "1e-400",
                                         "0e-400",
                                         "5e-324",
                                         "2e-324",
                                         "1.7976931348623157e308",
                                         "1.7976931348623159e308",
                                         "2.2250738585072011e-308",
                                         "0.1",
                                         "123456789012345678901234567890",
                                         "9007199254740993",
                                         "inf",
                                         "-INF",
                                         "Infinity",
                                         "nan",
                                         "-NaN",
                                         "infinite",
                                         "abc",
                                         "1,5",
                                         "00012.50"};

}  // namespace

BOOST_AUTO_TEST_SUITE(decimals)

BOOST_AUTO_TEST_CASE(numbers_are_read_as_far_as_they_go) {
  for (const auto reader : {decimal, decimal_by_strtod}) {
    const auto general = [&](const std::string &text) { return read(reader, text, std::chars_format::general); };
    BOOST_TEST(general("1.5e2x").value == 150.0);
    BOOST_TEST(general("1.5e2x").length == 5U);
    BOOST_TEST(general("2e").length == 1U);
    BOOST_TEST((general("+1").error == std::errc::invalid_argument));
    BOOST_TEST((general(" 1").error == std::errc::invalid_argument));
    BOOST_TEST((general("1e400").error == std::errc::result_out_of_range));
    BOOST_TEST((general("1e-400").error == std::errc::result_out_of_range));
    BOOST_TEST(general("1e400").value == -77.0);
    BOOST_TEST(general("5e-324").value == 0x1p-1074);
    BOOST_TEST(read(reader, "12.5e3", std::chars_format::fixed).value == 12.5);
    BOOST_TEST(read(reader, "12.5e3", std::chars_format::fixed).length == 4U);
  }
}

BOOST_AUTO_TEST_CASE(both_readers_agree) {
  std::mt19937_64 random(3);
  auto texts = kTexts;
  for (int k = 0; k < 20000; ++k) {
    std::string text;
    for (const int length = static_cast<int>(random() % 20) + 1; static_cast<int>(text.size()) < length;)
      text += "0123456789.e-"[random() % 13];
    texts.push_back(text);
    const double value = std::bit_cast<double>(static_cast<std::uint64_t>(random()));
    if (std::isfinite(value)) {
      char exact[64];
      std::snprintf(exact, sizeof exact, "%.17g", value);
      texts.emplace_back(exact);
    }
  }
  std::size_t different = 0;
  for (const auto &text : texts)
    for (const auto format : {std::chars_format::general, std::chars_format::fixed}) {
      const Read a = read(decimal, text, format);
      const Read b = read(decimal_by_strtod, text, format);
      const bool same = a.length == b.length && a.error == b.error &&
                        (a.value == b.value ? std::signbit(a.value) == std::signbit(b.value) : std::isnan(a.value) && std::isnan(b.value));
      if (!same) BOOST_TEST_MESSAGE(text << ": " << a.value << " (" << a.length << "), " << b.value << " (" << b.length << ')');
      different += !same;
    }
  BOOST_TEST(different == 0U);
}

BOOST_AUTO_TEST_CASE(a_decimal_comma_of_the_host_is_not_looked_for) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  for (const char *name : {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE"}) std::setlocale(LC_NUMERIC, name);
  BOOST_TEST(read(decimal_by_strtod, "1.5", std::chars_format::general).value == 1.5);
  std::setlocale(LC_NUMERIC, before.c_str());
}

BOOST_AUTO_TEST_SUITE_END()
