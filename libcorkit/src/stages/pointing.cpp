// Final time, Sun centre and roll.
//
// Follows   adjust_hdr_tcr.pro 1.13 07/30/13, adjust_all_date_obs.pro (spec/level1.md 13.1, 13.2)
// Returned  Sun centre in 0-based pixels of the full 1024 frame as stored (before rectification), roll in degrees; for C1 and EIT CRPIX of
// the
//           header and roll 0, with the corrected time
// Notes     1. The running medians are interpolated linearly between rows, also from 0 to 180 degrees (as the original does).
//           2. The original compares whole seconds as LONG, which overflows on 2026-01-19 (2^31 s of TAI); from then on it takes the
//           earlier
//              row as it is. compat_bugs keeps that.
//           3. Where a pointing file is missing the original stops; here the interim values are used, and HISTORY says why.
#include "stages/pointing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "idl/numbers.hpp"

namespace corkit {

namespace {

constexpr double kTtMinusTai_s = 32.184;  // c_tai of the pointing files has it added
constexpr const char *kRecovery = "1998/07/01";

float interpolate(double x1, float y1, double x2, float y2, double x) {
  return static_cast<float>(static_cast<double>(y1) + static_cast<double>(y2 - y1) / (x2 - x1) * (x - x1));
}

double whole_seconds(double tai, bool as_long) {
  constexpr double kTwoTo31 = 2147483648.0;
  return as_long && tai >= kTwoTo31 ? -kTwoTo31 : std::trunc(tai);
}

std::string one_decimal(double value) {
  std::array<char, 64> text;
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1);
  return {text.data(), result.ptr};
}

// cmnver's RCS keyword without its "$Id:".
std::string without_id(std::string version) {
  constexpr std::string_view kId = "$Id:";
  if (const auto at = version.find(kId); at != std::string::npos) version.replace(at, kId.size(), " ");
  return idl::strtrim(version);
}

struct CorrectedTime {
  Utc utc;
  std::string error;  // "0.0 sec"
  std::vector<std::string> history;
};

CorrectedTime adjust_all_date_obs(const CalibrationStore &store, const LascoHeader &header, bool compat_bugs) {
  const auto mjd = parse_mjd(header.date_obs);
  const std::string time = idl::strtrim(header.time_obs);
  // Level-1 headers hold the corrected time in DATE-OBS and leave TIME-OBS empty.
  const bool joined = time.empty() && header.date_obs.size() > 11;
  const bool corrected = joined || header.time_corrected;
  const auto ms = parse_ms(joined ? header.date_obs.substr(11) : time);
  if (!mjd || !ms)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + header.date_obs.substr(0, 40) + "', TIME-OBS '" + header.time_obs.substr(0, 40) +
                                                "' of " + header.filename.substr(0, 80) +
                                                " is no date and time: correct these keywords to yyyy/mm/dd and hh:mm:ss.sss");
  if (corrected) return {{*mjd, *ms}, {}, {}};
  const auto correction = time_correction2(store, header.date_obs, time, compat_bugs);
  CorrectedTime result;
  result.utc = tai_to_utc(utc_to_tai({*mjd, *ms}) - static_cast<double>(correction.offset_s));
  result.error = one_decimal(correction.error_s) + " sec";
  result.history = {"  " + without_id(correction.version[0]), ' ' + correction.version[1] + ": stdev " + result.error,
                    " Original date_obs: " + header.date_obs + ' ' + header.time_obs};
  return result;
}

}  // namespace

PointingAt pointing_at(const PointingTable &table, double tai, bool compat_bugs) {
  const auto after = std::upper_bound(table.tai.begin(), table.tai.end(), tai) - table.tai.begin();
  const auto row = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
  const bool exact = after == 0 || static_cast<std::size_t>(after) == table.tai.size() ||
                     whole_seconds(table.tai[row], compat_bugs) == whole_seconds(tai, compat_bugs);
  if (exact) return {table.xmed[row], table.ymed[row], table.rmed[row], false};
  const auto between = [&](const std::vector<float> &y) {
    return interpolate(table.tai[row], y[row], table.tai[row + 1], y[row + 1], tai);
  };
  return {between(table.xmed), between(table.ymed), between(table.rmed), true};
}

std::string pointing_file(const std::string &detector, const std::string &date) {
  if (detector != "C2" && detector != "C3") return {};
  return (detector == "C2" ? "c2_" : "c3_") + std::string(date < kRecovery ? "pre" : "post") + "_recovery_adj_xyr_medv2.sav";
}

Tcr adjust_hdr_tcr(const CalibrationStore &store, const LascoHeader &header, bool compat_bugs) {
  Tcr tcr;
  tcr.history.emplace_back(" adjust_hdr_tcr.pro 1.13 07/30/13");
  const auto last_day = store.last_post_recovery_day();
  if (!last_day) {
    tcr.history.emplace_back(" CNTR/ROLL not corrected; c2_c3_last_post_recovery_day.sav is missing.");
    return tcr;
  }
  const auto mjd = parse_mjd(header.date_obs);
  if (mjd && *mjd > parse_mjd(*last_day)) {
    tcr.history.push_back(" CNTR/ROLL not corrected; only available thru " + *last_day + '.');
    return tcr;
  }
  const auto corrected = adjust_all_date_obs(store, header, compat_bugs);
  const auto date = format_date(corrected.utc.mjd);
  const auto file = pointing_file(header.detector, date);
  const auto table = file.empty() ? nullptr : store.pointing(file);
  if (!file.empty() && !table) {
    tcr.history.push_back(" CNTR/ROLL not corrected; " + file + " is missing.");
    return tcr;
  }
  tcr.available = true;
  tcr.date = date;
  tcr.time = format_time(corrected.utc.ms);
  tcr.error = corrected.error;
  tcr.history.insert(tcr.history.end(), corrected.history.begin(), corrected.history.end());
  if (!table) {  // C1, EIT: the time only
    tcr.xpos = header.crpix1;
    tcr.ypos = header.crpix2;
    return tcr;
  }
  const auto at = pointing_at(*table, utc_to_tai(corrected.utc) + kTtMinusTai_s, compat_bugs);
  tcr.xpos = at.x;
  tcr.ypos = at.y;
  tcr.roll_deg = at.roll_deg;
  tcr.history.push_back(' ' + file + (at.interpolated ? " (interpolated)" : "") + " last_day=" + *last_day);
  return tcr;
}

std::optional<MedianPointing> median_pointing(const CalibrationStore &store, const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  const auto last_day = store.last_post_recovery_day();
  if (!mjd || !last_day || *mjd > parse_mjd(*last_day)) return std::nullopt;
  const auto file = pointing_file(header.detector, format_date(*mjd));
  if (file.empty()) return std::nullopt;
  const auto table = store.pointing(file);
  if (!table) return std::nullopt;
  const auto at = pointing_at(*table, utc_to_tai({*mjd, parse_ms(header.time_obs).value_or(0)}) + kTtMinusTai_s, false);
  return MedianPointing{at, file + (at.interpolated ? " (interpolated)" : "")};
}

}  // namespace corkit
