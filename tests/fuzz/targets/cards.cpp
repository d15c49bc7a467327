// Header cards: read, set, removed, added; each stays 80 columns.
#include <string>
#include <vector>

#include "../expectations.hpp"
#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit::fuzz {

void cards(Bytes bytes) {
  const auto text = text_of(bytes);
  std::vector<std::string> list;
  for (std::size_t k = 0; k < text.size() && list.size() < 200; k += 80) list.emplace_back(text.substr(k, 80));
  Header header(list);
  read_or_refuse("", [&] { lasco_fitshdr2struct(header); });
  for (const auto &card : std::vector<std::string>(header.cards())) {
    check(card.size() == 80, "a card has 80 columns");
    const std::string keyword = card.substr(0, 8);
    const auto value = header.get_string(keyword);
    header.get_double(keyword);
    header.get_int(keyword);
    read_or_refuse("", [&] {
      if (value) header.set(keyword, *value, "");
      header.set(keyword, 1.5, "comment");
      header.set(keyword, std::string(text.substr(0, 300)), std::string(text.substr(0, 100)));
      if (text.size() % 3 == 0) header.remove(keyword);
    });
  }
  header.add_comment(text.substr(0, 90));
  header.add_history(text.substr(0, 90));
  const Header once = header.without_repeats();
  for (const auto &card : once.cards()) check(card.size() == 80, "a card has 80 columns");
  for (const auto &card : header.cards()) check(card.size() == 80, "a card has 80 columns");
}

}  // namespace corkit::fuzz
