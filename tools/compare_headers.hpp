// Two FITS headers, card by card.
#pragma once

#include <corkit/corkit.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tool {

struct CardDifference {
  std::string keyword;
  std::optional<std::string> first, second;  // the card, without trailing blanks; none: only the other file has it
};

struct HeaderRules {
  // Keywords left out, upper case. "CORKIT" stands for the HISTORY line in which corkit says who it is.
  std::set<std::string> ignore;
  double rtol = 0;  // for numbers; 0: the cards' text decides
};

// The cards' order counts: a card that moved is reported as missing at one place and added at another. The text of card 0 (when and by
// whom the file was written) never counts.
std::vector<CardDifference> compare_headers(const corkit_header *first, const corkit_header *second, const HeaderRules &rules);

}  // namespace tool
