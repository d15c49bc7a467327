#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/error.hpp"
#include "stages/pointing.hpp"
#include "unit/calib/scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

constexpr const char *kStars = "c2_012496t1544_082997t1827_timeoffsets.sav";
constexpr const char *kLateStars = "c2_120697t0027_123097t2023_timeoffsets.sav";

CalibrationStore store_of(const std::filesystem::path &folder) {
  return CalibrationStore(locate_calibration({folder.string(), "", "", ""}));
}

std::string little(std::int32_t value) {
  std::string text(4, '\0');
  for (std::size_t k = 0; k < 4; ++k) text[k] = static_cast<char>(static_cast<std::uint32_t>(value) >> (8 * k) & 0xffU);
  return text;
}

// TIME_DIFF.DAT with one record a minute from 2000-01-01 00:00 on; the offsets in milliseconds.
std::string clock_file(const std::vector<int> &offsets_ms) {
  std::string bytes = little(static_cast<int>(offsets_ms.size())) + std::string(12, '\0');
  int minute = 0;
  for (const int offset : offsets_ms) {
    const int lobt = 60000 * minute++;
    bytes += little(51544) + little(lobt + offset + 1000000) + little(51544) + little(lobt + 1000000);
  }
  return bytes;
}

std::string at_minute(int minute) { return format_time(1000000 + 60000 * minute); }

// The reference set; its star offsets serve for the December file as well.
class ReferenceSet {
 public:
  explicit ReferenceSet(const std::filesystem::path &folder) : store_(make(scratch_, folder)) {}
  const CalibrationStore &store() const { return store_; }

 private:
  static CalibrationStore make(const ScratchFolder &scratch, const std::filesystem::path &folder) {
    const auto from = folder / "nrl_lib/idl/data/calib";
    scratch.copy(from / kStars, kStars);
    scratch.copy(from / kStars, kLateStars);
    scratch.copy(from / "TIME_DIFF.DAT", "TIME_DIFF.DAT");
    return store_of(scratch.path());
  }
  ScratchFolder scratch_;
  CalibrationStore store_;
};

bool no_reference_set() {
  if (!corkit::test::reference_calibration().empty()) return false;
  BOOST_TEST_MESSAGE("skipped: no reference calibration set (CORKIT_TEST_CALIB or " CORKIT_TEST_DATA_DIR "/calib)");
  return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_correction)

BOOST_AUTO_TEST_CASE(clock_differences_are_searched) {
  const ScratchFolder scratch;
  scratch.write("TIME_DIFF.DAT", clock_file({30000, 30100, 30400, 30400, 30400}));
  const auto store = store_of(scratch.path());
  const auto at = [&](const std::string &time) { return time_correction2(store, "2000/01/01", time, false); };
  BOOST_TEST(at(at_minute(1)).offset_s == 30.1F);
  BOOST_TEST(at(format_time(1000000 + 119999)).offset_s == 30.1F);
  BOOST_TEST(at(at_minute(2)).offset_s == 30.4F);
  // Standard deviation of 30.0, 30.1, 30.4; differences of TAI seconds of 1.3e9 are good to 2.4e-7.
  BOOST_TEST(std::abs(at(at_minute(1)).error_s - 0.20816659994661) < 1e-6);
  BOOST_TEST(at(at_minute(0)).offset_s == 30.0F);
  BOOST_TEST(at(at_minute(1)).version[0] == "$Id: time_correction2.pro,v 1.5 2012/12/12 22:03:48 nathan Exp $ using:");
  BOOST_TEST(at(at_minute(1)).version[1].starts_with("TIME_DIFF.DAT 2"));
}

BOOST_AUTO_TEST_CASE(outside_the_clock_file_there_is_no_correction) {
  const ScratchFolder scratch;
  scratch.write("TIME_DIFF.DAT", clock_file({30000, 30100, 30400}));
  const auto store = store_of(scratch.path());
  for (const auto &[date, time] : std::vector<std::pair<std::string, std::string>>{{"1999/12/31", "23:59:59"},
                                                                                   {"2000/01/01", "00:00:00"},
                                                                                   {"2000/01/01", at_minute(2)},
                                                                                   {"2001/01/01", "12:00:00"},
                                                                                   {"2010/01/01", "12:00:00"}}) {
    const auto correction = time_correction2(store, date, time, false);
    BOOST_TEST(correction.offset_s == 0.0F, date << ' ' << time);
    BOOST_TEST(correction.error_s == -1.0);
  }
}

