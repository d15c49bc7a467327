#include "recipe.hpp"

#include <algorithm>
#include <regex>

namespace corkit::test {

namespace {

std::string quoted_card(std::string text) {
  text.resize(std::max<std::size_t>(text.size(), 8), ' ');
  return "'" + text + "'";
}

// KEYWORD value KEYWORD value ...: dates and times are texts.
std::vector<std::pair<std::string, std::string>> pairs(const std::string &text) {
  static const std::regex pair(R"(([A-Z][A-Z0-9_-]*) ('[^']*'|[-0-9][-0-9./:]*))");
  std::vector<std::pair<std::string, std::string>> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pair), end; at != end; ++at) {
    std::string value = (*at)[2];
    if (value[0] == '\'')
      value = quoted_card(value.substr(1, value.size() - 2));
    else if (value.find_first_of("/:") != std::string::npos)
      value = quoted_card(value);
    found.emplace_back((*at)[1], value);
  }
  return found;
}

// "first line / (blank) / third", "line 00 ... line 18", "first HISTORY card blank, then HISTORY abc".
std::vector<std::string> history_lines(const std::string &text) {
  std::smatch m;
  std::vector<std::string> lines;
  if (std::regex_match(text, m, std::regex("first HISTORY card blank, then HISTORY (.*)"))) return {"", m[1]};
  if (std::regex_match(text, m, std::regex("HISTORY line 00 \\.\\.\\. line (\\d\\d)"))) {
    for (int k = 0; k <= std::stoi(m[1]); ++k) lines.push_back(std::string("line ") + (k < 10 ? "0" : "") + std::to_string(k));
    return lines;
  }
  if (!std::regex_match(text, m, std::regex("HISTORY cards: (.*)"))) return {};
  const std::string rest = m[1];
  static const std::regex slash(" / ");
  for (std::sregex_token_iterator at(rest.begin(), rest.end(), slash, -1), end; at != end; ++at) lines.push_back(*at);
  std::replace(lines.begin(), lines.end(), std::string("(blank)"), std::string());
  return lines;
}

std::string padded(std::string card) {
  card.resize(80, ' ');
  return card;
}

bool is_card_of(const std::string &card, const std::string &keyword) {
  std::string name = keyword;
  name.resize(8, ' ');
  return card.starts_with(name);
}

std::vector<std::string>::iterator first_history(std::vector<std::string> &cards) {
  return std::find_if(cards.begin(), cards.end(), [](const std::string &card) { return is_card_of(card, "HISTORY"); });
}

}  // namespace

std::string card_of(const std::string &keyword, const std::string &printed) {
  std::string card = keyword;
  card.resize(8, ' ');
  card += "= ";
  if (printed[0] != '\'') card += std::string(20 - std::min<std::size_t>(printed.size(), 20), ' ');
  card += printed;
  card.resize(std::max<std::size_t>(card.size(), 30), ' ');
  return padded(card + " /");
}

Recipe parse_recipe(const std::string &text, const std::string &cause) {
  Recipe recipe;
  std::smatch m;
  if (!std::regex_match(text, m, std::regex(R"(edit l05/(\d+): (.*))"))) return recipe;
  recipe.base = m[1];
  std::string edits = m[2];
  recipe.history = history_lines(edits);
  if (!recipe.history.empty()) return recipe;
  edits = std::regex_replace(edits, std::regex(R"( *\([^)]*\))"), "");
  if (edits == "first pixel := -1") recipe.pixels = PixelEdit::first_is_minus_one;
  if (edits == "all pixels 0") recipe.pixels = PixelEdit::all_zero;
  if (cause == "LEBXSUM = LEBYSUM = 0") recipe.set = {{"LEBXSUM", "0"}, {"LEBYSUM", "0"}};
  if (recipe.pixels != PixelEdit::none || !recipe.set.empty()) return recipe;
  const std::string second = " and at the end ";
  const auto cut = edits.find(second);
  recipe.set = pairs(edits.substr(0, cut));
  if (cut != std::string::npos) recipe.last = pairs(edits.substr(cut + second.size()));
  return recipe;
}

std::vector<std::string> edited(std::vector<std::string> cards, const Recipe &recipe) {
  for (const auto &[keyword, printed] : recipe.set) {
    const auto at = std::find_if(cards.begin(), cards.end(), [&](const std::string &card) { return is_card_of(card, keyword); });
    if (at != cards.end())
      *at = card_of(keyword, printed);
    else
      cards.insert(first_history(cards), card_of(keyword, printed));
  }
  for (const auto &[keyword, printed] : recipe.last) cards.insert(first_history(cards), card_of(keyword, printed));
  if (recipe.history.empty()) return cards;
  std::erase_if(cards, [](const std::string &card) { return is_card_of(card, "HISTORY") || is_card_of(card, "COMMENT"); });
  for (const auto &line : recipe.history) cards.push_back(padded("HISTORY " + line));
  return cards;
}

}  // namespace corkit::test
