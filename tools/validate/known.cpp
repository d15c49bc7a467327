#include "validate/known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "validate/history.hpp"

namespace tool::validate {

namespace {

constexpr const char *kOwnLine = "corkit's own line";
constexpr const char *kWritten = "the same value, written otherwise";
constexpr const char *kVersion = "another version of the routine, the same result";
constexpr const char *kFileDate = "a calibration file of another date";
constexpr const char *kLastDay = "a pointing table that reaches further";
constexpr const char *kClockText = "time_correction2 prints other digits in other versions (corkit: 1.5)";
constexpr const char *kSums = "SolarSoft adds in single precision";
constexpr const char *kFollows = "follows from pixels that differ within the tolerance";
constexpr const char *kRadius = "products of 1996 and 1997 were made on another system: RSUN differs by 0.96 arc seconds";
constexpr const char *kSign = "CROTA had the opposite sign before November 2011";
constexpr const char *kInterim = "where interim pointing comes from is said in other words";
constexpr const char *kFuzzyLine = "SolarSoft fills, but does not write this line";

constexpr double kSumsDiffer = 1e-2;  // of the value; real images: up to 6e-3

std::string keyword_of(const std::string &card) {
  const std::string keyword = card.substr(0, 8);
  return keyword.substr(0, keyword.find_last_not_of(' ') + 1);
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += c;
  return out;
}

struct Card {
  std::string value, comment;  // without blanks around the value, without any blank in the comment
};

Card split_card(const std::string &card) {
  if (card.size() < 10 || card.compare(8, 2, "= ") != 0) return {"", without_blanks(card.substr(std::min<size_t>(8, card.size())))};
  size_t slash = card.find('/', 10);
  if (const size_t quote = card.find_first_not_of(' ', 10); quote != std::string::npos && card[quote] == '\'') {
    size_t end = card.find('\'', quote + 1);
    while (end != std::string::npos && end + 1 < card.size() && card[end + 1] == '\'') end = card.find('\'', end + 2);
    slash = end == std::string::npos ? end : card.find('/', end);
  }
  std::string value = card.substr(10, slash == std::string::npos ? slash : slash - 10);
  value.erase(0, std::min(value.find_first_not_of(' '), value.size()));
  value.erase(value.find_last_not_of(' ') + 1);
  return {value, slash == std::string::npos ? "" : without_blanks(card.substr(slash + 1))};
}

std::optional<double> number_of(const std::string &text) {
  const char *const begin = text.c_str();
  char *end = nullptr;
  const double value = std::strtod(begin, &end);
  if (end == begin || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Digits that count, leading zeros not among them.
int digits_of(const std::string &number) {
  const std::string mantissa = number.substr(0, number.find_first_of("eEdD"));
  int digits = 0;
  bool begun = false;
  for (const char c : mantissa) {
    begun = begun || (c >= '1' && c <= '9');
    if (begun && c >= '0' && c <= '9') ++digits;
  }
  return digits;
}

std::string rounded(double value, int digits) { return fmt::format("{:.{}e}", value, std::max(digits, 1) - 1); }

// 25.1262079357 and 25.1262, 7.6E-11 and 7.6e-11
bool same_number(const std::string &a, const std::string &b) {
  const auto x = number_of(a), y = number_of(b);
  if (!x || !y) return false;
  const int digits = std::min(digits_of(a), digits_of(b));
  return *x == *y || (digits > 0 && digits_of(a) != digits_of(b) && rounded(*x, digits) == rounded(*y, digits));
}

double relative_difference(double x, double y) { return x == y ? 0 : std::abs(x - y) / std::max(std::abs(x), std::abs(y)); }

bool same_value(const std::string &a, const std::string &b) { return a == b || same_number(a, b); }

// One may be cut at the card's end.
bool same_comment(const std::string &a, const std::string &b) { return a.starts_with(b) || b.starts_with(a); }

bool is_statistic(const std::string &keyword) { return keyword.starts_with("DATA") || keyword.starts_with("DSAT") || keyword == "NSATMIN"; }

std::string reason_of_statistic(const Circumstances &c, const std::string &keyword, double x, double y) {
  constexpr double bins = 2e-3;    // percentiles are of a histogram
  constexpr double few = 1e-3;     // counts of zeros and saturated pixels
  constexpr double pixels = 1e-4;  // extremes
  if (c.core_is_zero) return reason_core;
  if ((keyword == "DATAAVG" || keyword == "DATASIG") && relative_difference(x, y) <= kSumsDiffer) return kSums;
  if (!c.pixels_differ || !c.pixels_agree) return "";
  const bool count = keyword == "DATAZER" || keyword == "DATASAT" || keyword == "NSATMIN";
  const double allowed = keyword.starts_with("DATAP") ? bins : count ? few : pixels;
  const bool close = relative_difference(x, y) <= allowed || (count && std::abs(x - y) <= 16);
  return close ? kFollows : "";
}

std::string reason_of_value(const Circumstances &c, const std::string &keyword, const std::string &theirs, const std::string &mine) {
  const Card a = split_card(theirs), b = split_card(mine);
  if (same_value(a.value, b.value) && same_comment(a.comment, b.comment)) return kWritten;
  const auto x = number_of(a.value), y = number_of(b.value);
  if (!x || !y) return "";
  if (is_statistic(keyword)) return reason_of_statistic(c, keyword, *x, *y);
  constexpr double radius_arcsec = 0.96, radius_spread = 0.03;
  if (keyword == "RSUN" && c.of_the_other_system() && std::abs(std::abs(*x - *y) - radius_arcsec) <= radius_spread) return kRadius;
  if (keyword.starts_with("CROTA") && c.before_rolls() && relative_difference(*x, -*y) <= 1e-5) return kSign;
  return "";
}

// The number that follows "stdev".
std::optional<double> spread_of(const std::string &text) {
  const size_t at = text.find("stdev ");
  if (at == std::string::npos) return std::nullopt;
  return number_of(text.substr(at + 6, text.find(' ', at + 6) - at - 6));
}

// 6.12955e-13 and 6.12955E-13 within texts that are otherwise the same.
bool same_rest(const std::string &a, const std::string &b) {
  std::string x = without_blanks(a), y = without_blanks(b);
  for (std::string *text : {&x, &y})
    std::transform(text->begin(), text->end(), text->begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return x == y;
}

std::string reason_of_history(const HistoryLine &theirs, const HistoryLine &mine) {
  if (theirs.subject != mine.subject) return "";
  if (theirs.subject == "time_correction2.pro") return kClockText;
  if (theirs.subject == "ROLL" || theirs.subject == "sun_center") return kInterim;
  if (theirs.subject == "TIME_DIFF.DAT") {
    const auto x = spread_of(theirs.rest), y = spread_of(mine.rest);
    const bool digits = x && y && std::abs(*x - *y) <= 0.0501;  // corkit prints one decimal
    if (theirs.rest == mine.rest) return theirs.date == mine.date ? kWritten : kFileDate;
    return digits ? kClockText : "";
  }
  const bool result = same_rest(theirs.rest, mine.rest);
  if (!result) return "";
  if (theirs.version != mine.version) return kVersion;
  if (theirs.date == mine.date) return kWritten;
  return theirs.rest.find("last_day") != std::string::npos ? kLastDay : kFileDate;
}

std::string text_of(const std::string &card) { return card.substr(std::min<size_t>(8, card.size())); }

}  // namespace

Circumstances circumstances_of(const corkit_header *theirs) {
  Circumstances c;
  c.observed = text_value(theirs, "DATE-OBS");
  if (c.observed.empty()) c.observed = text_value(theirs, "DATE_OBS");
  std::replace(c.observed.begin(), c.observed.end(), '/', '-');
  c.made = text_value(theirs, "DATE");
  std::replace(c.made.begin(), c.made.end(), '/', '-');
  c.detector = text_value(theirs, "DETECTOR");
  return c;
}

std::string reason_of(const Circumstances &circumstances, const std::optional<std::string> &theirs,
                      const std::optional<std::string> &mine) {
  const std::string keyword = keyword_of(theirs ? *theirs : *mine);
  const bool history = keyword == "HISTORY";
  for (const auto &card : {theirs, mine})
    if (history && card && read_history(text_of(*card)).subject == "corkit" && !(theirs && mine)) return kOwnLine;
  if (keyword == "COMMENT" && circumstances.before_rolls() && (theirs ? *theirs : *mine).find("CROTA") != std::string::npos) return kSign;
  if (!theirs || !mine) {
    const HistoryLine line = read_history(text_of(theirs ? *theirs : *mine));
    if (!history) return "";
    if (mine && mine->find("Used FUZZY_IMAGE.PRO") != std::string::npos) return kFuzzyLine;
    return line.subject == "time_correction2.pro" ? kClockText : "";
  }
  if (*theirs == *mine) return "";  // it stands at another place
  if (history) return reason_of_history(read_history(text_of(*theirs)), read_history(text_of(*mine)));
  return reason_of_value(circumstances, keyword, *theirs, *mine);
}

}  // namespace tool::validate
