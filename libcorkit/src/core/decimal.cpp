#include "core/decimal.hpp"

#include <clocale>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#if defined(__APPLE__)
#include <xlocale.h>
#else
#include <locale.h>
#endif

namespace corkit {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

const char *digits_end(const char *from, const char *last) {
  while (from != last && is_digit(*from)) ++from;
  return from;
}

// The end of word at from, nullptr if it does not stand there.
const char *word_end(const char *from, const char *last, std::string_view word) {
  for (const char c : word) {
    if (from == last || lower(*from) != c) return nullptr;
    ++from;
  }
  return from;
}

// The end of digits with or without a point, nullptr without a digit.
const char *mantissa_end(const char *from, const char *last) {
  const char *point = digits_end(from, last);
  if (point == last || *point != '.') return point == from ? nullptr : point;
  const char *end = digits_end(point + 1, last);
  return end == from + 1 ? nullptr : end;
}

const char *exponent_end(const char *from, const char *last) {
  if (from == last || lower(*from) != 'e') return from;
  const char *digits = from + 1;
  if (digits != last && (*digits == '+' || *digits == '-')) ++digits;
  const char *end = digits_end(digits, last);
  return end == digits ? from : end;
}

double in_c_locale(const std::string &text) {
  static const locale_t c_locale = ::newlocale(LC_ALL_MASK, "C", nullptr);
  return ::strtod_l(text.c_str(), nullptr, c_locale);
}

}  // namespace

std::from_chars_result decimal_by_strtod(const char *first, const char *last, double &value, std::chars_format format) {
  const char *start = first != last && *first == '-' ? first + 1 : first;
  for (const std::string_view word : {"infinity", "inf", "nan"})
    if (const char *end = word_end(start, last, word); end != nullptr) {
      value = word == "nan" ? std::nan("") : HUGE_VAL;
      if (start != first) value = -value;
      return {end, std::errc{}};
    }
  const char *mantissa = mantissa_end(start, last);
  if (mantissa == nullptr) return {first, std::errc::invalid_argument};
  const char *end = format == std::chars_format::fixed ? mantissa : exponent_end(mantissa, last);
  const double number = in_c_locale({first, end});
  const bool vanished = number == 0 && std::string_view(start, mantissa).find_first_of("123456789") != std::string_view::npos;
  if (vanished || std::isinf(number)) return {end, std::errc::result_out_of_range};
  value = number;
  return {end, std::errc{}};
}

std::from_chars_result decimal(const char *first, const char *last, double &value, std::chars_format format) {
#if defined(__cpp_lib_to_chars)
  return std::from_chars(first, last, value, format);
#else
  return decimal_by_strtod(first, last, value, format);
#endif
}

}  // namespace corkit
