// UTC and TAI as SolarSoft counts them: a Modified Julian Date and milliseconds of day; TAI seconds since 1958-01-01.
//
// Follows   UTC2TAI, TAI2UTC, ANYTIM2UTC of SSW GEN; leap seconds up to 2017-01-01 (37 s).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corkit {

struct Utc {
  int mjd = 0;
  int ms = 0;  // milliseconds of day, up to 86400999 on the day of a leap second
  friend auto operator<=>(const Utc &, const Utc &) = default;
};

int mjd_of(int year, int month, int day);
// yyyy/mm/dd or yyyy-mm-dd (what follows is ignored); empty for anything else or a date that does not exist.
std::optional<int> parse_mjd(std::string_view date);
// hh:mm:ss[.sss], rounded to a millisecond; a trailing Z is ignored.
std::optional<int> parse_ms(std::string_view time);

std::string format_date(int mjd, char separator = '/');  // 2005/05/13
std::string format_yymmdd(int mjd);                      // 050513
std::string format_time(int ms);                         // 13:42:05.410

double utc_to_tai(const Utc &utc);
Utc tai_to_utc(double tai_s);

// Current time, or SOURCE_DATE_EPOCH where that is set.
std::string now_iso();      // 2026-11-22T13:02:32.544
std::string now_systime();  // Sun Nov 22 13:02:34 2026

}  // namespace corkit
