// Text of unknown origin (header values, file names, damaged files) as sentences show it.
//
// Notes     1. Whatever a terminal might obey, line feeds, and bytes that are no UTF-8 become \x1b and the like: a sentence is one line of
//              valid UTF-8.
//           2. Text that is printable already is unchanged, so that escaping twice does no harm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace corkit {

std::string escaped(std::string_view text);

// 'value', escaped and cut to `longest` bytes of it.
std::string quoted(std::string_view value, std::size_t longest = 40);

// The same without memory: a byte that would be escaped becomes '?' (line feeds and tabs a blank), and an incomplete character at the end
// goes. text is NUL-terminated.
void make_printable(char *text) noexcept;

}  // namespace corkit
