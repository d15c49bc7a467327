#include "fits/card_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "fits/card.hpp"

namespace corkit::card {

std::string double_quotes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out;
}

std::string detabified(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\t')
      out.append(8 - out.size() % 8, ' ');
    else
      out += c;
  }
  return out;
}

std::string general(double value, int digits) {
  std::array<char, 400> buffer;
  const auto scientific = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, digits - 1);
  std::string text(buffer.data(), scientific.ptr);
  const auto e = text.find('e');
  const int exponent = e == std::string::npos ? 0 : std::atoi(text.c_str() + e + 1);
  if (exponent < -4 || exponent >= digits) {
    std::replace(text.begin(), text.end(), 'e', 'E');
    return text;
  }
  const int decimals = digits - 1 - exponent;
  const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  text.assign(buffer.data(), fixed.ptr);
  if (decimals == 0) text += '.';
  return text;
}

namespace {

constexpr std::size_t kPiece = kStringColumns - 1;  // the last column holds the ampersand

constexpr std::size_t kCommentColumns = 64;       // of a CONTINUE card with an empty string: CONTINUE  '&' / ...
constexpr std::size_t kTogether = kColumns - 15;  // string and comment beside each other: CONTINUE  '...' / ...

// Takes the next piece off the front, never between the two halves of a doubled quote.
std::string take_piece(std::string_view &text) {
  std::size_t length = std::min(kPiece, text.size());
  std::size_t quotes = 0;
  while (quotes < length && text[length - 1 - quotes] == '\'') ++quotes;
  if (quotes % 2 == 1) --length;
  const std::string piece(text.substr(0, length));
  text.remove_prefix(length);
  return piece;
}

// Takes as many words as fit in `room` columns off the front; only a word too long for any card is split.
std::string take_words(std::string_view &text, std::size_t room) {
  std::size_t cut = text.size();
  if (cut > room) {
    cut = text.rfind(' ', room);
    const std::size_t word = std::min(text.find(' '), text.size());
    if (cut == std::string_view::npos) cut = word <= kCommentColumns ? 0 : room;
  }
  const std::string words(text.substr(0, cut));
  text.remove_prefix(cut);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return words;
}

std::string trimmed(std::string_view text) {
  const auto end = text.find_last_not_of(' ');
  return std::string(end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1));
}

}  // namespace

std::vector<std::string> long_string(std::string_view keyword, std::string_view text, std::string_view comment) {
  const std::string whole_comment = trimmed(comment);
  std::string_view rest = text;
  std::string_view words = whole_comment;
  std::vector<std::string> cards;
  std::string name(keyword);
  name.resize(kKeywordColumns, ' ');
  cards.push_back(padded(name + "= '" + take_piece(rest) + "&'"));
  while (!rest.empty() || !words.empty()) {
    std::string line = "CONTINUE  '";
    const bool together = rest.size() + words.size() <= kTogether;
    if (rest.size() > kStringColumns || (rest.size() > kPiece && !words.empty())) {
      line += take_piece(rest) + "&'";
    } else if (together || words.empty()) {
      line += std::string(rest) + "' / " + std::string(words);
      rest = words = {};
    } else {
      line += std::string(rest) + "&' /";
      rest = {};
      // One blank before the words; a piece of full length leaves no room and the comment starts on the next card.
      if (line.size() + 2 <= kColumns) line += ' ' + take_words(words, kColumns - line.size() - 1);
    }
    cards.push_back(padded(line));
  }
  return cards;
}

}  // namespace corkit::card
