#include "validate/history.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "handles.hpp"

namespace tool::validate {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// '9' in the form is a digit, '/' also '-'.
bool has_form(std::string_view text, std::string_view form) {
  const auto fits = [](char c, char f) { return f == '9' ? is_digit(c) : f == '/' ? c == '/' || c == '-' : c == f; };
  return text.size() >= form.size() && std::equal(form.begin(), form.end(), text.begin(), [&](char f, char c) { return fits(c, f); });
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

struct Word {
  std::string name;
  size_t begin = 0, end = 0;
};

// The first name in the text that has one of the endings.
std::optional<Word> name_with(std::string_view text, std::initializer_list<std::string_view> endings) {
  const auto part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; };
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && part(text[end])) ++end;
    const std::string_view name = text.substr(begin, end - begin);
    for (const std::string_view ending : endings)
      if (name.size() > ending.size() && name.ends_with(ending)) return Word{std::string(name), begin, end};
    begin = std::max(end, begin + 1);
  }
  return std::nullopt;
}

// " 1.68, 07/31/18,'a','b'", ",v 1.9 2017/09/15 20:00:59 nathan Exp $ using:", "<tab>1.39, 12/27/16, 2491.51"
void split_version(std::string_view after, HistoryLine &line) {
  size_t at = after.starts_with(",v") ? 2 : 0;
  at = std::min(after.find_first_not_of(" \t", at), after.size());
  const size_t begin = at;
  while (at < after.size() && (is_digit(after[at]) || after[at] == '.')) ++at;
  if (at == begin) {
    line.rest = trimmed(after);
    return;
  }
  size_t date = at;
  while (date < after.size() && (after[date] == ',' || after[date] == ' ')) ++date;
  const std::string_view tail = after.substr(date);
  for (const std::string_view form : {"9999/99/99 99:99:99", "9999/99/99", "99/99/99"}) {
    if (!has_form(tail, form)) continue;
    at = date + form.size();
    break;
  }
  line.version = std::string(after.substr(begin, at - begin));
  line.rest = trimmed(after.substr(at));
}

// Takes the first date out of the text.
void split_date(std::string_view text, HistoryLine &line) {
  constexpr std::string_view form = "9999/99/99";
  for (size_t at = 0; at + form.size() <= text.size(); ++at) {
    if (!has_form(text.substr(at), form)) continue;
    line.date = std::string(text.substr(at, form.size()));
    line.rest = trimmed(std::string(text.substr(0, at)) + std::string(text.substr(at + form.size())));
    return;
  }
  line.rest = trimmed(text);
}

// What stands in the HISTORY cards.
std::vector<std::string> history_of(const corkit_header *header) {
  std::vector<std::string> lines;
  const size_t count = corkit_header_count(header);
  for (size_t i = 0; i < count; ++i) {
    std::array<char, 81> text{};
    check(corkit_header_card(header, i, text.data()));
    const std::string_view card(text.data());
    if (card.starts_with("HISTORY")) lines.emplace_back(card.substr(std::min<size_t>(8, card.size())));
  }
  return lines;
}

}  // namespace

HistoryLine read_history(std::string_view text) {
  HistoryLine line;
  const std::string whole = trimmed(text);
  line.subject = line.rest = whole;
  if (whole.starts_with("corkit")) {
    line.subject = "corkit";
    if (whole.starts_with("corkit ")) line.version = whole.substr(7, whole.find(' ', 7) - 7);
    return line;
  }
  // Where interim values come from: "ROLL: ...", "get_sun_center.pro 1.13: ...".
  for (const char *interim : {"ROLL", "sun_center"}) {
    const size_t colon = whole.find(':');
    if (colon == std::string::npos || whole.substr(0, colon).find(interim) == std::string::npos) continue;
    line.subject = interim;
    return line;
  }
  if (const auto routine = name_with(whole, {".pro"})) {
    line.subject = routine->name;
    split_version(std::string_view(whole).substr(routine->end), line);
    return line;
  }
  if (whole == "-2 using:") {  // what adjust_hdr_tcr 1.12 leaves of time_correction2's line
    line.subject = "time_correction2.pro";
    return line;
  }
  if (const auto file = name_with(whole, {".fts", ".dat", ".sav", ".DAT"})) {
    line.subject = file->name;
    split_date(std::string_view(whole).substr(0, file->begin), line);
    const std::string before = line.rest;
    split_date(std::string_view(whole).substr(file->end), line);
    if (!before.empty()) line.rest = before + ' ' + line.rest;
    return line;
  }
  if (whole.starts_with("Original date_obs")) line.subject = "Original date_obs";
  if (whole.starts_with("Applied rot(") || whole.starts_with("No roll correction") || whole.starts_with("Image rotated"))
    line.subject = "roll";
  return line;
}

std::map<std::string, std::string> made_with(const corkit_header *header) {
  std::map<std::string, std::string> found;
  for (const std::string &text : history_of(header)) {
    const HistoryLine line = read_history(text);
    const std::string &said = line.version.empty() ? line.date : line.version;
    if (!said.empty()) found.try_emplace(line.subject, said);
  }
  return found;
}

bool was_rotated(const corkit_header *header) {
  const auto lines = history_of(header);
  return std::any_of(lines.begin(), lines.end(), [](const std::string &line) { return line.find("Applied rot(") != std::string::npos; });
}

}  // namespace tool::validate
