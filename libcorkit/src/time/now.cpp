// The current time as header cards print it.
//
// Notes     1. UTC throughout; IDL's SYSTIME() is local time.
//           2. SOURCE_DATE_EPOCH (seconds since 1970, whole) makes products reproducible; what is no such number is an error. Empty: as if
//           not set.
//           3. Names of days and months do not depend on the locale.
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "time/utc.hpp"

namespace corkit {

namespace {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

constexpr long long kLastSecond = 253402300799;  // 9999-12-31T23:59:59

Milliseconds now() {
  if (const char *text = std::getenv("SOURCE_DATE_EPOCH"); text != nullptr && *text != '\0') {
    const std::string_view view(text);
    long long seconds = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), seconds);
    const bool negative = view.front() == '-';  // -0, too
    if (error == std::errc() && !negative && end == view.data() + view.size() && seconds <= kLastSecond)
      return Milliseconds(std::chrono::seconds(seconds));
    throw Error(CORKIT_ERROR_ARGUMENT, "the environment variable SOURCE_DATE_EPOCH is " + quoted(view, 40) +
                                           ": give it whole seconds since 1970, 0 to " + std::to_string(kLastSecond) + ", or unset it");
  }
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

struct Moment {
  std::chrono::sys_days day;
  Utc utc;
};

Moment moment() {
  const auto time = now();
  const auto day = std::chrono::floor<std::chrono::days>(time);
  constexpr int kMjd1970 = 40587;
  return {day, {kMjd1970 + static_cast<int>(day.time_since_epoch().count()), static_cast<int>((time - day).count())}};
}

}  // namespace

std::string now_iso() {
  const auto utc = moment().utc;
  return format_date(utc.mjd, '-') + 'T' + format_time(utc.ms);
}

std::string now_systime() {
  constexpr std::array<const char *, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char *, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto [day, utc] = moment();
  const std::chrono::year_month_day ymd = day;
  const auto day_of_month = static_cast<unsigned>(ymd.day());
  return std::string(kDays[std::chrono::weekday(day).c_encoding()]) + ' ' + kMonths[static_cast<unsigned>(ymd.month()) - 1] +
         (day_of_month < 10 ? "  " : " ") + std::to_string(day_of_month) + ' ' + format_time(utc.ms).substr(0, 8) + ' ' +
         format_date(utc.mjd).substr(0, 4);
}

}  // namespace corkit
