#include "core/card_lines.hpp"

namespace corkit {

std::vector<std::string> card_lines(std::string_view text) {
  constexpr std::size_t kColumns = 72;
  std::vector<std::string> lines;
  std::string indent;
  while (indent.size() + text.size() > kColumns) {
    const std::size_t room = kColumns - indent.size();
    // A blank at the very beginning ends no line.
    std::size_t end = text.rfind(' ', room);
    const bool inside_word = end == std::string_view::npos || text.find_first_not_of(' ') >= end;
    if (inside_word) end = room;
    lines.push_back(indent + std::string(text.substr(0, end)));
    text.remove_prefix(inside_word ? end : end + 1);
    indent = " ";
  }
  lines.push_back(indent + std::string(text));
  return lines;
}

}  // namespace corkit
