// The cards of SolarSoft's own outputs: read and kept, and built again through the editing rules.

#include "fits/card.hpp"
#include "fits/card_text.hpp"
#include "fits/fxhmake.hpp"
#include "fits/writer.hpp"
#include "idl/numbers.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

struct Entry {
  std::string keyword;
  HeaderValue value;
  std::string comment;
};

// The IDL type a printed number had: 12 significant digits are DOUBLE, a point without them FLOAT.
HeaderValue typed(const card::Value &value) {
  if (value.quoted) return value.text;
  if (value.text == "T" || value.text == "F") return value.text == "T";
  if (value.text.find_first_of(".E") == std::string::npos) return card::to_integer(value.text).value();
  const double number = card::to_double(value.text).value();
  if (card::general(number, 12) == value.text) return number;
  return static_cast<float>(number);
}

bool long_string_block(const std::string &line) {
  for (const auto *text : {"LONGSTRN", "COMMENT This FITS file may contain long string", "COMMENT continued over multiple keywords.",
                           "COMMENT character at the end of a string", "COMMENT on subsequent keywords whose name", "CONTINUE"})
    if (line.starts_with(text)) return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference_headers_suite)

BOOST_AUTO_TEST_CASE(every_reference_header_keeps_its_cards) {
  for (const auto &path : reference_headers()) {
    const auto lines = read_lines(path);
    const Header header(lines);
    BOOST_TEST_CONTEXT(path.filename()) {
      BOOST_TEST(header.cards().size() + 1 == lines.size());
      for (std::size_t k = 0; k < header.cards().size(); ++k) BOOST_TEST(header.cards()[k] == lines[k]);
    }
  }
}

BOOST_AUTO_TEST_CASE(setting_every_value_again_changes_nothing) {
  for (const auto &path : reference_headers()) {
    const Header header(read_lines(path));
    Header again = header;
    for (const auto &line : header.cards())
      if (auto value = card::parse(line)) {
        const std::string keyword(card::keyword(line));
        value->text = header.get_string(keyword).value();
        again.set(keyword, typed(*value), "");
      }
    BOOST_TEST((again == header), path.filename().string());
  }
}

// As reduce_level_1 does: the first cards with interim comments, HISTORY, then replacements, new keywords and COMMENTs between them.
BOOST_AUTO_TEST_CASE(headers_built_in_the_documented_order_equal_the_references) {
  for (const auto &path : reference_headers()) {
    const Header reference(read_lines(path));
    std::vector<Entry> entries;
    for (const auto &line : reference.cards()) {
      if (long_string_block(line)) continue;
      auto value = card::parse(line);
      if (!value) continue;
      const std::string keyword(card::keyword(line));
      value->text = reference.get_string(keyword).value();
      entries.push_back({keyword, typed(*value), value->comment});
    }
    if (!reference.has("LEVEL")) continue;  // the monthly inputs
    std::size_t level = 0;
    while (entries[level].keyword != "LEVEL") ++level;

    Header header;
    for (std::size_t k = 0; k <= level; ++k) header.set(entries[k].keyword, "interim", "WARNING: Original (Uncorrected)");
    for (const auto &text : reference.history()) header.add_history(text);
    const auto comments = reference.comments();
    std::vector<std::string> own;  // without the long string block's
    for (const auto &text : comments)
      if (!long_string_block("COMMENT " + text)) own.push_back(text);
    for (const auto &text : own) header.add_comment(text);
    for (const auto &entry : entries) header.set(entry.keyword, entry.value, entry.comment.empty() ? " " : entry.comment);
    BOOST_TEST(header.cards() == reference.cards(), path.filename().string());
  }
}

BOOST_AUTO_TEST_CASE(fxhmake_and_conform_make_the_first_cards_of_the_references) {
  int compared = 0;
  for (const auto &path : reference_headers()) {
    const auto lines = read_lines(path);
    const Header reference(lines);
    if (!reference.has("LEVEL")) continue;  // the monthly inputs
    const auto nx = static_cast<int>(reference.get_int("NAXIS1").value()), ny = static_cast<int>(reference.get_int("NAXIS2").value());
    const auto bitpix = card::parse(lines[1]).value();
    // The type FXHMAKE saw shows in the comment: its own where the image is written as it came.
    Header header;
    const AnyImage as_int = Image<std::int16_t>(nx, ny), as_long = Image<std::int32_t>(nx, ny), as_float = Image<float>(nx, ny);
    const bool real = bitpix.text == "-32";
    if (bitpix.comment == "Integer*2 (short integer)")
      header = fxhmake(as_int);
    else if (bitpix.comment == "Real*4 (floating point)")
      header = fxhmake(as_float);
    else if (real)
      header = fxhmake(as_int);
    else
      header = fxhmake(as_long);
    if (bitpix.text != "16" && bitpix.text != "-32") continue;
    const std::string systime = lines[0].substr(lines[0].find("IDL:  ") + 6);
    conform_header(header, real ? as_float : as_int, systime);
    header.set("DATE", reference.get_string("DATE").value());
    for (std::size_t k = 0; k < 6; ++k) BOOST_TEST(header.cards()[k] == lines[k]);
    ++compared;
  }
  BOOST_TEST(compared >= 69);
}

BOOST_AUTO_TEST_SUITE_END()
