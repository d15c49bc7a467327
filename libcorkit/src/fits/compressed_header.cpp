#include "fits/compressed_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "fits/card.hpp"

namespace corkit {

namespace {

bool one_of(std::string_view keyword, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), keyword) != names.end();
}

// n of STEMn, empty if the keyword is not of that form.
std::optional<long long> number_after(std::string_view keyword, std::string_view stem) {
  if (!keyword.starts_with(stem) || keyword.size() == stem.size()) return std::nullopt;
  long long n = 0;
  const char *end = keyword.data() + keyword.size();
  const auto result = std::from_chars(keyword.data() + stem.size(), end, n);
  return result.ptr == end && result.ec == std::errc{} && n > 0 ? std::optional(n) : std::nullopt;
}

// The name a card of the image is hidden under, e.g. ZBITPIX; empty for every other card.
std::optional<std::string> original_name(std::string_view keyword) {
  if (keyword == "ZTENSION") return "XTENSION";
  if (keyword == "ZHECKSUM") return "CHECKSUM";
  if (one_of(keyword, {"ZSIMPLE", "ZBITPIX", "ZNAXIS", "ZPCOUNT", "ZGCOUNT", "ZEXTEND", "ZBLOCKED", "ZDATASUM"}) ||
      number_after(keyword, "ZNAXIS"))
    return std::string(keyword.substr(1));
  return std::nullopt;
}

bool belongs_to_table(std::string_view keyword, long long fields) {
  if (one_of(keyword, {"XTENSION", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP", "ZIMAGE", "ZCMPTYPE",
                       "ZMASKCMP", "ZQUANTIZ", "ZDITHER0", "ZBLANK", "CHECKSUM", "DATASUM"}))
    return true;
  for (const std::string_view stem : {"ZTILE", "ZNAME", "ZVAL"})
    if (number_after(keyword, stem)) return true;
  for (const std::string_view stem : {"TTYPE", "TFORM", "TUNIT", "TDISP", "TSCAL", "TZERO", "TNULL", "TDIM"})
    if (const auto n = number_after(keyword, stem); n && *n <= fields) return true;
  return false;
}

// SIMPLE, BITPIX, NAXIS, NAXIS1, ... come first whatever order the table has them in.
int rank(std::string_view keyword) {
  if (keyword == "SIMPLE" || keyword == "XTENSION") return 0;
  if (keyword == "BITPIX") return 1;
  if (keyword == "NAXIS") return 2;
  if (const auto n = number_after(keyword, "NAXIS"); n && *n < 1000) return 2 + static_cast<int>(*n);
  return keyword == "PCOUNT" ? 1100 : keyword == "GCOUNT" ? 1101 : 2000;
}

}  // namespace

Header uncompressed_header(const Header &header) {
  const auto fields = header.get_int("TFIELDS").value_or(0);
  const bool was_primary = !header.has("ZTENSION");
  std::vector<std::string> cards;
  for (const auto &line : header.cards()) {
    const auto keyword = card::keyword(line);
    if (const auto name = original_name(keyword)) {
      std::string renamed = *name;
      renamed.resize(card::kKeywordColumns, ' ');
      cards.push_back(renamed + line.substr(card::kKeywordColumns));
    } else if (keyword == "EXTNAME" && header.get_string("EXTNAME") == "COMPRESSED_IMAGE") {
      continue;
    } else if (!belongs_to_table(keyword, fields)) {
      cards.push_back(line);
    }
  }
  if (was_primary && !header.has("ZSIMPLE")) {
    const auto simple = card::format("SIMPLE", HeaderValue{true}, "");
    cards.insert(cards.begin(), simple.begin(), simple.end());
  }
  std::stable_sort(cards.begin(), cards.end(),
                   [](const auto &a, const auto &b) { return rank(card::keyword(a)) < rank(card::keyword(b)); });
  return Header(cards);
}

}  // namespace corkit
