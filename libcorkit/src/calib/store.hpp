// The calibration store: every file read once, checked, and kept as immutable data that all threads share.
//
// Notes     1. A file is looked for and read at its first use; what was found then holds for the life of the store, a missing optional file
//              included. A failed load is not remembered: the next caller tries again.
//           2. Synthetic sets say so: corkit's own demo set has a card `SYNTHET =                    T` in each FITS file and a text file
//              SYNTHETIC.txt in its folders. A COMMENT or HISTORY with the word "synthetic" counts as well.
#pragma once

#include <array>
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
  Image<float> pixels;   // 1024 x 1024
  bool integer = false;  // the file holds integers (a mask: REBIN truncates)
  Header header;
  std::string name;                   // c2vig_final.fts
  std::string date;                   // modification date yyyy/mm/dd
  std::vector<std::string> warnings;  // of reading it, with its path
};

struct CalibrationFileState {
  std::string name, path, state;  // state: "ok", "missing", "damaged: ..."
};

class CalibrationStore {
 public:
  explicit CalibrationStore(CalibrationPaths paths);

  const CalibrationPaths &paths() const { return paths_; }
  bool synthetic() const;  // a marker file or header says so

  // Files of $LASCO_DATA/calib; Error(CORKIT_ERROR_CALIBRATION_MISSING) with the remedy, or _DAMAGED for a wrong size or a file of
  // whose pixels fewer than half are finite. Kept as long as somebody uses it.
  std::shared_ptr<const CalibrationImage> image(const std::string &name) const;
  std::shared_ptr<const std::vector<int>> c2_null_blocks() const;

  // Rows of the day's exposure file; nullptr if there is no such file. name and date of the file are returned.
  struct ExposureTable {
    std::vector<ExposureRow> rows;
    std::string name, date;
  };
  std::shared_ptr<const ExposureTable> exposure_table(Detector detector, int mjd) const;

  std::shared_ptr<const std::vector<OcculterRow>> c3_occulter_centers() const;                 // nullptr if missing
  std::shared_ptr<const std::vector<std::array<OcculterCenter, 2>>> occulter_centers() const;  // nullptr if missing
  std::shared_ptr<const TimeDiff> time_diff() const;                                           // Error if missing
  std::shared_ptr<const TimeOffsets> time_offsets(const std::string &name) const;              // Error if missing
  std::shared_ptr<const PointingTable> pointing(const std::string &name) const;                // nullptr if missing
  std::shared_ptr<const std::string> last_post_recovery_day() const;                           // nullptr if missing
  std::shared_ptr<const std::vector<RollRow>> nominal_roll() const;                            // nullptr if missing
  std::shared_ptr<const std::vector<RollRow>> predicted_roll(
      int mjd) const;  // SO_AT_ROL_yyyymmdd_V*.DAT, highest version; nullptr if missing

  // State of every file the chain can ask for (exposure tables excepted), for `corkit data list|verify`. Reads them all.
  std::vector<CalibrationFileState> check() const;

 private:
  struct Entry {
    std::mutex mutex;
    bool loaded = false;
    std::shared_ptr<const void> value;
  };
  struct ImageEntry {
    std::mutex mutex;
    std::weak_ptr<const CalibrationImage> image;
  };
  using Cache = std::map<std::string, std::shared_ptr<Entry>>;

  // The value under key, loaded by the first caller while others who ask for the same key wait; no lock on other keys is held meanwhile.
  template <class T>
  std::shared_ptr<const T> cached(Cache &cache, const std::string &key, const std::function<std::shared_ptr<const T>()> &load) const;

  CalibrationPaths paths_;
  mutable std::mutex mutex_;
  mutable Cache files_;
  mutable std::map<std::string, std::shared_ptr<ImageEntry>> images_;
  mutable Cache days_;  // tables of one day; forgotten when there are many
};

}  // namespace corkit