BOOST_AUTO_TEST_CASE(wild_clock_differences_are_replaced_by_a_median) {
  const ScratchFolder scratch;
  scratch.write("TIME_DIFF.DAT", clock_file({30000, 600000, 31000, -20000, 32000, 32000}));
  const auto store = store_of(scratch.path());
  const auto high = time_correction2(store, "2000/01/01", at_minute(1), false);
  BOOST_TEST(high.offset_s == 31.0F);
  BOOST_TEST(high.error_s == 570.0);
  const auto low = time_correction2(store, "2000/01/01", at_minute(3), false);
  BOOST_TEST(low.offset_s == 31.0F);
  BOOST_TEST(low.error_s == -11.0);
}

BOOST_AUTO_TEST_CASE(the_record_of_the_example_is_found) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto correction = time_correction2(set.store(), "2005/05/13", "12:42:05.410", false);
  const double mjd = 53503 + (12 * 3600 + 42 * 60 + 5.41) / 86400;
  // The set's clock is 30+20 sin((m-50600)/300)+0.002(m-50600) s ahead; records are a millisecond exact and minutes apart.
  const double expected = 30 + 20 * std::sin((mjd - 50600) / 300) + 0.002 * (mjd - 50600);
  BOOST_TEST(std::abs(static_cast<double>(correction.offset_s) - expected) < 2e-3);
  BOOST_TEST(correction.version[1] == "TIME_DIFF.DAT 2020-06-01");
}

BOOST_AUTO_TEST_CASE(both_sides_of_the_byte_order_change_are_continuous) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto before = time_correction2(set.store(), "2005/12/23", "16:50:00.000", false);
  const auto after = time_correction2(set.store(), "2006/02/01", "00:00:00.000", false);
  BOOST_TEST(before.error_s >= 0);
  BOOST_TEST(after.error_s >= 0);
  BOOST_TEST(std::abs(before.offset_s - after.offset_s) < 5.0F);
}

BOOST_AUTO_TEST_CASE(early_images_use_star_offsets) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto &store = set.store();
  const auto at = [&](const char *date, const char *time) { return time_correction2(store, date, time, false); };
  const auto correction = at("1997/04/12", "10:42:05.250");
  BOOST_TEST(correction.version[0] ==
             "$Id: time_correction2.pro,v 1.5 2012/12/12 22:03:48 nathan Exp $: using median-filtered star values from");
  BOOST_TEST(correction.version[1] == kStars);
  const auto table = store.time_offsets(kStars);
  // One row every three days from MJD 50106 on; 1997-04-12 10:42 is after the row of MJD 50547.
  BOOST_TEST(correction.offset_s == table->offsets_s[(50547 - 50106) / 3]);
  BOOST_TEST(at("1996/01/24", "13:53:19.999").error_s == -1.0);
  BOOST_TEST(at("1996/01/24", "13:53:20.000").offset_s == table->offsets_s[0]);
  BOOST_TEST(at("1997/09/03", "07:27:59.999").version[1] == kStars);
  BOOST_TEST(at("1997/09/03", "07:28:00.000").version[1].starts_with("TIME_DIFF.DAT"));
}

// Times compare as text; it is the normalised text, however TIME-OBS was written.
BOOST_AUTO_TEST_CASE(times_are_normalised_before_they_are_compared) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto file = [&](const char *date, const char *time) { return time_correction2(set.store(), date, time, false).version[1]; };
  BOOST_TEST(file("1997/09/03", "07:28:00").starts_with("TIME_DIFF.DAT"));
  BOOST_TEST(file("1997/09/03", "07:28:00.0").starts_with("TIME_DIFF.DAT"));
  BOOST_TEST(file("1997/09/03", "7:27:59.9") == kStars);
  BOOST_TEST(file("1997/12/30", "20:23:22.8480") == kLateStars);
  const auto dates = set.store().time_offsets(kStars)->dates;
  const auto day = dates[7].substr(0, 10);
  const auto exact = time_correction2(set.store(), day, dates[7].substr(11), false).offset_s;
  BOOST_TEST(time_correction2(set.store(), day, dates[7].substr(11, 8), false).offset_s == exact);
}

