#include "calib/tables.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdio>

#include "core/error.hpp"
#include "scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

// Damaged, and the sentence names the file (and the line, where there is one).
auto damaged(const std::string &name, int line = 0) {
  return [name, line](const Error &error) {
    const std::string text = error.what();
    BOOST_TEST_INFO(text);
    return error.status() == CORKIT_ERROR_CALIBRATION_DAMAGED && text.find(name) != std::string::npos &&
           text.find('\n') == std::string::npos && (line == 0 || text.find("line " + std::to_string(line) + ":") != std::string::npos);
  };
}

const std::string kRow = "22180003.fts  1.001080     572.7  050513    45023.96        Orange       Clear   0.0000  10  1.14E-03\n";

std::string big(std::int32_t value) {
  std::string text(4, '\0');
  for (std::size_t k = 0; k < 4; ++k) text[k] = static_cast<char>(static_cast<std::uint32_t>(value) >> (24 - 8 * k) & 0xffU);
  return text;
}
std::string little(std::int32_t value) {
  const auto text = big(value);
  return {text.rbegin(), text.rend()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(exposure_rows_are_read_by_columns) {
  const ScratchFolder scratch;
  const auto rows = read_exposure_table(scratch.write("c2_expfactor_050513.dat", kRow + "\n"));
  BOOST_REQUIRE(rows.size() == 1U);
  const auto &row = rows[0];
  BOOST_TEST(row.filename == "22180003.fts");
  BOOST_TEST(row.factor == 1.00108F);
  BOOST_TEST(row.bias == 572.7F);
  BOOST_TEST(row.mjd == 53503);
  BOOST_TEST(row.time_ms == 45023960);
  BOOST_TEST(row.nregions == 10);
  BOOST_TEST(row.sigma == 1.14e-3F);
}

BOOST_AUTO_TEST_CASE(columns_that_touch_are_told_apart) {
  const ScratchFolder scratch;
  const auto rows = read_exposure_table(
      scratch.write("x.dat", "22180003.fts-12.001080-1234567.7  960113    86399.99  ABCDEFGHIJKLMNOPQRSTUVWX1234.56789999 -1.14E-03\n"));
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST(rows[0].factor == -12.00108F);
  BOOST_TEST(rows[0].bias == -1234567.7F);
  BOOST_TEST(rows[0].mjd == 50095);
  BOOST_TEST(rows[0].nregions == 9999);
  BOOST_TEST(rows[0].sigma == -1.14e-3F);
}

BOOST_AUTO_TEST_CASE(shifted_exposure_rows_are_read_by_their_blanks) {
  const ScratchFolder scratch;
  for (const std::string &line :
       {"  " + kRow, std::string("22180003.fts 1.001080 572.7 050513 45023.96 Orange Clear 0.0000 10 1.14E-03\n"),
        std::string("22180003.fts  1.001080     572.7  050513      45023.96        Orange     +60 Deg   0.0000  10  1.14E-03\r\n")}) {
    const auto rows = read_exposure_table(scratch.write("x.dat", line));
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(rows[0].factor == 1.00108F);
    BOOST_TEST(rows[0].bias == 572.7F);
    BOOST_TEST(rows[0].time_ms == 45023960);
    BOOST_TEST(rows[0].nregions == 10);
    BOOST_TEST(rows[0].sigma == 1.14e-3F);
  }
}

BOOST_AUTO_TEST_CASE(a_later_line_of_the_same_time_replaces_the_earlier) {
  const ScratchFolder scratch;
  auto other = kRow, again = kRow;
  other.replace(42, 10, "  45024.96");
  again.replace(12, 10, "  0.987000");
  const auto rows = read_exposure_table(scratch.write("x.dat", kRow + other + again));
  BOOST_REQUIRE(rows.size() == 2U);
  BOOST_TEST(rows[0].factor == 0.987F);
  BOOST_TEST(rows[1].time_ms == 45024960);
}

BOOST_AUTO_TEST_CASE(at_most_a_thousand_exposure_lines_are_read) {
  const ScratchFolder scratch;
  std::string text;
  for (int k = 0; k < 1500; ++k) {
    auto row = kRow;
    char time[16];
    std::snprintf(time, sizeof time, "%10.2f", 100.0 + k);
    text += row.replace(42, 10, time);
  }
  BOOST_TEST(read_exposure_table(scratch.write("x.dat", text)).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(exposure_files_of_another_form_are_refused) {
  const ScratchFolder scratch;
  for (const std::string &bad : {std::string("hello world\n"), std::string("22180003.fts 1.0 572.7 051313 1.0 a b 0 10 1\n"),
                                 std::string("22180003.fts nan 572.7 050513 1.0 a b 0 10 1\n"), std::string("22180003.fts 1.0 572.7\n"),
                                 std::string(5000, '\xff') + "\n", std::string(300, '\0')})
    BOOST_CHECK_EXCEPTION(read_exposure_table(scratch.write("bad.dat", kRow + bad)), Error, damaged("bad.dat", 2));
  BOOST_CHECK_EXCEPTION(read_exposure_table(scratch.write("bad.dat", "\n \n")), Error, damaged("bad.dat"));
  BOOST_CHECK_THROW(read_exposure_table(scratch.path() / "none.dat"), Error);
}

BOOST_AUTO_TEST_CASE(c3_occulter_centres_are_float) {
  const ScratchFolder scratch;
  const auto rows = read_c3_occulter_centers(
      scratch.write("c3_occltr_cntr.dat", "C3 occulter center\ndate x y\n1996/08/10 516.514 529.717\n\n2000/10/20 516.456 531.132\n"));
  BOOST_REQUIRE(rows.size() == 2U);
  BOOST_TEST(rows[0].mjd == 50305);
  BOOST_TEST(rows[0].x == 516.514F);
  BOOST_TEST(rows[1].y == 531.132F);
  BOOST_CHECK_EXCEPTION(read_c3_occulter_centers(scratch.write("bad.dat", "a\nb\n1996/08/10 516.514\n")), Error, damaged("bad.dat", 3));
  BOOST_CHECK_EXCEPTION(read_c3_occulter_centers(scratch.write("bad.dat", "a\nb\n")), Error, damaged("bad.dat"));
}

BOOST_AUTO_TEST_CASE(occulter_centres_have_two_lines_a_wheel_position) {
  const ScratchFolder scratch;
  std::string text = "xcen    ycen    date       tel filter\n";
  for (int k = 0; k < 8; ++k) text += "511.000 495.000 1995/12/01     C1 x\n\n";
  text += "512.634 505.293 1995/12/01     C2 Orange\n512.700 505.400 2003/01/01     C2 Orange\n";
  text += "512.900 505.500 no date        C2 Lens\n";
  const auto centers = read_occulter_centers(scratch.write("occulter_center.dat", text));
  BOOST_REQUIRE(centers.size() == 20U);
  BOOST_TEST(centers[0][0].found);
  BOOST_TEST(!centers[0][1].found);
  BOOST_TEST(centers[8][0].x == 512.634);
  BOOST_TEST(centers[8][0].y == 505.293);
  BOOST_TEST(centers[8][1].mjd == 52640);
  BOOST_TEST(!centers[9][0].found);
  BOOST_TEST(!centers[19][0].found);
  BOOST_CHECK_EXCEPTION(read_occulter_centers(scratch.write("bad.dat", "x\n    abc 495.000 1995/12/01\n")), Error, damaged("bad.dat", 2));
  BOOST_CHECK_EXCEPTION(read_occulter_centers(scratch.write("bad.dat", "x\n")), Error, damaged("bad.dat"));
}

BOOST_AUTO_TEST_CASE(nominal_roll_lines_are_read) {
  const ScratchFolder scratch;
  const auto rows = read_nominal_roll(scratch.write("n.dat", "# a\n#\n1995-12-02 03:08:00   0.00\n2003-07-08 13:00:00 180.00\n"));
  BOOST_REQUIRE(rows.size() == 2U);
  BOOST_TEST((rows[0].time == Utc{50053, 11280000}));
  BOOST_TEST(rows[1].roll_deg == 180.0);
  // A # anywhere makes a comment of the line.
  BOOST_TEST(read_nominal_roll(scratch.write("n.dat", "1995-12-02 03:08:00 0.00\n2003-07-08 13:00:00 180.00 # planned\nx # y\n")).size() ==
             1U);
  BOOST_CHECK_EXCEPTION(read_nominal_roll(scratch.write("bad.dat", "2003-07-08 25:00:00 180.00\n")), Error, damaged("bad.dat", 1));
  BOOST_CHECK_EXCEPTION(read_nominal_roll(scratch.write("bad.dat", "# only\n")), Error, damaged("bad.dat"));
}

BOOST_AUTO_TEST_CASE(attitude_lines_are_read) {
  const ScratchFolder scratch;
  const auto rows = read_attitude_roll(
      scratch.write("SO_AT_ROL_20130513_V01.DAT", "SOHO attitude\n2013-05-13T00:00:00.000 173.324\n2013-05-13T00:10:00.000Z -1.5E0\n"));
  BOOST_REQUIRE(rows.size() == 2U);
  BOOST_TEST((rows[1].time == Utc{56425, 600000}));
  BOOST_TEST(rows[0].roll_deg == 173.324);
  BOOST_CHECK_EXCEPTION(read_attitude_roll(scratch.write("bad.dat", "2013-05-13T00:00:00.000\n")), Error, damaged("bad.dat", 1));
  BOOST_CHECK_EXCEPTION(read_attitude_roll(scratch.write("bad.dat", "SOHO\n")), Error, damaged("bad.dat"));
}

BOOST_AUTO_TEST_CASE(null_blocks_are_numbers_of_a_32_by_32_map) {
  const ScratchFolder scratch;
  const std::vector<int> expected = {0, 1, 30, 1023};
  BOOST_TEST(read_null_blocks(scratch.write("c2nullblocks.txt", "0 1  30\t1023\n")) == expected, boost::test_tools::per_element());
  for (const char *bad : {"0 1024", "-1", "1.5", "abc", "\n", "99999999999"})
    BOOST_CHECK_EXCEPTION(read_null_blocks(scratch.write("bad.txt", bad)), Error, damaged("bad.txt"));
}

BOOST_AUTO_TEST_CASE(clock_records_are_read_in_either_byte_order) {
  const ScratchFolder scratch;
  const auto record = [](auto order) { return order(53503) + order(1000) + order(53502) + order(86399000); };
  const auto path = scratch.write("TIME_DIFF.DAT", little(2) + big(0) + big(0) + big(0) + record(big) + record(little));
  const TimeDiff table(path);
  BOOST_TEST(table.count() == 2);
  BOOST_TEST(table.last_record() == 2);
  for (int k = 1; k <= 2; ++k) {
    BOOST_TEST((table.record(k).obe == Utc{53503, 1000}));
    BOOST_TEST((table.record(k).lobt == Utc{53502, 86399000}));
  }
  BOOST_TEST(table.file_date() == file_date(path));
  for (const int k : {-1, 0, 3, 2147483647}) BOOST_CHECK_EXCEPTION(table.record(k), Error, damaged("TIME_DIFF.DAT"));
}

BOOST_AUTO_TEST_CASE(a_count_that_includes_record_0_is_understood) {
  const ScratchFolder scratch;
  const std::string record = big(53503) + big(1000) + big(53502) + big(86399000);
  const TimeDiff table(scratch.write("TIME_DIFF.DAT", little(3) + std::string(12, '\0') + record + record));
  BOOST_TEST(table.count() == 3);
  BOOST_TEST(table.last_record() == 2);
}

BOOST_AUTO_TEST_CASE(damaged_clock_files_are_refused) {
  const ScratchFolder scratch;
  const std::string record = big(53503) + big(1000) + big(53502) + big(86399000);
  for (const auto &bytes : {std::string(), std::string(16, '\0'), little(5) + std::string(12, '\0') + record,
                            little(0) + std::string(12, '\0') + record, little(-1) + std::string(12, '\0') + record})
    BOOST_CHECK_EXCEPTION(TimeDiff(scratch.write("TIME_DIFF.DAT", bytes)), Error, damaged("TIME_DIFF.DAT"));
  const TimeDiff table(scratch.write("TIME_DIFF.DAT", little(1) + std::string(12, '\0') + std::string(16, '\x55')));
  BOOST_CHECK_EXCEPTION(table.record(1), Error, damaged("TIME_DIFF.DAT"));
}

BOOST_AUTO_TEST_CASE(save_files_with_other_variables_are_refused) {
  const std::filesystem::path folder = CORKIT_SOURCE_DIR "/reference_data/sav";
  BOOST_CHECK_EXCEPTION(read_pointing(folder / "tiny.sav"), Error, damaged("C_TAI"));
  BOOST_CHECK_EXCEPTION(read_time_offsets(folder / "tiny.sav"), Error, damaged("C2_DATES"));
  BOOST_CHECK_EXCEPTION(read_last_day(folder / "tiny.sav"), Error, damaged("LAST_DAY"));
}

BOOST_AUTO_TEST_CASE(clock_offsets_of_days_are_damage) {
  const auto folder = corkit::test::reference_calibration();
  if (folder.empty()) {
    BOOST_TEST_MESSAGE("skipped: no reference calibration set (CORKIT_TEST_CALIB or " CORKIT_TEST_DATA_DIR "/calib)");
    return;
  }
  std::ifstream file(folder / "nrl_lib/idl/data/calib/c2_012496t1544_082997t1827_timeoffsets.sav", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto first = bytes.find(big(0x40d50878));  // 6.66 s
  BOOST_TEST_REQUIRE(first != std::string::npos);
  bytes.replace(first, 4, big(0x7149f2ca));  // 1e30 s
  const ScratchFolder scratch;
  BOOST_CHECK_EXCEPTION(read_time_offsets(scratch.write("offsets.sav", bytes)), Error, damaged("C2_OFFSETS"));
}

BOOST_AUTO_TEST_CASE(tables_of_the_reference_set_are_read) {
  const auto folder = corkit::test::reference_calibration();
  if (folder.empty()) {
    BOOST_TEST_MESSAGE("skipped: no reference calibration set (CORKIT_TEST_CALIB or " CORKIT_TEST_DATA_DIR "/calib)");
    return;
  }
  const auto calib = folder / "nrl_lib/idl/data/calib";
  BOOST_TEST(read_last_day(calib / "c2_c3_last_post_recovery_day.sav") == "2019/12/31");
  const auto pointing = read_pointing(calib / "c3_post_recovery_adj_xyr_medv2.sav");
  BOOST_TEST(pointing.tai.size() == 174U);
  // 51100 days + 12 h, TAI-UTC 31 s, + 32.184 s.
  BOOST_TEST(pointing.tai[0] == (51100 - 36204) * 86400.0 + 43200 + 31 + 32.184);
  const auto offsets = read_time_offsets(calib / "c2_012496t1544_082997t1827_timeoffsets.sav");
  BOOST_TEST(offsets.dates.size() == 200U);
  BOOST_TEST(offsets.dates[0] == "1996/01/24 13:53:20.000");
  const TimeDiff clock(calib / "TIME_DIFF.DAT");
  BOOST_TEST(clock.count() == 493887);
  BOOST_TEST(clock.file_date() == "2020/06/01");
  BOOST_TEST(clock.record(1).lobt.mjd == 50692);
  BOOST_TEST(clock.record(313887).lobt.mjd == 53727);
  BOOST_TEST(clock.record(313888).lobt.mjd == 53727);
  BOOST_TEST(clock.record(493887).lobt.mjd == 59000);
  for (const auto &entry : std::filesystem::recursive_directory_iterator(folder / "nrl_lib/idl/expfac/data"))
    if (entry.is_regular_file()) BOOST_TEST(!read_exposure_table(entry.path()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
