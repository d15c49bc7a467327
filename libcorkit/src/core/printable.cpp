#include "core/printable.hpp"

#include <algorithm>
#include <cstring>

namespace corkit {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Bytes of the printable character that begins at `at`; 0 where there is none.
std::size_t printable_length(std::string_view text, std::size_t at) {
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return first >= 0x20 && first != 0x7f ? 1 : 0;
  const std::size_t length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (length == 0 || at + length > text.size()) return 0;
  unsigned code = first & (0xffU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    const unsigned next = byte_at(text, at + k);
    if ((next & 0xc0U) != 0x80) return 0;
    code = code << 6U | (next & 0x3fU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  const bool control = code < 0xa0 || code == 0x2028 || code == 0x2029;  // C1, line and paragraph separators
  return overlong || surrogate || control || code > 0x10ffff ? 0 : length;
}

bool is_space(unsigned byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }

}  // namespace

std::string escaped(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (const auto length = printable_length(text, at); length > 0) {
      shown += text.substr(at, length);
      at += length;
      continue;
    }
    const unsigned byte = byte_at(text, at++);
    shown += {'\\', 'x', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return shown;
}

std::string quoted(std::string_view value, std::size_t longest) {
  if (value.size() <= longest) return "'" + escaped(value) + "'";
  // Not in the middle of a character.
  std::size_t end = longest;
  while (end > 0 && (byte_at(value, end) & 0xc0U) == 0x80) --end;
  return "'" + escaped(value.substr(0, end)) + "...'";
}

void make_printable(char *text) noexcept {
  const std::string_view all(text);
  for (std::size_t at = 0; at < all.size();) {
    const auto length = printable_length(all, at);
    if (length == 0) text[at] = is_space(byte_at(all, at)) ? ' ' : '?';
    at += std::max<std::size_t>(length, 1);
  }
}

}  // namespace corkit
