// IDL's number conversions: ROUND, FIX, LONG, and the text of STRING(), TRIM() and FXADDPAR.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace corkit::idl {

std::int32_t round(float x);   // half away from zero, in FLOAT arithmetic (x + 0.5f, truncated), LONG
std::int32_t round(double x);  // half away from zero, LONG
std::int16_t fix(float x);     // truncates, then wraps modulo 65536 as IDL on x86 does
std::int16_t fix(double x);
std::int32_t to_long(float x);  // LONG(): truncates; -2147483648 for what no LONG holds
std::int32_t to_long(double x);

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
