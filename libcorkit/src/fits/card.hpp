// One 80-column card: its keyword, its value and comment as FXPAR reads them, and its text as FXADDPAR prints it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fits/header.hpp"

namespace corkit::card {

inline constexpr std::size_t kColumns = 80;
inline constexpr std::size_t kKeywordColumns = 8;
inline constexpr std::size_t kStringColumns = 68;  // longest string between the quotes of one card

// A parsed value field. `text` is the string without quotes and trailing blanks, or the bare token.
struct Value {
  std::string text;
  bool quoted = false;
  std::string comment;  // after the slash, one blank dropped, trailing blanks removed
};

std::string padded(std::string_view text);         // cut or padded to 80 columns
std::string_view keyword(std::string_view card);   // columns 1 to 8 without trailing blanks
bool is_end(std::string_view card);                // END and nothing else
bool is_commentary(std::string_view keyword);      // COMMENT, HISTORY or blank
int mandatory_rank(std::string_view keyword);      // 0 SIMPLE, XTENSION; 1 BITPIX; 2 NAXIS; 2+n NAXISn; -1 for every other keyword
std::string normalized(std::string_view keyword);  // upper case; throws Error for a name FITS does not allow

std::optional<Value> parse(std::string_view card);           // empty: the card holds no value
std::optional<Value> parse_continue(std::string_view card);  // the string of a CONTINUE card

// Printable ASCII: other control characters become blanks, bytes beyond ASCII '?'; tabs are kept (SolarSoft writes some in HISTORY).
std::string printable(std::string_view text);

// Text of COMMENT, HISTORY: keyword and text, cut at column 80.
std::string commentary(std::string_view keyword, std::string_view text);
// The cards of a keyword: one, or a first one and its CONTINUE cards.
std::vector<std::string> format(std::string_view keyword, const HeaderValue &value, std::string_view comment);

// A number or a logical from a bare token: 12, -3.5, 1.0D-5, T.
std::optional<double> to_double(std::string_view token);
std::optional<long long> to_integer(std::string_view token);  // truncates; empty outside the range of the type

}  // namespace corkit::card
