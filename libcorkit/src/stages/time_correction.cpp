// Seconds by which the on-board clock was ahead of UTC at an image's time.
//
// Follows   time_correction2.pro 1.5 2012/12/12 (spec/level1.md 13.2)
// Given     date yyyy/mm/dd, time hh:mm:ss.sss of the uncorrected DATE-OBS
// Returned  offset [s, FLOAT] to subtract from the time; standard deviation of three neighbouring values [s], -1 if there is no value
// Notes     1. Early images use offsets found from stars (three IDL SAVE files), later ones TIME_DIFF.DAT.
//           2. One limit is misspelt in the original, '1997/12/06 00:27.37.672': as a string it is less than any time from 00:27:00 on.
//              compat_bugs keeps it; the effect is confined to images of 37 seconds.
//           3. Before the first star offset there is no correction, and the original leaves both version texts without the file's name.
//              compat_bugs keeps that; otherwise the file is named.
//           4. Where no record of TIME_DIFF.DAT is readable in either byte order the original stops; here it is an Error.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.hpp"
#include "stages/pointing.hpp"

namespace corkit {

namespace {

constexpr const char *kVersion = "$Id: time_correction2.pro,v 1.5 2012/12/12 22:03:48 nathan Exp $";
constexpr int kFirstRecordAfterGap = 320000;
constexpr const char *kGap = "2005/12/23 16:53:11";
constexpr double kLargestOffset_s = 500, kSmallestOffset_s = -15;
constexpr int kExtension_ms = 60000;  // the last star offset holds for a minute more

double stdev(const std::array<double, 3> &v) {
  const double mean = (v[0] + v[1] + v[2]) / 3;
  double sum = 0;
  for (const double x : v) sum += (x - mean) * (x - mean);
  return std::sqrt(sum / 2);
}

double median(std::array<double, 3> v) {
  std::sort(v.begin(), v.end());
  return v[1];
}

// Times compare as strings in the original; so do they here.
std::string star_offset_file(const std::string &obe, bool compat_bugs) {
  if (obe < "1997/09/03 07:28:00.000") return "c2_012496t1544_082997t1827_timeoffsets.sav";
  if (obe >= "1997/10/19 18:28:29.682" && obe <= "1997/10/27 22:41:37.680") return "c2_101997t1828_102797t2241_timeoffsets.sav";
  const char *start = compat_bugs ? "1997/12/06 00:27.37.672" : "1997/12/06 00:27:37.672";
  if (obe >= start && obe <= "1997/12/30 20:23:22.848") return "c2_120697t0027_123097t2023_timeoffsets.sav";
  return {};
}

// The dates with one more, a minute after the last; a date that is not readable is not extended.
TimeOffsets extended(const TimeOffsets &table) {
  TimeOffsets result = table;
  const std::string &last = table.dates.back();
  const auto day = parse_mjd(last);
  const auto blank = last.find_first_of(" T");
  const auto ms = blank == std::string::npos ? std::nullopt : parse_ms(std::string_view(last).substr(blank + 1));
  if (!day || !ms) return result;
  const auto next = tai_to_utc(utc_to_tai({*day, *ms + kExtension_ms}));
  result.dates.push_back(format_date(next.mjd) + ' ' + format_time(next.ms));
  result.offsets_s.push_back(table.offsets_s.back());
  return result;
}

TimeCorrection from_stars(const CalibrationStore &store, const std::string &file, const std::string &obe, bool compat_bugs) {
  TimeCorrection result;
  result.version = {std::string(kVersion) + ": using median-filtered star values from", file};
  const auto table = extended(*store.time_offsets(file));
  const auto n = static_cast<std::ptrdiff_t>(table.dates.size());
  const auto k = std::upper_bound(table.dates.begin(), table.dates.end(), obe) - table.dates.begin() - 1;
  if (k < 0) {
    if (compat_bugs) result.version = {std::string(kVersion) + " using:", ""};
    result.error_s = -1;
    return result;
  }
  const auto offset = [&](std::ptrdiff_t i) { return table.offsets_s[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, n - 1))]; };
  result.offset_s = offset(k);
  // The limits are tested with the neighbour's index: a row next to the ends has its neighbours replaced as well.
  const auto next = k + 1 >= n - 2 ? k - 2 : k + 1;
  const auto previous = k - 1 < 1 ? k + 2 : k - 1;
  result.error_s = stdev({offset(previous), offset(k), offset(next)});
  return result;
}

TimeCorrection from_clock_differences(const CalibrationStore &store, const std::string &obe, const Utc &utc) {
  const auto table = store.time_diff();
  TimeCorrection result;
  std::string date = table->file_date();
  std::replace(date.begin(), date.end(), '/', '-');
  result.version = {std::string(kVersion) + " using:", "TIME_DIFF.DAT " + date};

  const auto seconds = [](const Utc &time) { return time.mjd * 86400.0 + time.ms / 1000.0; };
  const double at = seconds(utc);
  int low = (obe >= kGap ? kFirstRecordAfterGap : 1) - 1;  // last record not after the time, or one less than the first
  int high = table->last_record() + 1;                     // first record after it
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (seconds(table->record(middle).lobt) <= at ? low : high) = middle;
  }
  const int k = low;
  const bool inside = k >= 1 && k < table->count() && k < table->last_record();
  if (!inside) {
    result.error_s = -1;
    return result;
  }
  const auto difference = [&](int record) {
    // Record 0 holds the count; the neighbour of the first record is its own.
    const auto times = table->record(std::max(record, 1));
    return utc_to_tai(times.obe) - utc_to_tai(times.lobt);
  };
  const std::array<double, 3> d = {difference(k - 1), difference(k), difference(k + 1)};
  double offset = d[1];
  result.error_s = stdev(d);
  if (offset > kLargestOffset_s || offset < kSmallestOffset_s) {
    offset = median(d);
    result.error_s = std::abs(d[1]) - std::abs(d[0]);
  }
  result.offset_s = static_cast<float>(offset);
  return result;
}

}  // namespace

TimeCorrection time_correction2(const CalibrationStore &store, const std::string &date, const std::string &time, bool compat_bugs) {
  const auto mjd = parse_mjd(date);
  const auto ms = parse_ms(time);
  if (!mjd || !ms)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + date.substr(0, 40) + "', TIME-OBS '" + time.substr(0, 40) +
                                                "' is no date and time: correct these keywords to yyyy/mm/dd and hh:mm:ss.sss");
  const std::string obe = format_date(*mjd) + ' ' + format_time(*ms);
  const auto file = star_offset_file(obe, compat_bugs);
  return file.empty() ? from_clock_differences(store, obe, {*mjd, *ms}) : from_stars(store, file, obe, compat_bugs);
}

}  // namespace corkit
