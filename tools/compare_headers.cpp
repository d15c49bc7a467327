#include "compare_headers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "handles.hpp"

namespace tool {

namespace {

std::string keyword_of(const std::string &card) {
  const std::string keyword = card.substr(0, 8);
  return keyword.substr(0, keyword.find_last_not_of(' ') + 1);
}

std::vector<std::string> cards_of(const corkit_header *header, const HeaderRules &rules) {
  std::vector<std::string> cards;
  const size_t count = corkit_header_count(header);
  for (size_t i = 0; i < count; ++i) {
    std::array<char, 81> text{};
    check(corkit_header_card(header, i, text.data()));
    std::string card(text.data());
    card.erase(card.find_last_not_of(' ') + 1);
    if (i == 0) card = card.substr(0, card.find('/'));
    if (i == 0) card.erase(card.find_last_not_of(' ') + 1);
    const std::string keyword = keyword_of(card);
    if (rules.ignore.contains(keyword)) continue;
    if (rules.ignore.contains("CORKIT") && card.starts_with("HISTORY") && card.find("corkit ") < 12) continue;
    cards.push_back(card);
  }
  return cards;
}

struct Number {
  double value = 0;
  std::string rest;  // what follows the value
};

std::optional<Number> number_of(const std::string &card) {
  if (card.size() < 10 || card.compare(8, 2, "= ") != 0) return std::nullopt;
  const char *const begin = card.c_str() + 10;
  char *end = nullptr;
  const double value = std::strtod(begin, &end);
  if (end == begin) return std::nullopt;
  return Number{value, end};
}

bool same_card(const std::string &a, const std::string &b, const HeaderRules &rules) {
  if (a == b) return true;
  if (rules.rtol <= 0 || a.substr(0, 10) != b.substr(0, 10)) return false;
  const auto x = number_of(a), y = number_of(b);
  return x && y && x->rest == y->rest && std::abs(x->value - y->value) <= rules.rtol * std::abs(y->value);
}

// Neighbouring "only in the first" and "only in the second" of the same keyword are one card that changed.
std::vector<CardDifference> join_changed(const std::vector<CardDifference> &raw) {
  std::vector<CardDifference> joined;
  std::vector<bool> used(raw.size(), false);
  for (size_t i = 0; i < raw.size(); ++i) {
    if (used[i]) continue;
    CardDifference difference = raw[i];
    for (size_t k = i + 1; k < raw.size(); ++k) {
      if (used[k] || raw[k].keyword != difference.keyword || raw[k].first.has_value() == difference.first.has_value()) continue;
      (difference.first ? difference.second : difference.first) = raw[k].first ? raw[k].first : raw[k].second;
      used[k] = true;
      break;
    }
    joined.push_back(difference);
  }
  return joined;
}

}  // namespace

std::vector<CardDifference> compare_headers(const corkit_header *first, const corkit_header *second, const HeaderRules &rules) {
  const std::vector<std::string> a = cards_of(first, rules), b = cards_of(second, rules);
  // Longest common subsequence from the end; headers have a few hundred cards.
  const size_t width = b.size() + 1;
  std::vector<unsigned> longest((a.size() + 1) * width, 0);
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t k = b.size(); k-- > 0;) {
      longest[i * width + k] = same_card(a[i], b[k], rules) ? longest[(i + 1) * width + k + 1] + 1
                                                            : std::max(longest[(i + 1) * width + k], longest[i * width + k + 1]);
    }
  }
  std::vector<CardDifference> raw;
  size_t i = 0, k = 0;
  while (i < a.size() || k < b.size()) {
    if (i < a.size() && k < b.size() && same_card(a[i], b[k], rules)) {
      ++i, ++k;
    } else if (k == b.size() || (i < a.size() && longest[(i + 1) * width + k] >= longest[i * width + k + 1])) {
      raw.push_back({keyword_of(a[i]), a[i], std::nullopt});
      ++i;
    } else {
      raw.push_back({keyword_of(b[k]), std::nullopt, b[k]});
      ++k;
    }
  }
  return join_changed(raw);
}

}  // namespace tool
