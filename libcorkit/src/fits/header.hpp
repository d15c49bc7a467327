// A FITS header as IDL's programs see it: an ordered list of 80-column cards, edited by FXADDPAR's rules.
//
// Follows   FXADDPAR, FXPAR, FXHMAKE of the IDL Astronomy Library as SolarSoft uses them
//           (spec/level1.md sections 12 and 20.5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace corkit {

// A keyword value with the IDL type that decides how it is printed: LOGICAL, INT/LONG, FLOAT, DOUBLE, STRING.
using HeaderValue = std::variant<bool, long long, float, double, std::string>;

class Header {
 public:
  Header() = default;
  // Cards of any length up to 80 columns (padded); END and what follows it is dropped.
  explicit Header(const std::vector<std::string> &cards);

  // Cards, each 80 columns, without END.
  const std::vector<std::string> &cards() const { return cards_; }

  // A keyword given twice counts with its last card, as in FXPAR; SIMPLE, BITPIX, NAXIS and NAXISn with the first, the one at its
  // place in the file.
  bool has(std::string_view keyword) const;
  // The value as written; strings without quotes and trailing blanks, CONTINUE joined. Empty for a missing keyword.
  std::optional<std::string> get_string(std::string_view keyword) const;
  // Numbers; empty for a missing keyword or a value that is no number. D exponents are accepted. T/F are 1/0.
  std::optional<double> get_double(std::string_view keyword) const;
  std::optional<long long> get_int(std::string_view keyword) const;  // truncates as IDL's LONG()
  // True if the value is written in quotes.
  bool is_string(std::string_view keyword) const;

  // FXADDPAR: replaces the first card in place (comment kept when the new one is empty) and drops repeated ones, or inserts before the
  // trailing COMMENT/HISTORY block; strings over 68 characters become CONTINUE cards with the LONGSTRN block.
  void set(std::string_view keyword, const HeaderValue &value, std::string_view comment = {});
  // The IDL type follows the C++ type: integers print as INT/LONG, float as FLOAT, double as DOUBLE.
  template <class T>
  requires(!std::is_same_v<std::remove_cvref_t<T>, HeaderValue>) void set(std::string_view keyword, const T &value,
                                                                          std::string_view comment = {}) {
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      set(keyword, HeaderValue{static_cast<long long>(value)}, comment);
    } else if constexpr (std::is_arithmetic_v<T>) {
      set(keyword, HeaderValue{value}, comment);
    } else {
      set(keyword, HeaderValue{std::string(value)}, comment);
    }
  }
  void add_history(std::string_view text);  // at the end; the text starts in column 9, cut at column 80
  void add_comment(std::string_view text);  // after the last COMMENT, else before the first HISTORY
  void remove(std::string_view keyword);

  // Texts from column 9 on, trailing blanks removed.
  std::vector<std::string> history() const;
  std::vector<std::string> comments() const;

  // The first card of each keyword, COMMENT and HISTORY as they are: what a reader that asks from the top finds.
  Header without_repeats() const;

  friend bool operator==(const Header &, const Header &) = default;

 private:
  std::vector<std::string> cards_;
};

// The value field of a card as FXADDPAR prints it (columns 11 to 30 and beyond for strings), e.g. "             25.1250".
std::string format_value(const HeaderValue &value);

}  // namespace corkit
