// LASCO header structures: FITS cards from tags and back.
//
// Follows   lasco_fitshdr2struct.pro, def_lasco_hdr.pro rev 1.2
// Notes     1. Numbers are written with 9 (FLOAT) or 17 (DOUBLE) digits: what comes back is the same number to the last bit.
//           2. A missing number is 0 and a missing string '0' in SolarSoft's structures; as cards they mean the same to the chain.
#include <algorithm>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/host.h"

namespace {

struct HeaderFree {
  void operator()(corkit_header *h) const { corkit_header_free(h); }
};
using HeaderPointer = std::unique_ptr<corkit_header, HeaderFree>;

constexpr std::size_t card_width = 80;
constexpr std::size_t longest_plain_string = 68;

std::string_view trimmed(const char *text, std::int64_t width) {
  std::string_view view(text, static_cast<std::size_t>(width));
  view = view.substr(0, view.find('\0'));
  while (!view.empty() && view.back() == ' ') view.remove_suffix(1);
  return view;
}

std::string keyword_of(std::string_view tag) {
  if (tag == "DATE_OBS") return "DATE-OBS";
  if (tag == "TIME_OBS") return "TIME-OBS";
  return std::string(tag);
}

bool is_commentary(std::string_view tag) { return tag == "HISTORY" || tag == "COMMENT"; }

std::string padded(std::string card) {
  card.resize(card_width, ' ');
  return card;
}

std::string number_text(int type, double value) {
  char text[40];
  switch (type) {
    case CORKIT_FLOAT32:
      std::snprintf(text, sizeof text, "%.9G", value);
      break;
    case CORKIT_FLOAT64:
      std::snprintf(text, sizeof text, "%.17G", value);
      break;
    default:
      std::snprintf(text, sizeof text, "%" PRId64, static_cast<std::int64_t>(value));
      break;
  }
  std::string digits(text);
  // FITS readers take a number without point or exponent for an integer; a FLOAT tag is none.
  if ((type == CORKIT_FLOAT32 || type == CORKIT_FLOAT64) && digits.find_first_of(".EN") == std::string::npos) digits += '.';
  return digits;
}

std::string string_card(const std::string &keyword, std::string_view value) {
  std::string quoted;
  for (const char c : value) {
    quoted += c;
    if (c == '\'') quoted += c;
  }
  quoted.resize(std::max<std::size_t>(quoted.size(), 8), ' ');
  char name[9];
  std::snprintf(name, sizeof name, "%-8.8s", keyword.c_str());
  return padded(std::string(name) + "= '" + quoted + "'");
}

std::string number_card(const std::string &keyword, int type, double value) {
  char card[card_width + 1];
  std::snprintf(card, sizeof card, "%-8.8s= %20s", keyword.c_str(), number_text(type, value).c_str());
  return padded(card);
}

// Texts of the HISTORY or COMMENT cards, from column 9 on.
std::vector<std::string> commentary(const corkit_header *header, std::string_view keyword) {
  std::vector<std::string> texts;
  char card[card_width + 1];
  for (std::size_t i = 0; i < corkit_header_count(header); ++i) {
    if (corkit_header_card(header, i, card) != CORKIT_OK || trimmed(card, 8) != keyword) continue;
    texts.emplace_back(trimmed(card + 8, card_width - 8));
  }
  return texts;
}

// The value as the tag's type holds it.
double converted(int type, double value) {
  const auto within = [&](double low, double high) { return std::trunc(std::clamp(value, low, high)); };
  switch (type) {
    case CORKIT_UINT8:
      return within(0, 255);
    case CORKIT_INT16:
      return within(-32768, 32767);
    case CORKIT_UINT16:
      return within(0, 65535);
    case CORKIT_INT32:
      return within(-2147483648.0, 2147483647.0);
    case CORKIT_FLOAT32:
      return static_cast<double>(static_cast<float>(value));
    default:
      return value;
  }
}

bool store_text(corkit_tag_table *tags, std::int64_t row, std::string_view text) {
  char *cell = tags->texts + row * tags->text_width;
  const auto width = static_cast<std::size_t>(tags->text_width);
  text = text.substr(0, width);
  if (trimmed(cell, tags->text_width) == text) return false;
  std::memset(cell, 0, width);
  std::memcpy(cell, text.data(), text.size());
  return true;
}

bool store_value(const corkit_header *header, corkit_tag_table *tags, std::int64_t row, const std::string &keyword) {
  if (tags->types[row] == CORKIT_IDL_STRING) {
    std::string text(4096, '\0');
    if (corkit_header_get_string(header, keyword.c_str(), text.data(), text.size()) != CORKIT_OK) return false;
    return store_text(tags, row, trimmed(text.data(), static_cast<std::int64_t>(text.size())));
  }
  double value = 0;
  if (corkit_header_get_double(header, keyword.c_str(), &value) != CORKIT_OK || !std::isfinite(value)) return false;
  value = converted(tags->types[row], value);
  return value != std::exchange(tags->numbers[row], value);
}

HeaderPointer header_of(const corkit_tag_table &tags) {
  std::string cards;
  std::vector<std::pair<std::string, std::string>> long_strings;
  std::string history, comments;
  for (std::int64_t row = 0; row < tags.count; ++row) {
    const std::string tag(trimmed(tags.names + row * tags.name_width, tags.name_width));
    const int type = tags.types[row];
    const std::string_view text =
        type == CORKIT_IDL_STRING ? trimmed(tags.texts + row * tags.text_width, tags.text_width) : std::string_view{};
    if (is_commentary(tag)) {
      if (!text.empty()) (tag == "HISTORY" ? history : comments) += padded((tag + " ") + std::string(text.substr(0, card_width - 8)));
      continue;
    }
    if (tag.empty() || tag.size() > 8 || tags.elements[row] >= 0) continue;
    const std::string keyword = keyword_of(tag);
    if (type != CORKIT_IDL_STRING) {
      if (std::isfinite(tags.numbers[row])) cards += number_card(keyword, type, tags.numbers[row]);
    } else if (text.size() + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\'')) <= longest_plain_string) {
      cards += string_card(keyword, text);
    } else {
      long_strings.emplace_back(keyword, std::string(text));
    }
  }
  cards += comments + history;
  HeaderPointer header(corkit_header_from_cards(cards.data(), cards.size() / card_width));
  if (!header) throw std::bad_alloc();
  for (const auto &[keyword, text] : long_strings) {
    if (corkit_header_set_string(header.get(), keyword.c_str(), text.c_str(), "") != CORKIT_OK) throw std::bad_alloc();
  }
  return header;
}

