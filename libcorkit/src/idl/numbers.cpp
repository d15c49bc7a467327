// The text of numbers.
//
// Follows   IDL's default formats G13.6 (FLOAT) and G16.8 (DOUBLE) as FXADDPAR and STRING() show them (spec/level1.md 12);
//           trim.pro version 9
// Notes     written with std::to_chars, never printf: the host program's locale must not turn the point into a comma.
#include "idl/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace corkit::idl {

namespace {

// C's "%#.<digits>g": every significant digit is shown, fixed notation for 1e-4 <= |x| < 10^digits.
template <class Real>
std::string general_format(Real x, int digits) {
  if (std::isnan(x)) return "NaN";
  if (std::isinf(x)) return x < 0 ? "-Inf" : "Inf";

  std::array<char, 64> buffer;
  const auto write = [&](std::chars_format format, int precision) {
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, format, precision);
    return std::string(buffer.data(), result.ptr);
  };
  // The exponent is that of the rounded number: 999999.5 has become 1.00000e+06 before the notation is chosen.
  std::string scientific = write(std::chars_format::scientific, digits - 1);
  const char *exponent_text = scientific.data() + scientific.find('e') + 1;
  if (*exponent_text == '+') ++exponent_text;
  int exponent = 0;
  std::from_chars(exponent_text, scientific.data() + scientific.size(), exponent);
  if (exponent < -4 || exponent >= digits) return scientific;

  const int decimals = digits - 1 - exponent;
  std::string fixed = write(std::chars_format::fixed, decimals);
  if (decimals == 0) fixed += '.';
  return fixed;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::string string(float x) { return general_format(x, 6); }
std::string string(double x) { return general_format(x, 8); }

std::string trim(float x) {
  if (x == 0) return "0";
  std::string text = strupcase(string(x));
  if (text.find('.') == std::string::npos) return text;
  const std::size_t exponent = std::min(text.find('E'), text.size());
  std::size_t end = text.find_last_not_of('0', exponent - 1) + 1;
  if (text[end - 1] == '.') --end;
  text.erase(end, exponent - end);
  return text;
}

std::string strcompress(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool after_blank = false;
  for (const char c : text) {
    if (!is_blank(c))
      out += c;
    else if (!after_blank)
      out += ' ';
    after_blank = is_blank(c);
  }
  return out;
}

std::string strcompress_all(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text)
    if (!is_blank(c)) out += c;
  return out;
}

std::string strtrim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string strupcase(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace corkit::idl