BOOST_AUTO_TEST_CASE(before_the_first_star_offset_the_file_is_named_except_on_request) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto version = [&](bool compat_bugs) { return time_correction2(set.store(), "1996/01/20", "10:00:00.000", compat_bugs).version; };
  BOOST_TEST(version(false)[1] == kStars);
  BOOST_TEST(version(true)[0] == "$Id: time_correction2.pro,v 1.5 2012/12/12 22:03:48 nathan Exp $ using:");
  BOOST_TEST(version(true)[1].empty());
}

// Near the ends the three neighbours are those that exist.
BOOST_AUTO_TEST_CASE(star_offsets_end_with_a_minute_more) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto table = set.store().time_offsets(kStars);
  const auto &o = table->offsets_s;
  const auto n = o.size();
  const auto spread = [](double a, double b, double c) {
    const double m = (a + b + c) / 3;
    return std::sqrt(((a - m) * (a - m) + (b - m) * (b - m) + (c - m) * (c - m)) / 2);
  };
  const auto error = [&](const std::string &obe) {
    return time_correction2(set.store(), obe.substr(0, 10), obe.substr(11), false).error_s;
  };
  // Rounding of a mean of three DOUBLEs.
  BOOST_TEST(std::abs(error(table->dates[0]) - spread(o[0], o[1], o[2])) < 1e-12);
  BOOST_TEST(std::abs(error(table->dates[1]) - spread(o[1], o[2], o[3])) < 1e-12);
  BOOST_TEST(std::abs(error(table->dates[2]) - spread(o[1], o[2], o[3])) < 1e-12);
  BOOST_TEST(std::abs(error(table->dates[5]) - spread(o[4], o[5], o[6])) < 1e-12);
  // In December the same rows are long past: the last row and its extension by a minute.
  BOOST_TEST(std::abs(error("1997/12/10 12:00:00.000") - spread(o[n - 2], o[n - 1], o[n - 1])) < 1e-12);
  BOOST_TEST(time_correction2(set.store(), "1997/12/10", "12:00:00.000", false).offset_s == o[n - 1]);
}

BOOST_AUTO_TEST_CASE(the_misspelt_limit_is_kept_only_on_request) {
  if (no_reference_set()) return;
  const ReferenceSet set(corkit::test::reference_calibration());
  const auto file = [&](const char *time, bool compat_bugs) {
    return time_correction2(set.store(), "1997/12/06", time, compat_bugs).version[1].substr(0, 9);
  };
  for (const bool compat_bugs : {false, true}) {
    BOOST_TEST(file("00:26:59.999", compat_bugs) == "TIME_DIFF");
    BOOST_TEST(file("00:27:37.672", compat_bugs) == "c2_120697");
  }
  BOOST_TEST(file("00:27:10.000", false) == "TIME_DIFF");
  BOOST_TEST(file("00:27:10.000", true) == "c2_120697");
}

BOOST_AUTO_TEST_CASE(missing_files_and_dates_are_errors) {
  const CalibrationStore store{CalibrationPaths{}};
  const auto status = [&](const char *date, const char *time) {
    try {
      time_correction2(store, date, time, false);
    } catch (const Error &error) {
      return error.status();
    }
    return CORKIT_OK;
  };
  BOOST_TEST(status("2005/05/13", "12:00:00") == CORKIT_ERROR_CALIBRATION_MISSING);
  BOOST_TEST(status("1997/10/20", "12:00:00") == CORKIT_ERROR_CALIBRATION_MISSING);
  BOOST_TEST(status("2005/05/33", "12:00:00") == CORKIT_ERROR_KEYWORD_VALUE);
  BOOST_TEST(status("2005/05/13", "noon") == CORKIT_ERROR_KEYWORD_VALUE);
}

BOOST_AUTO_TEST_SUITE_END()
