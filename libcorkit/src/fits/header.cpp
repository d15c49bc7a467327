#include "fits/header.hpp"

#include <algorithm>
#include <set>

#include "fits/card.hpp"

namespace corkit {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// The card that counts.
std::size_t find(const std::vector<std::string> &cards, std::string_view keyword) {
  std::string name(keyword);
  for (char &c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto is_it = [&name](const std::string &line) { return card::keyword(line) == name; };
  if (card::mandatory_rank(name) >= 0) {
    const auto first = std::find_if(cards.begin(), cards.end(), is_it);
    return first == cards.end() ? kNone : static_cast<std::size_t>(first - cards.begin());
  }
  const auto last = std::find_if(cards.rbegin(), cards.rend(), is_it);
  return last == cards.rend() ? kNone : static_cast<std::size_t>(cards.rend() - last) - 1;
}

std::vector<std::string> texts(const std::vector<std::string> &cards, std::string_view keyword) {
  std::vector<std::string> out;
  for (const auto &line : cards) {
    if (card::keyword(line) != keyword) continue;
    const auto end = line.find_last_not_of(' ');
    out.push_back(end == std::string::npos || end < card::kKeywordColumns
                      ? std::string{}
                      : line.substr(card::kKeywordColumns, end + 1 - card::kKeywordColumns));
  }
  return out;
}

// The value of card k with the strings of its CONTINUE cards appended.
std::optional<card::Value> joined(const std::vector<std::string> &cards, std::size_t k) {
  if (k == kNone) return std::nullopt;
  auto value = card::parse(cards[k]);
  if (!value || !value->quoted) return value;
  while (!value->text.empty() && value->text.back() == '&' && ++k < cards.size()) {
    const auto next = card::parse_continue(cards[k]);
    if (!next) break;
    value->text.pop_back();
    value->text += next->text;
  }
  return value;
}

}  // namespace

Header::Header(const std::vector<std::string> &cards) {
  cards_.reserve(cards.size());
  for (const auto &line : cards) {
    if (card::is_end(std::string_view(line).substr(0, card::kColumns))) break;
    cards_.push_back(card::padded(line));
  }
}

bool Header::has(std::string_view keyword) const { return find(cards_, keyword) != kNone; }

std::optional<std::string> Header::get_string(std::string_view keyword) const {
  auto value = joined(cards_, find(cards_, keyword));
  if (!value) return std::nullopt;
  return std::move(value->text);
}

std::optional<double> Header::get_double(std::string_view keyword) const {
  const auto value = joined(cards_, find(cards_, keyword));
  return value && !value->quoted ? card::to_double(value->text) : std::nullopt;
}

std::optional<long long> Header::get_int(std::string_view keyword) const {
  const auto value = joined(cards_, find(cards_, keyword));
  return value && !value->quoted ? card::to_integer(value->text) : std::nullopt;
}

bool Header::is_string(std::string_view keyword) const {
  const auto k = find(cards_, keyword);
  if (k == kNone) return false;
  const auto value = card::parse(cards_[k]);
  return value && value->quoted;
}

Header Header::without_repeats() const {
  Header out;
  std::set<std::string_view> seen;
  bool kept = true;
  for (const auto &line : cards_) {
    const auto keyword = card::keyword(line);
    if (keyword != "CONTINUE") kept = card::is_commentary(keyword) || seen.insert(keyword).second;
    if (kept) out.cards_.push_back(line);
  }
  return out;
}

std::vector<std::string> Header::history() const { return texts(cards_, "HISTORY"); }

std::vector<std::string> Header::comments() const { return texts(cards_, "COMMENT"); }

}  // namespace corkit
