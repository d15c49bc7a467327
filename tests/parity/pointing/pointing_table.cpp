// Clock, Sun centre and roll of single images against SolarSoft's: limits of the tables, star offsets, wrong clock records, late images.
//
// Notes     Rows of pointing.txt: detector | date and time | name | DATE-OBS '...' CRPIX x y CROTA r RECTIFY r | HISTORY of clock and
//           pointing. The images are full frames as stored. Calibration: the tree of all references with the star offsets of calib_extra;
//           for some rows (their names say so) also pointing2/ there, and a TIME_DIFF.DAT with wrong records.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <ostream>
#include <regex>

#include "idl/numbers.hpp"
#include "stages/pointing.hpp"
#include "stages/rectify.hpp"
#include "support/measurements.hpp"
#include "support/reference_set.hpp"
#include "unit/calib/scratch.hpp"

namespace {

using namespace corkit;
using namespace corkit::test;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

constexpr std::size_t kRecordBytes = 16;

struct WrongRecord {
  std::size_t number;
  int seconds;  // added to the time on board
};
constexpr WrongRecord kWrong[] = {{291385, 900}, {291394, -120}, {291402, 900}, {291403, 900}, {291410, -900}, {291411, -120}};

struct Row {
  std::string detector, at, name, cards, history;

  bool has_wrong_records() const {
    static const std::regex names("(bogus|late|near|C3 occulter) .*");
    return std::regex_match(name, names);
  }
};
std::ostream &operator<<(std::ostream &out, const Row &row) { return out << row.detector << " " << row.at << " (" << row.name << ")"; }

fs::path folder() {
  const auto set = reference_set();
  return set.large ? set.root / "random" : fs::path(CORKIT_SOURCE_DIR) / "reference_data" / "random";
}

std::vector<Row> rows() {
  std::ifstream file(folder() / "pointing.txt");
  static const std::regex columns(R"((C[23]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (.*))");
  std::vector<Row> found;
  for (std::string line; std::getline(file, line);) {
    std::smatch m;
    if (std::regex_match(line, m, columns)) found.push_back({m[1], m[2], m[3], m[4], m[5]});
  }
  return found;
}

void add_to_big_endian(std::string &bytes, std::size_t at, int addend) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8 | static_cast<unsigned char>(bytes[at + k]);
  value += static_cast<std::uint32_t>(addend);
  for (std::size_t k = 0; k < 4; ++k) bytes[at + k] = static_cast<char>(value >> (8 * (3 - k)) & 0xffU);
}

// TIME_DIFF.DAT with the wrong records, dated as the right one: HISTORY prints the date.
void write_wrong_clock(const ScratchFolder &scratch, const fs::path &right) {
  auto bytes = read_all(right);
  for (const auto &[number, seconds] : kWrong) add_to_big_endian(bytes, number * kRecordBytes + 4, seconds * 1000);
  fs::last_write_time(scratch.write("TIME_DIFF.DAT", bytes), fs::last_write_time(right));
}

class Calibration {
 public:
  explicit Calibration(bool wrong_records) : store_(make(scratch_, wrong_records)) {}
  const CalibrationStore &store() const { return store_; }

 private:
  static void show(const ScratchFolder &scratch, const fs::path &from) {
    for (const auto &entry : fs::directory_iterator(from)) {
      if (!entry.is_regular_file()) continue;
      fs::remove(scratch.path() / entry.path().filename());
      fs::create_symlink(entry.path(), scratch.path() / entry.path().filename());
    }
  }
  static CalibrationStore make(const ScratchFolder &scratch, bool wrong_records) {
    const fs::path tree = reference_calibration(), tables = tree / "nrl_lib/idl/data/calib";
    show(scratch, tables);
    show(scratch, tree / "ancil/attitude/roll");
    show(scratch, folder() / "calib_extra");
    if (wrong_records) {
      show(scratch, folder() / "calib_extra/pointing2");
      fs::remove(scratch.path() / "TIME_DIFF.DAT");
      write_wrong_clock(scratch, tables / "TIME_DIFF.DAT");
    }
    return CalibrationStore(locate_calibration({scratch.path().string(), "", "", ""}));
  }
  ScratchFolder scratch_;
  CalibrationStore store_;
};

const CalibrationStore &store_of(const Row &row) {
  static std::map<bool, std::unique_ptr<Calibration>> made;
  auto &calibration = made[row.has_wrong_records()];
  if (!calibration) calibration = std::make_unique<Calibration>(row.has_wrong_records());
  return calibration->store();
}

LascoHeader header_of(const Row &row) {
  LascoHeader header;
  header.detector = row.detector;
  header.filename = row.detector == "C2" ? "22000001.fts" : "32000001.fts";
  header.date_obs = row.at.substr(0, 10);
  header.time_obs = row.at.substr(11);
  header.r1col = 20;
  header.r1row = 1;
  header.r2col = 1043;
  header.r2row = 1024;
  return header;
}

// The texts of the product's cards, as pointing.txt has them.
Row reduced(const Row &row) {
  const auto &store = store_of(row);
  const auto header = header_of(row);
  const Tcr tcr = adjust_hdr_tcr(store, header, true);
  float x = tcr.xpos, y = tcr.ypos, roll_deg = tcr.roll_deg;
  std::string date = tcr.date, time = tcr.time;
  if (!tcr.available) {
    const auto sun = get_sun_center(store, header);
    x = sun.x;
    y = sun.y;
    roll_deg = get_roll(store, header).degrees;
    std::tie(date, time) = [&] {
      const auto interim = interim_time(header);
      return std::pair(interim.date, interim.time);
    }();
  }
  const auto plan = plan_rectification(header, x, y, roll_deg, false, false);
  std::replace(date.begin(), date.end(), '/', '-');
  Row result = row;
  result.cards = "DATE-OBS '" + date + "T" + time + "' CRPIX " + idl::string(plan.xc + 1.0F) + " " + idl::string(plan.yc + 1.0F) +
                 " CROTA " + idl::string(plan.crota_deg) + " RECTIFY " + idl::string(std::get<float>(plan.rectify));
  result.history.clear();
  for (const auto &line : tcr.history)
    if (line.find("stdev") != std::string::npos || line.find("last_day=") != std::string::npos ||
        line.find("not corrected") != std::string::npos)
      result.history += (result.history.empty() ? "" : " ; ") + idl::strtrim(line);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_pointing_table_is_whole) {
  BOOST_TEST_MESSAGE("reference set: " << reference_set().name());
  BOOST_TEST(rows().size() == 78U);
}

BOOST_DATA_TEST_CASE(clock_centre_and_roll_are_solarsofts, data::make(rows()), row) {
  const auto ours = reduced(row);
  BOOST_TEST(ours.cards == row.cards);
  BOOST_TEST(ours.history == row.history);
}

BOOST_AUTO_TEST_CASE(the_pointing_table_is_recorded) {
  const auto set = reference_set();
  Measurement m;
  m.table = "stage";
  m.what = "time_correction2, adjust_hdr_tcr";
  m.against = "random/pointing.txt";
  m.must_be = "identical";
  m.reference = set.name();
  for (const auto &row : rows()) {
    const auto ours = reduced(row);
    m.compared += 1;
    m.identical += ours.cards == row.cards && ours.history == row.history ? 1 : 0;
  }
  m.passed = m.compared == m.identical;
  BOOST_TEST(m.passed);
  record(set.csv("pointing"), m);
}
