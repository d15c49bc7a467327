// Where the public files are: SolarSoft's calibration files and the LASCO team's archive of images.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace tool::archive {

// Which of SolarSoft's folders a calibration file belongs to.
enum class Place { lasco_calib, nrl_calib, convert, expfac, attitude };

struct CalibrationName {
  const char *name;
  Place place;
};

// Every calibration file that does not belong to one day.
std::span<const CalibrationName> calibration_names();

struct Source {
  std::string file;               // below the target folder, with /
  std::vector<std::string> urls;  // to be tried in this order
};

// mirrors: addresses of SolarSoft trees (they hold soho/lasco) or of folders as corkit makes them (lasco_data/ nrl_lib/ ancil/), which then
// stand in place of the public ones; empty: these.
Source calibration_source(const CalibrationName &file, const std::vector<std::string> &mirrors);
// The exposure factors of camera c2 or c3 on a day, yymmdd.
Source exposure_source(const std::string &camera, const std::string &yymmdd, const std::vector<std::string> &mirrors);

// A day of images of one camera: level_05 or level_1.
struct Day {
  std::string level, yymmdd, camera;
  std::string folder() const { return level + '/' + yymmdd + '/' + camera; }
};

// The addresses of a day's folder, without / at the end. mirrors: addresses that stand for .../lz, or at level 0.5 also for a folder of
// days, in place of the public ones.
std::vector<std::string> day_addresses(const Day &day, const std::vector<std::string> &mirrors);

inline constexpr const char *list_name = "img_hdr.txt";  // of each day's folder

// Without / at the end; UsageError for what is neither http:// nor https://.
std::vector<std::string> checked_mirrors(std::vector<std::string> mirrors);
std::vector<std::string> checked_addresses(const std::string &option, std::vector<std::string> addresses);

}  // namespace tool::archive
