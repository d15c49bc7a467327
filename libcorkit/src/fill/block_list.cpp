// SolarSoft's text for a list of lost blocks (MISSLIST): runs of the turned block map, as pairs of two-digit base-32 numbers.
//
// Follows   mb2strmap.pro, strmap2mb.pro, inttob32.pro, b32toint.pro (spec/level1.md 10.3)
// Notes     1. Block (i,j) of an n1 x n2 map has the number i*n2 + n2-1-j (ROTATE(map,1)).
//           2. The second number of a pair is one past the end of its run, but the end itself for the last run.
//           3. A number above 1023 has no two digits and is written **, as SolarSoft does.
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"

namespace corkit {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

void append_base32(std::string &text, std::size_t number) {
  if (number > 1023) {
    text += "**";
    return;
  }
  text += kDigits[number / 32];
  text += kDigits[number % 32];
}

[[noreturn]] void refuse(std::string_view text, const std::string &why) {
  // The text comes from a header: what is no printable ASCII must not reach the sentence, nor make it endless.
  std::string shown;
  for (const char c : text.substr(0, 40)) shown += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > 40) shown += "...";
  throw Error(CORKIT_ERROR_KEYWORD_VALUE, "MISSLIST '" + shown + "' " + why + ": give a list made by mb2strmap");
}

std::size_t number_at(std::string_view text, std::size_t at) {
  std::size_t number = 0;
  for (std::size_t k = at; k < at + 2; ++k) {
    const std::size_t digit = kDigits.find(text[k]);
    if (digit == std::string_view::npos) refuse(text, "has a character that is no base-32 digit (0-9, A-V)");
    number = number * 32 + digit;
  }
  return number;
}

}  // namespace

std::string mb2strmap(const Image<std::int16_t> &map) {
  const int n2 = map.ny();
  const std::size_t n = map.size();
  const auto missing = [&](std::size_t k) {
    const int i = static_cast<int>(k / static_cast<std::size_t>(n2));
    const int p = static_cast<int>(k % static_cast<std::size_t>(n2));
    return map(i, n2 - 1 - p) == 0;
  };
  std::string text;
  std::size_t k = 0;
  std::size_t pending_end = 0;
  bool pending = false;
  while (k < n) {
    if (!missing(k)) {
      ++k;
      continue;
    }
    if (pending) append_base32(text, pending_end);
    append_base32(text, k);
    while (k < n && missing(k)) ++k;
    pending_end = k;
    pending = true;
  }
  if (pending) append_base32(text, pending_end - 1);
  return text;
}

Image<std::int16_t> strmap2mb(std::string_view text, int n1, int n2) {
  if (n1 < 1 || n2 < 1 || n1 > 1024 || n2 > 1024)
    throw Error(CORKIT_ERROR_ARGUMENT,
                "strmap2mb: a map of " + std::to_string(n1) + " x " + std::to_string(n2) + " blocks: give 1 to 1024 a side");
  if (text.size() % 4 != 0) refuse(text, "is no list of pairs of two-digit numbers");

  Image<std::int16_t> map(n1, n2, 1);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    const std::size_t first = number_at(text, at);
    const std::size_t end = number_at(text, at + 2) + (at + 4 == text.size() ? 1 : 0);
    if (first >= end || end > map.size())
      refuse(text, "names blocks that a map of " + std::to_string(n1) + " x " + std::to_string(n2) + " does not have, or none");
    for (std::size_t k = first; k < end; ++k) {
      const int i = static_cast<int>(k / static_cast<std::size_t>(n2));
      const int p = static_cast<int>(k % static_cast<std::size_t>(n2));
      map(i, n2 - 1 - p) = 0;
    }
  }
  return map;
}

}  // namespace corkit