void update(const corkit_header *header, corkit_tag_table *tags) {
  const std::vector<std::string> history = commentary(header, "HISTORY"), comments = commentary(header, "COMMENT");
  for (std::int64_t row = 0; row < tags->count; ++row) {
    const std::string tag(trimmed(tags->names + row * tags->name_width, tags->name_width));
    tags->changed[row] = 0;
    if (is_commentary(tag) && tags->types[row] == CORKIT_IDL_STRING) {
      const auto &texts = tag == "HISTORY" ? history : comments;
      const auto i = static_cast<std::size_t>(std::max(tags->elements[row], 0));
      if (i < texts.size()) tags->changed[row] = store_text(tags, row, texts[i]);
    } else if (!tag.empty() && tags->elements[row] < 0) {
      tags->changed[row] = store_value(header, tags, row, keyword_of(tag));
    }
  }
}

int fail(corkit_error *err) {
  if (err != nullptr) *err = {CORKIT_ERROR_MEMORY, "not enough memory to convert the header: close other programs or variables"};
  return CORKIT_ERROR_MEMORY;
}

}  // namespace

extern "C" {

corkit_header *corkit_host_header(const corkit_tag_table *tags, corkit_error *err) {
  try {
    return header_of(*tags).release();
  } catch (...) {
    fail(err);
    return nullptr;
  }
}

int corkit_host_update(const corkit_header *header, corkit_tag_table *tags, corkit_error *err) {
  try {
    update(header, tags);
    return CORKIT_OK;
  } catch (...) {
    return fail(err);
  }
}
}
