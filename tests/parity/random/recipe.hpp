// The recipes of cases.txt: which cards and pixels of a level-0.5 image are changed.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace corkit::test {

enum class PixelEdit { none, first_is_minus_one, all_zero };

struct Recipe {
  std::string base;                                       // 32180083; "" where the recipe is no edit
  std::vector<std::pair<std::string, std::string>> set;   // keyword and value as printed: replaced in place
  std::vector<std::pair<std::string, std::string>> last;  // a second card of the keyword, before the first HISTORY
  std::vector<std::string> history;                       // in place of all HISTORY and COMMENT cards, unless empty
  PixelEdit pixels = PixelEdit::none;
};

Recipe parse_recipe(const std::string &text, const std::string &cause);

// 80-column cards without END, edited.
std::vector<std::string> edited(std::vector<std::string> cards, const Recipe &recipe);

// A card as MAKE_FITS_HDR prints it: the value to column 30, an empty comment.
std::string card_of(const std::string &keyword, const std::string &printed);

}  // namespace corkit::test
