#include "time/utc.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "core/decimal.hpp"

namespace corkit {

namespace {

constexpr int kMjd1958 = 36204;  // 1958-01-01, where TAI starts to count
constexpr int kMsPerDay = 86400000;
constexpr int kFirstLeapTotal = 10;  // TAI-UTC from 1972-01-01; SolarSoft counts 0 before

// Days from which a further leap second counts, 1972-01-01 (41317) to 2017-01-01 (57754): IERS Bulletin C.
constexpr std::array<int, 28> kLeapDays = {41317, 41499, 41683, 42048, 42413, 42778, 43144, 43509, 43874, 44239,
                                           44786, 45151, 45516, 46247, 47161, 47892, 48257, 48804, 49169, 49534,
                                           50083, 50630, 51179, 53736, 54832, 56109, 57204, 57754};

int tai_minus_utc(int mjd) {
  const auto n = std::upper_bound(kLeapDays.begin(), kLeapDays.end(), mjd) - kLeapDays.begin();
  return n == 0 ? 0 : kFirstLeapTotal - 1 + static_cast<int>(n);
}

constexpr std::chrono::sys_days kMjdZero = std::chrono::year(1858) / std::chrono::November / 17;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes at least min and at most max digits off the front.
std::optional<int> take_digits(std::string_view &text, std::size_t min, std::size_t max) {
  std::size_t n = 0;
  int value = 0;
  while (n < text.size() && n < max && is_digit(text[n])) value = 10 * value + (text[n++] - '0');
  if (n < min) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view &text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::string digits(int value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::chrono::year_month_day calendar(int mjd) { return kMjdZero + std::chrono::days(mjd); }

}  // namespace

int mjd_of(int year, int month, int day) {
  const std::chrono::sys_days date =
      std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / std::chrono::day(static_cast<unsigned>(day));
  return static_cast<int>((date - kMjdZero).count());
}

std::optional<int> parse_mjd(std::string_view date) {
  auto rest = trim(date);
  const auto year = take_digits(rest, 4, 4);
  if (!year || *year < 1 || rest.empty()) return std::nullopt;
  const char separator = rest.front();
  if (separator != '/' && separator != '-') return std::nullopt;
  rest.remove_prefix(1);
  const auto month = take_digits(rest, 1, 2);
  if (!month || !take(rest, separator)) return std::nullopt;
  const auto day = take_digits(rest, 1, 2);
  if (!day || (!rest.empty() && is_digit(rest.front()))) return std::nullopt;
  const auto ymd =
      std::chrono::year(*year) / std::chrono::month(static_cast<unsigned>(*month)) / std::chrono::day(static_cast<unsigned>(*day));
  if (!ymd.ok()) return std::nullopt;
  return mjd_of(*year, *month, *day);
}

std::optional<int> parse_ms(std::string_view time) {
  auto rest = trim(time);
  const auto hour = take_digits(rest, 1, 2);
  if (!hour || !take(rest, ':')) return std::nullopt;
  const auto minute = take_digits(rest, 1, 2);
  if (!minute || !take(rest, ':')) return std::nullopt;
  if (!rest.empty() && (rest.back() == 'Z' || rest.back() == 'z')) rest.remove_suffix(1);
  if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
  double seconds = 0;
  const auto [end, error] = decimal(rest.data(), rest.data() + rest.size(), seconds, std::chars_format::fixed);
  if (error != std::errc() || end != rest.data() + rest.size()) return std::nullopt;
  const bool leap_minute = *hour == 23 && *minute == 59;
  if (*hour > 23 || *minute > 59 || !(seconds < (leap_minute ? 61.0 : 60.0))) return std::nullopt;
  return static_cast<int>(std::floor((*hour * 3600 + *minute * 60) * 1000.0 + seconds * 1000.0 + 0.5));
}

std::string format_date(int mjd, char separator) {
  const auto ymd = calendar(mjd);
  return digits(static_cast<int>(ymd.year()), 4) + separator + digits(static_cast<int>(static_cast<unsigned>(ymd.month())), 2) + separator +
         digits(static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
}

std::string format_yymmdd(int mjd) {
  const std::string date = format_date(mjd);
  return date.substr(2, 2) + date.substr(5, 2) + date.substr(8, 2);
}

std::string format_time(int ms) {
  // The second that a leap second adds is 23:59:60, not 24:00:00.
  const int minute_of_day = std::min(ms / 60000, 24 * 60 - 1);
  const int rest = ms - minute_of_day * 60000;
  return digits(minute_of_day / 60, 2) + ':' + digits(minute_of_day % 60, 2) + ':' + digits(rest / 1000, 2) + '.' + digits(rest % 1000, 3);
}

double utc_to_tai(const Utc &utc) { return (utc.mjd - kMjd1958) * 86400.0 + utc.ms / 1000.0 + tai_minus_utc(utc.mjd); }

Utc tai_to_utc(double tai_s) {
  Utc utc;
  utc.mjd = static_cast<int>(std::floor(tai_s / 86400.0)) + kMjd1958;
  const auto seconds_of_day = [&] { return tai_s - (utc.mjd - kMjd1958) * 86400.0 - tai_minus_utc(utc.mjd); };
  // The day starts up to 37 s after the TAI day does.
  if (seconds_of_day() < 0) --utc.mjd;
  utc.ms = static_cast<int>(std::floor(seconds_of_day() * 1000.0 + 0.5));
  const int leap_seconds = tai_minus_utc(utc.mjd + 1) - tai_minus_utc(utc.mjd);
  const int length_ms = kMsPerDay + (utc.mjd + 1 == kLeapDays.front() ? 0 : leap_seconds * 1000);
  if (utc.ms >= length_ms) {
    ++utc.mjd;
    utc.ms = 0;
  }
  return utc;
}

}  // namespace corkit
