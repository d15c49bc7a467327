#include "validate/cards.hpp"

#include <algorithm>

#include "compare_headers.hpp"
#include "validate/history.hpp"

namespace tool::validate {

namespace {

bool is_history(const CardDifference &card) { return card.keyword == "HISTORY"; }

std::string subject_of(const std::string &card) { return read_history(card.substr(std::min<size_t>(8, card.size()))).subject; }

// HISTORY lines stand beside each other by what they speak of, not by their order.
std::vector<CardDifference> paired(const std::vector<CardDifference> &differences) {
  std::vector<CardDifference> out;
  std::vector<std::string> theirs, mine;
  for (const CardDifference &card : differences) {
    if (!is_history(card)) {
      out.push_back(card);
      continue;
    }
    if (card.first) theirs.push_back(*card.first);
    if (card.second) mine.push_back(*card.second);
  }
  for (const std::string &line : theirs) {
    CardDifference pair{"HISTORY", line, std::nullopt};
    const auto other = std::find_if(mine.begin(), mine.end(), [&](const std::string &m) { return subject_of(m) == subject_of(line); });
    if (other != mine.end()) {
      pair.second = *other;
      mine.erase(other);
    }
    out.push_back(pair);
  }
  for (const std::string &line : mine) out.push_back({"HISTORY", std::nullopt, line});
  return out;
}

}  // namespace

CardComparison compare_cards(const corkit_header *theirs, const corkit_header *mine, const Circumstances &circumstances) {
  const HeaderRules rules{{"DATE"}, 0};
  CardComparison found;
  found.count = corkit_header_count(theirs) - static_cast<size_t>(corkit_header_has(theirs, "DATE") == 1 ? 1 : 0);
  const auto differences = compare_headers(theirs, mine, rules);
  const auto of_theirs = std::count_if(differences.begin(), differences.end(), [](const auto &card) { return card.first.has_value(); });
  found.identical = found.count - std::min(found.count, static_cast<size_t>(of_theirs));
  for (const CardDifference &card : paired(differences)) {
    CardNote note{card.keyword, card.first, card.second, reason_of(circumstances, card.first, card.second)};
    (note.reason.empty() ? found.unexpected : found.expected).push_back(std::move(note));
  }
  return found;
}

}  // namespace tool::validate
