// corkit_header: cards, values, FXADDPAR's edits.
#include <cstring>

#include "api/handles.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

constexpr size_t kColumns = 80;

std::string_view text_or_none(const char *s) { return s == nullptr ? std::string_view() : std::string_view(s); }

[[noreturn]] void missing(const char *keyword) {
  throw Error(CORKIT_ERROR_KEYWORD_MISSING, std::string(keyword) + " is not in the header");
}

template <class Body>
int edit(corkit_header *header, const char *name, Body &&body) {
  return guarded([&] {
    require_all("corkit_header edit", static_cast<const void *>(header), static_cast<const void *>(name));
    body(header->cards);
  });
}

template <class Value, class Get>
int get(const corkit_header *header, const char *keyword, Value *value, Get &&read) {
  return guarded([&] {
    require_all("corkit_header_get", static_cast<const void *>(header), static_cast<const void *>(keyword),
                static_cast<const void *>(value));
    const auto found = read(header->cards, keyword);
    if (!found) {
      if (header->cards.has(keyword)) throw Error(CORKIT_ERROR_KEYWORD_VALUE, std::string(keyword) + " is not a number");
      missing(keyword);
    }
    *value = *found;
  });
}

}  // namespace

corkit_header *corkit_header_create(void) {
  corkit_header *header = nullptr;
  guarded([&] { header = std::make_unique<corkit_header>().release(); });
  return header;
}

corkit_header *corkit_header_from_cards(const char *cards, size_t ncards) {
  corkit_header *header = nullptr;
  guarded([&] {
    if (ncards > 0) require(cards, "cards");
    std::vector<std::string> list;
    for (size_t i = 0; i < ncards; ++i) {
      const char *card = cards + i * kColumns;
      list.emplace_back(card, strnlen(card, kColumns));
    }
    header = std::make_unique<corkit_header>(corkit_header{Header(list)}).release();
  });
  return header;
}

corkit_header *corkit_header_copy(const corkit_header *other) {
  corkit_header *header = nullptr;
  guarded([&] {
    require(other, "header");
    header = std::make_unique<corkit_header>(*other).release();
  });
  return header;
}

corkit_header *corkit_header_free(corkit_header *header) {
  const std::unique_ptr<corkit_header> owned(header);
  return nullptr;
}

size_t corkit_header_count(const corkit_header *header) { return header == nullptr ? 0 : header->cards.cards().size(); }

int corkit_header_card(const corkit_header *header, size_t i, char card[81]) {
  return guarded([&] {
    require_all("corkit_header_card", static_cast<const void *>(header), static_cast<const void *>(card));
    const auto &cards = header->cards.cards();
    if (i >= cards.size())
      throw Error(CORKIT_ERROR_ARGUMENT,
                  "the header has " + std::to_string(cards.size()) + " cards, none with number " + std::to_string(i));
    copy_text(cards[i], card, kColumns + 1);
  });
}

int corkit_header_has(const corkit_header *header, const char *keyword) {
  return header != nullptr && keyword != nullptr && header->cards.has(keyword) ? 1 : 0;
}

int corkit_header_get_string(const corkit_header *header, const char *keyword, char *value, size_t capacity) {
  return guarded([&] {
    require_all("corkit_header_get_string", static_cast<const void *>(header), static_cast<const void *>(keyword),
                static_cast<const void *>(value));
    const auto found = header->cards.get_string(keyword);
    if (!found) missing(keyword);
    copy_text(*found, value, capacity);
  });
}

int corkit_header_get_double(const corkit_header *header, const char *keyword, double *value) {
  return get(header, keyword, value, [](const Header &h, const char *k) { return h.get_double(k); });
}
int corkit_header_get_int(const corkit_header *header, const char *keyword, long long *value) {
  return get(header, keyword, value, [](const Header &h, const char *k) { return h.get_int(k); });
}

int corkit_header_set_int(corkit_header *header, const char *keyword, long long value, const char *comment) {
  return edit(header, keyword, [&](Header &h) { h.set(keyword, HeaderValue{value}, text_or_none(comment)); });
}
int corkit_header_set_float(corkit_header *header, const char *keyword, float value, const char *comment) {
  return edit(header, keyword, [&](Header &h) { h.set(keyword, HeaderValue{value}, text_or_none(comment)); });
}
int corkit_header_set_double(corkit_header *header, const char *keyword, double value, const char *comment) {
  return edit(header, keyword, [&](Header &h) { h.set(keyword, HeaderValue{value}, text_or_none(comment)); });
}
int corkit_header_set_string(corkit_header *header, const char *keyword, const char *value, const char *comment) {
  return edit(header, keyword, [&](Header &h) { h.set(keyword, HeaderValue{std::string(text_or_none(value))}, text_or_none(comment)); });
}
int corkit_header_set_logical(corkit_header *header, const char *keyword, int value, const char *comment) {
  return edit(header, keyword, [&](Header &h) { h.set(keyword, HeaderValue{value != 0}, text_or_none(comment)); });
}
int corkit_header_add_history(corkit_header *header, const char *line) {
  return edit(header, line, [&](Header &h) { h.add_history(line); });
}
int corkit_header_add_comment(corkit_header *header, const char *line) {
  return edit(header, line, [&](Header &h) { h.add_comment(line); });
}
int corkit_header_remove(corkit_header *header, const char *keyword) {
  return edit(header, keyword, [&](Header &h) { h.remove(keyword); });
}
