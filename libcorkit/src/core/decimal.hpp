// A decimal number at the beginning of a text, in any locale: std::from_chars for DOUBLE, which libc++ does not have before version 20.
//
// Given     first, last  the text
// Returned  value        the nearest DOUBLE; untouched on error
//           ptr, ec      as std::from_chars has them: a number beyond DOUBLE's range, or below it and not 0, is out of range
#pragma once

#include <charconv>

namespace corkit {

// fixed: an exponent is not part of the number.
std::from_chars_result decimal(const char *first, const char *last, double &value, std::chars_format format = std::chars_format::general);

// What decimal() does where there is no std::from_chars: finds the number's end and lets strtod convert, with the "C" locale's point.
std::from_chars_result decimal_by_strtod(const char *first, const char *last, double &value, std::chars_format format);

}  // namespace corkit
