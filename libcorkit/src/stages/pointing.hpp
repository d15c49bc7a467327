// Corrected time, Sun centre and roll of an image.
//
// Follows   adjust_hdr_tcr.pro 1.13, time_correction2.pro 1.5, adjust_all_date_obs.pro, get_roll_or_xy.pro, get_sun_center.pro
//           (spec/level1.md 13.1, 13.2, 13.4)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calib/store.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

struct TimeCorrection {
  float offset_s = 0;
  double error_s = 0;                // stdev, or -1
  std::vector<std::string> version;  // lines of cmnver
};
// date yyyy/mm/dd, time hh:mm:ss.sss as in the header.
TimeCorrection time_correction2(const CalibrationStore &store, const std::string &date, const std::string &time, bool compat_bugs);

struct Tcr {
  bool available = false;  // false: no final correction; date, time and position are the caller's business
  std::string date, time;  // corrected
  float xpos = 0, ypos = 0;
  float roll_deg = 0;
  std::string error;  // uncertainty of the time correction, "0.0 sec"; "" without one
  std::vector<std::string> history;
};
Tcr adjust_hdr_tcr(const CalibrationStore &store, const LascoHeader &header, bool compat_bugs);

// A row of *_adj_xyr_medv2.sav at a time (tai: UTC -> TAI + 32.184 s), between rows if the whole seconds differ.
struct PointingAt {
  float x = 0, y = 0, roll_deg = 0;
  bool interpolated = false;
};
PointingAt pointing_at(const PointingTable &table, double tai, bool compat_bugs);
// c2|c3_pre|post_recovery_adj_xyr_medv2.sav; "" for C1 and EIT. date: yyyy/mm/dd.
std::string pointing_file(const std::string &detector, const std::string &date);

// Sun centre and roll from the medians, where they reach the image's (uncorrected) time; empty otherwise.
struct MedianPointing {
  PointingAt at;
  std::string source;
};
std::optional<MedianPointing> median_pointing(const CalibrationStore &store, const LascoHeader &header);

// The uncorrected date and time as ANYTIM2UTC and UTC2STR print them, yyyy/mm/dd and hh:mm:ss.sss; as they are where they are none.
struct DateAndTime {
  std::string date, time;
};
DateAndTime interim_time(const LascoHeader &header);

// get_crota: roll of the nominal attitude file in degrees, 0 before its first line, 999 without a file.
inline constexpr double kCrotaUnknown = 999;
double get_crota(const CalibrationStore &store, const Utc &utc);

struct Position {
  float x = 0, y = 0;  // 0-based pixels of the full 1024 frame
  std::string source;
};
struct Roll {
  float degrees = 0;
  std::string source;
};
// The fallback path: medians of the nearest pointing files where the date allows, else attitude file + default, else defaults.
Position get_sun_center(const CalibrationStore &store, const LascoHeader &header);
Roll get_roll(const CalibrationStore &store, const LascoHeader &header);

struct Center {
  double x = 0, y = 0;   // 0-based pixels of the full frame
  bool is_float = true;  // false: DOUBLE, from occulter_center.dat (decides the arithmetic of the warp grid)
};
// occltr_cntr.pro (section 11)
Center occltr_cntr(const CalibrationStore &store, const LascoHeader &header);

}  // namespace corkit
