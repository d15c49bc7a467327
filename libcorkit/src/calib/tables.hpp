// Readers of SolarSoft's tables: exposure factors, occulter centres, clock differences, pointing, roll attitude.
// Each reader is a pure function of one file; a file that does not have the expected form is an
// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming file and line.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/descriptor.hpp"
#include "time/utc.hpp"

namespace corkit {

// <c2|c3>_expfactor_YYMMDD.dat (spec/level1.md 6.1). At most 1000 lines; a later line of the same time replaces the earlier.
struct ExposureRow {
  std::string filename;
  float factor = 1;
  float bias = 0;
  int mjd = 0;
  int time_ms = 0;  // LONG(time*1000)
  int nregions = 0;
  float sigma = 0;
};
std::vector<ExposureRow> read_exposure_table(const std::filesystem::path &path);

// c3_occltr_cntr.dat (section 11)
struct OcculterRow {
  int mjd = 0;
  float x = 0, y = 0;
};
std::vector<OcculterRow> read_c3_occulter_centers(const std::filesystem::path &path);

// occulter_center.dat: two lines per (telescope, wheel position); centre DOUBLE, 0-based; found = false where the line is blank or its date
// is not readable.
struct OcculterCenter {
  double x = 0, y = 0;
  int mjd = 0;
  bool found = false;
};
// index = 5 * telescope (C1 C2 C3 EIT) + wheel position; two rows each.
std::vector<std::array<OcculterCenter, 2>> read_occulter_centers(const std::filesystem::path &path);

// TIME_DIFF.DAT (13.2), kept open. Record 0 holds the number of records.
class TimeDiff {
 public:
  explicit TimeDiff(const std::filesystem::path &path);
  struct Record {
    Utc obe, lobt;
  };
  int count() const { return count_; }                    // from record 0
  int last_record() const { return last_; }               // the last that is there: count() or, where record 0 is counted, count() - 1
  Record record(int k) const;                             // byte order as specified; k from 1
  const std::string &file_date() const { return date_; }  // yyyy/mm/dd

 private:
  std::filesystem::path path_;
  Descriptor file_;
  int count_ = 0, last_ = 0;
  std::string date_;
};

// c2_*_timeoffsets.sav
struct TimeOffsets {
  std::vector<std::string> dates;  // ecs strings, ascending
  std::vector<float> offsets_s;
};
TimeOffsets read_time_offsets(const std::filesystem::path &path);

// *_adj_xyr_medv2.sav
struct PointingTable {
  std::vector<double> tai;
  std::vector<float> xmed, ymed, rmed;
};
PointingTable read_pointing(const std::filesystem::path &path);

// c2_c3_last_post_recovery_day.sav: last_day as written
std::string read_last_day(const std::filesystem::path &path);

// nominal_roll_attitude.dat and SO_AT_ROL*.DAT (13.4)
struct RollRow {
  Utc time;
  double roll_deg = 0;
};
std::vector<RollRow> read_nominal_roll(const std::filesystem::path &path);
std::vector<RollRow> read_attitude_roll(const std::filesystem::path &path);

// c2nullblocks.txt
std::vector<int> read_null_blocks(const std::filesystem::path &path);

// Modification date of a file, UTC, yyyy/mm/dd.
std::string file_date(const std::filesystem::path &path);

}  // namespace corkit
