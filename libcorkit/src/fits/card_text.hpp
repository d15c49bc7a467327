// The texts from which cards are put together: strings in quotes, numbers, long strings in pieces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corkit::card {

std::string double_quotes(std::string_view text);  // ' becomes ''
std::string detabified(std::string_view text);     // tabs to the next multiple of eight columns, as DETABIFY
// C's %#.<digits>G, whatever the locale of the host program: IDL's G format.
std::string general(double value, int digits);

// The cards of a string of more than 68 columns (quotes already doubled), as FXADDPAR's CONTINUE cards.
std::vector<std::string> long_string(std::string_view keyword, std::string_view text, std::string_view comment);

}  // namespace corkit::card
