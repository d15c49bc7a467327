// Text for HISTORY and COMMENT cards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corkit {

// The text in lines of at most 72 columns, all that a card has: broken at blanks, or where a word is longer than a line, anywhere. Lines
// after the first begin with a blank, as corkit's do.
std::vector<std::string> card_lines(std::string_view text);

}  // namespace corkit
