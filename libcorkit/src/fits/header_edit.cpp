// Where cards go: the editing rules of FXADDPAR and SXDELPAR.
//
// Follows   fxaddpar.pro, fxparpos.pro, sxdelpar.pro of the IDL Astronomy Library (spec/level1.md sections 12 and 20.5)
// Notes     1. FXADDPAR cuts a string at an apostrophe beyond column 66; here the text is kept and continued.
//           2. A number that replaces a long string takes the CONTINUE cards with it; FXADDPAR leaves them behind.
//           3. FXADDPAR marks a last piece of 67 or 68 columns as continued although nothing follows; here it is the last one.
//           4. A comment beside the last piece that FXADDPAR would cut by one column gets a CONTINUE card of its own.
//           5. FXADDPAR replaces the first card of a keyword that is given twice, and FXPAR goes on reading the last; here the others go.
//           6. Characters FITS does not allow are replaced (see card::printable), so a text can never break the file.
#include <algorithm>

#include "fits/card.hpp"
#include "fits/header.hpp"

namespace corkit {

namespace {

using Cards = std::vector<std::string>;

auto at(Cards &cards, std::size_t k) { return cards.begin() + static_cast<Cards::difference_type>(k); }

std::size_t insertion_point(const Cards &cards, std::string_view keyword) {
  const bool extend = keyword == "EXTEND";
  if (const int rank = card::mandatory_rank(keyword); rank >= 0 || extend) {
    std::size_t k = 0;
    while (k < cards.size()) {
      const int other = card::mandatory_rank(card::keyword(cards[k]));
      if (other < 0 || (!extend && other >= rank)) break;
      ++k;
    }
    return k;
  }
  std::size_t k = cards.size();
  while (k > 0 && card::is_commentary(card::keyword(cards[k - 1]))) --k;
  return k;
}

std::size_t first(const Cards &cards, std::string_view keyword) {
  std::size_t k = 0;
  while (k < cards.size() && card::keyword(cards[k]) != keyword) ++k;
  return k;
}

std::size_t after_continuation(const Cards &cards, std::size_t k) {
  ++k;
  while (k < cards.size() && card::keyword(cards[k]) == "CONTINUE") ++k;
  return k;
}

// The comment that stays on a card whose value is replaced; with CONTINUE cards it stands on those.
std::string old_comment(const Cards &cards, std::size_t begin, std::size_t end) {
  const auto value = card::parse(cards[begin]);
  std::string comment = value ? value->comment : std::string{};
  for (std::size_t k = begin + 1; k < end; ++k)
    if (const auto next = card::parse_continue(cards[k]); next && !next->comment.empty())
      comment += (comment.empty() ? "" : " ") + next->comment;
  return comment;
}

Cards long_string_warning() {
  Cards cards = card::format("LONGSTRN", HeaderValue{std::string("OGIP 1.0")}, "The OGIP long string convention may be used.");
  for (const char *text : {"This FITS file may contain long string keyword values that are",
                           "continued over multiple keywords.  This convention uses the  '&'",
                           "character at the end of a string which is then continued", "on subsequent keywords whose name = 'CONTINUE'."})
    cards.push_back(card::commentary("COMMENT", text));
  return cards;
}

}  // namespace

void Header::set(std::string_view keyword, const HeaderValue &value, std::string_view comment) {
  const std::string name = card::normalized(keyword);
  if (card::is_commentary(name)) {
    const auto *text = std::get_if<std::string>(&value);
    const std::string line = text != nullptr ? *text : format_value(value);
    if (name == "HISTORY")
      add_history(line);
    else
      add_comment(line);
    return;
  }
  std::size_t k = first(cards_, name);
  std::string remark(comment);
  if (k < cards_.size()) {
    const std::size_t end = after_continuation(cards_, k);
    if (remark.empty()) remark = old_comment(cards_, k, end);
    cards_.erase(at(cards_, k), at(cards_, end));
    for (std::size_t other = first(cards_, name); other < cards_.size(); other = first(cards_, name))
      cards_.erase(at(cards_, other), at(cards_, after_continuation(cards_, other)));
  } else {
    k = insertion_point(cards_, name);
  }
  auto lines = card::format(name, value, remark);
  if (lines.size() > 1 && !has("LONGSTRN")) {
    const auto warning = long_string_warning();
    lines.insert(lines.begin(), warning.begin(), warning.end());
  }
  cards_.insert(at(cards_, k), lines.begin(), lines.end());
}

void Header::add_history(std::string_view text) { cards_.push_back(card::commentary("HISTORY", text)); }

void Header::add_comment(std::string_view text) {
  std::size_t k = cards_.size();
  while (k > 0 && card::keyword(cards_[k - 1]) != "COMMENT") --k;
  if (k == 0) k = first(cards_, "HISTORY");
  cards_.insert(at(cards_, k), card::commentary("COMMENT", text));
}

void Header::remove(std::string_view keyword) {
  const std::string name = card::normalized(keyword);
  for (std::size_t k = first(cards_, name); k < cards_.size(); k = first(cards_, name))
    cards_.erase(at(cards_, k), at(cards_, after_continuation(cards_, k)));
}

}  // namespace corkit
