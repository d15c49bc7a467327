// The calibration store: every file read once, checked, and kept as immutable data that all threads share.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "calib/locate.hpp"
#include "calib/tables.hpp"
#include "core/image.hpp"
#include "fits/header.hpp"
#include "lasco/detector.hpp"

namespace corkit {

struct CalibrationImage {
  Image<float> pixels;      // 1024 x 1024
  bool integer = false;     // the file holds integers (a mask: REBIN truncates)
  Header header;
  std::string name;         // c2vig_final.fts
  std::string date;         // modification date yyyy/mm/dd
};

struct CalibrationFileState {
  std::string name, path, state;  // state: "ok", "missing", "damaged: ..."
};

class CalibrationStore {
 public:
  explicit CalibrationStore(CalibrationPaths paths);

  const CalibrationPaths &paths() const { return paths_; }
  bool synthetic() const;  // a marker file or header says so

  // Files of $LASCO_DATA/calib; Error(CORKIT_ERROR_CALIBRATION_MISSING) with the remedy, or _DAMAGED for a wrong size or a file that
  // has no finite pixel.
  std::shared_ptr<const CalibrationImage> image(const std::string &name) const;
  std::shared_ptr<const std::vector<int>> c2_null_blocks() const;

  // Rows of the day's exposure file; nullptr if there is no such file. name and date of the file are returned.
  struct ExposureTable {
    std::vector<ExposureRow> rows;
    std::string name, date;
  };
  std::shared_ptr<const ExposureTable> exposure_table(Detector detector, int mjd) const;

  std::shared_ptr<const std::vector<OcculterRow>> c3_occulter_centers() const;                  // nullptr if missing
  std::shared_ptr<const std::vector<std::array<OcculterCenter, 2>>> occulter_centers() const;  // nullptr if missing
  std::shared_ptr<const TimeDiff> time_diff() const;
  std::shared_ptr<const TimeOffsets> time_offsets(const std::string &name) const;
  std::shared_ptr<const PointingTable> pointing(const std::string &name) const;  // nullptr if missing
  std::shared_ptr<const std::string> last_post_recovery_day() const;             // nullptr if missing
  std::shared_ptr<const std::vector<RollRow>> nominal_roll() const;              // nullptr if missing
  std::shared_ptr<const std::vector<RollRow>> predicted_roll(int mjd) const;     // SO_AT_ROL_yyyymmdd_V*.DAT, highest version; nullptr if missing

  // State of every file the chain can ask for (exposure tables excepted), for `corkit data list|verify`. Reads them all.
  std::vector<CalibrationFileState> check() const;

 private:
  // One entry per file, loaded under its own once-flag; a failed load is retried by the next caller.
  template <class T>
  std::shared_ptr<const T> cached(const std::string &key, const std::function<std::shared_ptr<const T>()> &load) const;

  CalibrationPaths paths_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const void>> cache_;
};

}  // namespace corkit
