#include "fits/card.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "fits/card_text.hpp"
#include "idl/numbers.hpp"

namespace corkit::card {

namespace {

std::string_view trim_right(std::string_view text) {
  const auto end = text.find_last_not_of(' ');
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
}

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view{} : trim_right(text.substr(begin));
}

std::string comment_after(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  text.remove_prefix(slash + 1);
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return std::string(trim_right(text));
}

// `text` begins with the opening quote. A missing closing quote ends the string at column 80.
Value quoted_value(std::string_view text) {
  Value value;
  value.quoted = true;
  std::size_t k = 1;
  for (; k < text.size(); ++k) {
    if (text[k] == '\'') {
      if (k + 1 >= text.size() || text[k + 1] != '\'') break;
      ++k;
    }
    value.text += text[k];
  }
  value.text.resize(trim_right(value.text).size());
  if (k + 1 < text.size()) value.comment = comment_after(text.substr(k + 1));
  return value;
}

}  // namespace

std::string padded(std::string_view text) {
  std::string card(text.substr(0, kColumns));
  card.resize(kColumns, ' ');
  return card;
}

std::string_view keyword(std::string_view card) { return trim_right(card.substr(0, kKeywordColumns)); }

bool is_end(std::string_view card) { return trim_right(card) == "END"; }

bool is_commentary(std::string_view keyword) { return keyword.empty() || keyword == "COMMENT" || keyword == "HISTORY"; }

int mandatory_rank(std::string_view keyword) {
  if (keyword == "SIMPLE" || keyword == "XTENSION") return 0;
  if (keyword == "BITPIX") return 1;
  if (!keyword.starts_with("NAXIS")) return -1;
  if (keyword.size() == 5) return 2;
  int axis = 0;
  const auto end = keyword.data() + keyword.size();
  const auto result = std::from_chars(keyword.data() + 5, end, axis);
  return result.ptr == end && result.ec == std::errc{} && axis > 0 ? 2 + axis : -1;
}

std::string normalized(std::string_view keyword) {
  std::string name(trim(keyword));
  for (char &c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  if (name.empty() || name.size() > kKeywordColumns || name == "END" || name == "CONTINUE" ||
      !std::all_of(name.begin(), name.end(), allowed))
    throw Error(CORKIT_ERROR_ARGUMENT, "'" + printable(keyword.substr(0, 64)) +
                                           "' is no FITS keyword: use one to eight of A-Z, 0-9, - and _ (not END or CONTINUE)");
  return name;
}

std::optional<Value> parse(std::string_view card) {
  if (card.size() <= kKeywordColumns || card[kKeywordColumns] != '=') return std::nullopt;
  if (is_commentary(keyword(card))) return std::nullopt;
  const std::string_view field = trim(card.substr(kKeywordColumns + 1));
  if (!field.empty() && field.front() == '\'') return quoted_value(field);
  Value value;
  value.text = trim(field.substr(0, field.find('/')));
  value.comment = comment_after(field);
  return value;
}

std::optional<Value> parse_continue(std::string_view card) {
  if (keyword(card) != "CONTINUE") return std::nullopt;
  const std::string_view field = trim(card.substr(kKeywordColumns));
  if (field.empty() || field.front() != '\'') return std::nullopt;
  return quoted_value(field);
}

std::string printable(std::string_view text) {
  std::string out(text);
  for (char &c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 127)
      c = '?';
    else if (byte < 32 && c != '\t')
      c = ' ';
  }
  return out;
}

std::string commentary(std::string_view keyword, std::string_view text) {
  std::string line(keyword);
  line.resize(kKeywordColumns, ' ');
  return padded(line + printable(text));
}

std::optional<double> to_double(std::string_view token) {
  token = trim(token);
  if (token == "T") return 1.0;
  if (token == "F") return 0.0;
  if (token.size() > 64) return std::nullopt;
  std::string text(token);
  for (char &c : text)
    if (c == 'D' || c == 'd') c = 'E';
  std::string_view digits = text;
  if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-') digits.remove_prefix(1);
  double value = 0;
  const auto end = digits.data() + digits.size();
  const auto result = decimal(digits.data(), end, value);
  if (result.ptr != end) return std::nullopt;
  if (result.ec == std::errc::result_out_of_range) {
    // The value is left alone: a tiny number is 0, a huge one no number.
    const auto e = digits.find_first_of("eE");
    if (e == std::string_view::npos || e + 1 >= digits.size() || digits[e + 1] != '-') return std::nullopt;
    return 0.0;
  }
  if (result.ec != std::errc{}) return std::nullopt;
  return value;
}

std::optional<long long> to_integer(std::string_view token) {
  token = trim(token);
  std::string_view digits = token;
  if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-') digits.remove_prefix(1);
  long long value = 0;
  const auto end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value);
  if (result.ec == std::errc{} && result.ptr == end) return value;
  const auto real = to_double(token);
  constexpr double kLimit = 9223372036854775808.0;
  if (!real || !(*real > -kLimit && *real < kLimit)) return std::nullopt;
  return static_cast<long long>(*real);
}

namespace {

std::string upper(std::string text) {
  for (char &c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// Infinities and NaN have no FITS number: FXADDPAR writes IDL's text of them as a string.
template <class T>
std::optional<std::string> not_finite(T value) {
  if (std::isfinite(value)) return std::nullopt;
  if (std::isnan(value)) return "NaN";
  return value > 0 ? "Inf" : "-Inf";
}

// The string between the quotes, or an empty optional for a value that is printed bare.
std::optional<std::string> string_content(const HeaderValue &value) {
  if (const auto *text = std::get_if<std::string>(&value)) {
    if (const std::string t = upper(*text); t == "T" || t == "F") return std::nullopt;
    return double_quotes(detabified(printable(*text)));
  }
  if (const auto *number = std::get_if<float>(&value)) return not_finite(*number);
  if (const auto *number = std::get_if<double>(&value)) return not_finite(*number);
  return std::nullopt;
}

std::string bare_token(const HeaderValue &value) {
  struct Printer {
    std::string operator()(bool x) const { return x ? "T" : "F"; }
    std::string operator()(long long x) const { return std::to_string(x); }
    std::string operator()(float x) const { return upper(idl::string(x)); }
    std::string operator()(double x) const { return general(x, 12); }
    std::string operator()(const std::string &x) const { return upper(x); }
  };
  return std::visit(Printer{}, value);
}

constexpr std::size_t kValueColumns = 20;  // columns 11 to 30

std::string right_justified(const std::string &token) {
  return token.size() < kValueColumns ? std::string(kValueColumns - token.size(), ' ') + token : token;
}

std::string quoted_field(const std::string &content) {
  std::string text = "'" + content;
  text.resize(std::max<std::size_t>(text.size(), 9), ' ');
  text += '\'';
  text.resize(std::max(text.size(), kValueColumns), ' ');
  return text;
}

}  // namespace

std::vector<std::string> format(std::string_view keyword, const HeaderValue &value, std::string_view comment) {
  const auto content = string_content(value);
  const std::string clean = detabified(printable(comment));
  if (content && content->size() > kStringColumns) return long_string(keyword, *content, clean);
  std::string name(keyword);
  name.resize(kKeywordColumns, ' ');
  const std::string field = content ? quoted_field(*content) : right_justified(bare_token(value));
  return {padded(name + "= " + field + " / " + clean)};
}

}  // namespace corkit::card

namespace corkit {

std::string format_value(const HeaderValue &value) {
  const auto content = card::string_content(value);
  return content ? card::quoted_field(*content) : card::right_justified(card::bare_token(value));
}

}  // namespace corkit
