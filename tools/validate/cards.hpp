// The headers of two level-1 products: identical cards, differences with a known reason, and the others.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "validate/known.hpp"

namespace tool::validate {

struct CardNote {
  std::string keyword;
  std::optional<std::string> theirs, mine;  // none: no such card
  std::string reason;                       // "" of those that are not expected
};

struct CardComparison {
  size_t count = 0;  // SolarSoft's, without those that say when a product was made
  size_t identical = 0;
  std::vector<CardNote> expected, unexpected;
};

CardComparison compare_cards(const corkit_header *theirs, const corkit_header *mine, const Circumstances &circumstances);

}  // namespace tool::validate
