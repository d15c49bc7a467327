// IDL's number conversions: ROUND, FIX, LONG, and the text of STRING(), TRIM() and FXADDPAR.
//
// Notes     values beyond the integer range, and NaN, convert as the x86 instruction IDL uses does: to -2147483648, whose low 16 bits
//           are 0.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace corkit::idl {

namespace detail {

template <class Real>
inline std::int32_t truncated(Real x) {
  constexpr Real limit = 2147483648.0;
  if (!(x >= -limit && x < limit)) return std::numeric_limits<std::int32_t>::min();
  return static_cast<std::int32_t>(x);
}

inline std::int16_t low_word(std::int32_t x) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(static_cast<std::uint32_t>(x) & 0xffffU));
}

template <class Real>
inline std::int32_t round_half_away(Real x) {
  constexpr Real half = 0.5;
  return truncated(x < 0 ? x - half : x + half);
}

}  // namespace detail

// Half away from zero, in the argument's arithmetic (x + 0.5f, truncated), LONG.
inline std::int32_t round(float x) { return detail::round_half_away(x); }
inline std::int32_t round(double x) { return detail::round_half_away(x); }
// Truncates, then wraps modulo 65536 as IDL on x86 does.
inline std::int16_t fix(float x) { return detail::low_word(detail::truncated(x)); }
inline std::int16_t fix(double x) { return detail::low_word(detail::truncated(x)); }
// LONG(): truncates; -2147483648 for what no LONG holds.
inline std::int32_t to_long(float x) { return detail::truncated(x); }
inline std::int32_t to_long(double x) { return detail::truncated(x); }

// STRTRIM(STRING(x),2): FLOAT 6 significant digits (0.00114000, 618.500, 123457., 6.26831e-12), DOUBLE 8.
std::string string(float x);
std::string string(double x);
// SolarSoft's TRIM: without trailing zeros and a trailing point (532.2, 572, 0), exponent in upper case (1E+06).
std::string trim(float x);

// STRCOMPRESS: runs of blanks and tabs become one blank. STRCOMPRESS(/REMOVE_ALL) removes them.
std::string strcompress(std::string_view text);
std::string strcompress_all(std::string_view text);
std::string strtrim(std::string_view text);    // both ends
std::string strupcase(std::string_view text);  // ASCII

}  // namespace corkit::idl
