#include "stages/pointing.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <map>

#include "core/error.hpp"
#include "unit/calib/scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

// What one product of SolarSoft says about time and position.
struct Product {
  std::string name;
  std::map<std::string, std::string> value;  // keyword -> value field without quotes
  std::vector<std::string> history;          // from adjust_hdr_tcr to before the message on rotation
  std::string rotation;                      // that message
};

Product read_product(const std::filesystem::path &path) {
  Product product;
  product.name = path.stem().string();
  const auto text = corkit::test::read_all(path);
  bool adjusting = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::string card = text.substr(at, end - at);
    at = end + 1;
    card.erase(card.find_last_not_of(" \r") + 1);
    if (card.starts_with("HISTORY ")) {
      const auto line = card.substr(8);
      if (line.starts_with(" adjust_hdr_tcr")) adjusting = true;
      if (line.starts_with(" No roll correction") || line.starts_with(" Image rotated") || line.starts_with(" Applied rot")) {
        adjusting = false;
        product.rotation = line;
      }
      if (adjusting) product.history.push_back(line);
    } else if (card.size() > 10 && card[8] == '=') {
      auto value = card[10] == '\'' ? card.substr(11, card.find('\'', 11) - 11) : card.substr(10, 20);
      value.erase(0, value.find_first_not_of(' '));
      value.erase(value.find_last_not_of(' ') + 1);
      auto keyword = card.substr(0, 8);
      keyword.erase(keyword.find_last_not_of(' ') + 1);
      product.value[keyword] = value;
    }
  }
  return product;
}

std::vector<Product> products() {
  std::map<std::string, std::filesystem::path> files;
  for (const std::filesystem::path &folder : {std::filesystem::path(CORKIT_SOURCE_DIR "/reference_data/headers"),
                                              std::filesystem::path(CORKIT_SHARED_DIR "/reference/headers")}) {
    std::error_code code;
    for (const auto &entry : std::filesystem::directory_iterator(folder, code)) files[entry.path().filename().string()] = entry.path();
  }
  std::vector<Product> result;
  for (const auto &[name, path] : files)
    if (name.starts_with("e2e_") || name.starts_with("real_") || name.starts_with("extra_")) result.push_back(read_product(path));
  return result;
}

// Whether the image was turned by 180 degrees: the angle of a further rotation then lacks them.
bool rectified(const Product &product, float roll_deg) {
  const std::string rot = " Applied rot(image,";
  if (!product.rotation.starts_with(rot)) return product.rotation.starts_with(" Image rotated 180");
  return std::abs(std::stod(product.rotation.substr(rot.size())) + static_cast<double>(roll_deg)) > 90;
}

// The level-0.5 header as far as it matters here; the uncorrected time is in HISTORY.
LascoHeader header_of(const Product &product) {
  LascoHeader header;
  header.detector = product.value.at("DETECTOR");
  header.filter = product.value.at("FILTER");
  header.filename = product.name;
  const std::string original = " Original date_obs: ";
  for (const auto &line : product.history)
    if (line.starts_with(original)) {
      header.date_obs = line.substr(original.size(), 10);
      header.time_obs = line.substr(original.size() + 11);
    }
  return header;
}

std::string printed(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%#.6g", static_cast<double>(value));
  return text;
}

int factor(const Product &product, const char *chip, const char *leb) {
  return std::max(std::stoi(product.value.at(chip)), 1) * std::max(std::stoi(product.value.at(leb)), 1);
}

std::vector<std::string> cut_at_column_80(std::vector<std::string> lines) {
  for (auto &line : lines) line.resize(std::min<std::size_t>(line.size(), 72));
  return lines;
}

LascoHeader header_at(const std::string &detector, const std::string &date, const std::string &time) {
  LascoHeader header;
  header.detector = detector;
  header.date_obs = date;
  header.time_obs = time;
  header.filename = "22000001.fts";
  return header;
}

CalibrationStore pointing_store(const std::filesystem::path &folder) {
  return CalibrationStore(locate_calibration({folder.string(), "", "", ""}));
}

bool no_large_set() {
  if (!corkit::test::reference_calibration().empty()) return false;
  BOOST_TEST_MESSAGE("skipped: no reference calibration set (CORKIT_TEST_CALIB or " CORKIT_TEST_DATA_DIR "/calib)");
  return true;
}

PointingTable table_of(std::vector<double> tai, std::vector<float> x, std::vector<float> roll) {
  return {std::move(tai), x, x, std::move(roll)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pointing)

// Every product whose time was corrected: HISTORY lines, DATE-OBS, CRPIX and CROTA, character by character.
BOOST_AUTO_TEST_CASE(reference_products_are_reproduced) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  int compared = 0;
  for (const auto &product : products()) BOOST_TEST_CONTEXT(product.name) {
      const auto header = header_of(product);
      if (header.date_obs.empty()) continue;
      const auto tcr = adjust_hdr_tcr(store, header, true);
      BOOST_REQUIRE(tcr.available);
      BOOST_TEST(cut_at_column_80(tcr.history) == product.history, boost::test_tools::per_element());
      std::string date = tcr.date;
      date[4] = date[7] = '-';
      BOOST_TEST(date + 'T' + tcr.time == product.value.at("DATE-OBS"));
      // Level-1 position: rectified, in pixels of the (summed) image.
      float x = tcr.xpos, y = tcr.ypos, roll = tcr.roll_deg;
      if (rectified(product, roll)) {
        x = 1023 - x;
        y = 1023 - y;
        roll -= 180;
      }
      const auto xsum = static_cast<float>(factor(product, "SUMCOL", "LEBXSUM"));
      const auto ysum = static_cast<float>(factor(product, "SUMROW", "LEBYSUM"));
      BOOST_TEST(printed(x / xsum + 1) == product.value.at("CRPIX1"));
      BOOST_TEST(printed(y / ysum + 1) == product.value.at("CRPIX2"));
      if (!product.rotation.starts_with(" Applied rot")) {
        if (roll < -180) roll += 360;
        BOOST_TEST(printed(roll) == product.value.at("CROTA"));
      }
      ++compared;
    }
  BOOST_TEST_MESSAGE(compared << " products compared");
  BOOST_TEST(compared >= 8);
}

BOOST_AUTO_TEST_CASE(after_the_last_day_nothing_is_corrected) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  const auto tcr = adjust_hdr_tcr(store, header_at("C3", "2021/07/20", "00:18:07.512"), false);
  BOOST_TEST(!tcr.available);
  const std::vector<std::string> expected = {" adjust_hdr_tcr.pro 1.13 07/30/13",
                                             " CNTR/ROLL not corrected; only available thru 2019/12/31."};
  BOOST_TEST(tcr.history == expected, boost::test_tools::per_element());
  const auto center = get_sun_center(store, header_at("C3", "2021/07/20", "00:18:07.512"));
  BOOST_TEST(center.x == 518.2F);
  BOOST_TEST(center.y == 532.5F);
  BOOST_TEST(center.source == "nominal roll + default");
  const auto roll = get_roll(store, header_at("C3", "2021/07/20", "00:18:07.512"));
  BOOST_TEST(roll.degrees == -0.23F);
  BOOST_TEST(roll.source == "nominal roll + default");
  BOOST_TEST(adjust_hdr_tcr(store, header_at("C3", "2019/12/31", "00:18:07.512"), false).available);
  BOOST_TEST(!adjust_hdr_tcr(store, header_at("C3", "2020/01/01", "00:18:07.512"), false).available);
}

BOOST_AUTO_TEST_CASE(medians_are_used_where_they_reach) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  const auto header = header_at("C2", "2005/05/13", "12:30:11.410");
  const auto tcr = adjust_hdr_tcr(store, header, false);
  const auto center = get_sun_center(store, header);
  BOOST_TEST(center.source == "c2_post_recovery_adj_xyr_medv2.sav (interpolated)");
  // The clock correction of half a minute moves the centre by less than a rounding of FLOAT.
  BOOST_TEST(std::abs(center.x - tcr.xpos) < 1e-4F);
  BOOST_TEST(std::abs(get_roll(store, header).degrees - tcr.roll_deg) < 1e-4F);
  // The uncertainty is the one that HISTORY prints.
  BOOST_TEST(tcr.error.ends_with(" sec"));
  const auto stdev = [&](const std::string &line) { return line.ends_with(": stdev " + tcr.error); };
  BOOST_TEST(std::any_of(tcr.history.begin(), tcr.history.end(), stdev));
}

BOOST_AUTO_TEST_CASE(c1_and_eit_get_the_corrected_time_and_keep_their_crpix) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  const auto c2 = adjust_hdr_tcr(store, header_at("C2", "2005/05/13", "12:30:11.410"), false);
  for (const char *camera : {"C1", "EIT"}) {
    auto header = header_at(camera, "2005/05/13", "12:30:11.410");
    header.crpix1 = 505.5F;
    header.crpix2 = 514.25F;
    const auto tcr = adjust_hdr_tcr(store, header, false);
    BOOST_TEST(tcr.available);
    BOOST_TEST(tcr.date == c2.date);
    BOOST_TEST(tcr.time == c2.time);
    BOOST_TEST(tcr.error == c2.error);
    BOOST_TEST(tcr.xpos == 505.5F);
    BOOST_TEST(tcr.ypos == 514.25F);
    BOOST_TEST(tcr.roll_deg == 0.0F);
    // All lines of a C2 image but the one with the pointing file.
    BOOST_TEST(tcr.history == std::vector<std::string>(c2.history.begin(), c2.history.end() - 1), boost::test_tools::per_element());
    BOOST_TEST(!adjust_hdr_tcr(store, header_at(camera, "2021/07/20", "00:18:07.512"), false).available);
  }
}

BOOST_AUTO_TEST_CASE(without_pointing_files_history_says_why) {
  const CalibrationStore store{CalibrationPaths{}};
  const auto tcr = adjust_hdr_tcr(store, header_at("C2", "2005/05/13", "12:30:11.410"), false);
  BOOST_TEST(!tcr.available);
  BOOST_TEST(tcr.history.back() == " CNTR/ROLL not corrected; c2_c3_last_post_recovery_day.sav is missing.");
}

BOOST_AUTO_TEST_CASE(a_time_already_corrected_is_kept) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  const auto tcr = adjust_hdr_tcr(store, header_at("C2", "2005-05-13T12:29:40.621", ""), false);
  BOOST_TEST(tcr.available);
  BOOST_TEST(tcr.date == "2005/05/13");
  BOOST_TEST(tcr.time == "12:29:40.621");
  BOOST_TEST(tcr.history.size() == 2U);
}

BOOST_AUTO_TEST_CASE(unreadable_times_are_refused) {
  if (no_large_set()) return;
  const auto store = pointing_store(corkit::test::reference_calibration());
  const auto names_keyword = [](const Error &error) {
    return error.status() == CORKIT_ERROR_KEYWORD_VALUE && std::string(error.what()).find("DATE-OBS") != std::string::npos;
  };
  for (const auto &[date, time] : std::vector<std::pair<std::string, std::string>>{
           {"0", "0"}, {"2005/02/30", "12:00:00"}, {"2005/05/13", "25:00:00"}, {"2005/05/13", "0"}, {"", ""}, {"2005/05/13", ""}})
    BOOST_CHECK_EXCEPTION(adjust_hdr_tcr(store, header_at("C2", date, time), false), Error, names_keyword);
}

BOOST_AUTO_TEST_CASE(medians_between_rows_are_interpolated) {
  const auto table = table_of({1000, 2000, 3000}, {10, 20, 40}, {0, 180, 180});
  const auto at = pointing_at(table, 1250, false);
  BOOST_TEST(at.interpolated);
  BOOST_TEST(at.x == 12.5F);
  // No protection where the spacecraft turns.
  BOOST_TEST(at.roll_deg == 45.0F);
}

BOOST_AUTO_TEST_CASE(rows_of_the_same_second_and_the_ends_are_taken_as_they_are) {
  const auto table = table_of({1000.5, 2000.5, 3000.5}, {10, 20, 40}, {0, 1, 2});
  BOOST_TEST(pointing_at(table, 500, false).x == 10.0F);
  BOOST_TEST(pointing_at(table, 1000.5, false).x == 10.0F);
  BOOST_TEST(!pointing_at(table, 2000.9, false).interpolated);
  BOOST_TEST(pointing_at(table, 2000.9, false).x == 20.0F);
  BOOST_TEST(pointing_at(table, 2001.0, false).interpolated);
  BOOST_TEST(pointing_at(table, 9000, false).x == 40.0F);
  BOOST_TEST(!pointing_at(table, 9000, false).interpolated);
}

// 2^31 s of TAI is 2026-01-19.
BOOST_AUTO_TEST_CASE(seconds_beyond_2026_overflow_only_in_the_original) {
  const auto table = table_of({2147483648.0, 2147483748.0}, {10, 20}, {0, 1});
  BOOST_TEST(pointing_at(table, 2147483698.0, false).x == 15.0F);
  BOOST_TEST(pointing_at(table, 2147483698.0, true).x == 10.0F);
}

BOOST_AUTO_TEST_CASE(pointing_files_change_with_the_recovery) {
  BOOST_TEST(pointing_file("C2", "1998/06/30") == "c2_pre_recovery_adj_xyr_medv2.sav");
  BOOST_TEST(pointing_file("C3", "1998/07/01") == "c3_post_recovery_adj_xyr_medv2.sav");
  BOOST_TEST(pointing_file("C1", "1998/07/01").empty());
}

BOOST_AUTO_TEST_CASE(get_crota_is_0_before_the_first_line_and_999_without_a_file) {
  const ScratchFolder scratch;
  scratch.write("nominal_roll_attitude.dat", "1995-12-02 03:08:00   0.00\n2003-07-08 13:00:00 180.00\n2003-10-01 13:00:00   -1.50\n");
  const auto store = pointing_store(scratch.path());
  BOOST_TEST(get_crota(store, {40000, 0}) == 0.0);
  BOOST_TEST(get_crota(store, {52828, 46799999}) == 0.0);
  BOOST_TEST(get_crota(store, {52828, 46800000}) == 180.0);
  BOOST_TEST(get_crota(store, {60000, 0}) == -1.5);
  BOOST_TEST(get_crota(CalibrationStore{CalibrationPaths{}}, {52828, 0}) == kCrotaUnknown);
}

BOOST_AUTO_TEST_CASE(the_interim_roll_is_the_spacecrafts_plus_the_cameras) {
  const ScratchFolder scratch;
  scratch.write("attitude/roll/nominal_roll_attitude.dat", "2003-07-08 13:00:00 180.00\n");
  scratch.write("attitude/roll/SO_AT_ROL_20130513_V01.DAT",
                "2013-05-13T00:00:00.000 170.0\n2013-05-13T16:50:00.000 173.324\n2013-05-13T17:50:00.000 175.0\n");
  // Before MJD 55502 (2010-11-02) predicted files are not looked at.
  scratch.write("attitude/roll/SO_AT_ROL_20101101_V01.DAT", "2010-11-01T00:00:00.000 1.0\n");
  scratch.write("attitude/roll/SO_AT_ROL_20101102_V01.DAT", "2010-11-02T00:00:00.000 1.0\n");
  const auto store = pointing_store(scratch.path());
  const auto predicted = get_roll(store, header_at("C3", "2013/05/13", "16:54:06.137"));
  BOOST_TEST(predicted.degrees == static_cast<float>(-173.324 - 0.23));
  // The comment of genuine level-0.5 headers.
  BOOST_TEST(predicted.source == "Using SOHO roll + offset and suncenter estimate");
  BOOST_TEST(get_sun_center(store, header_at("C3", "2013/05/13", "16:54:06.137")).source == predicted.source);
  BOOST_TEST(get_sun_center(store, header_at("C3", "2013/05/14", "16:54:06.137")).source == "nominal roll + default");
  BOOST_TEST(get_roll(store, header_at("C2", "2013/05/14", "16:54:06.137")).degrees == 180.5F);
  BOOST_TEST(get_roll(store, header_at("C2", "2010/11/01", "00:00:00")).degrees == 180.5F);
  BOOST_TEST(get_roll(store, header_at("C2", "2010/11/02", "00:00:00")).degrees == -0.5F);
  BOOST_TEST(get_sun_center(store, header_at("C2", "2013/05/13", "16:54:06.137")).x == 510.2F);
  BOOST_TEST(get_sun_center(store, header_at("C2", "2013/05/13", "16:54:06.137")).y == 506.5F);
}

BOOST_AUTO_TEST_CASE(interim_times_are_printed_with_three_decimals) {
  const auto printed = [](const char *date, const char *time) {
    const auto interim = interim_time(header_at("C3", date, time));
    return interim.date + ' ' + interim.time;
  };
  BOOST_TEST(printed("2021/07/20", "00:18:07.512") == "2021/07/20 00:18:07.512");
  BOOST_TEST(printed("2021/07/20", "00:18:07") == "2021/07/20 00:18:07.000");
  BOOST_TEST(printed("2021-07-20", "0:18:7.5") == "2021/07/20 00:18:07.500");
  BOOST_TEST(printed("2021/07/20", "noon") == "2021/07/20 noon");
  BOOST_TEST(printed("0", "0") == "0 0");
}

BOOST_AUTO_TEST_CASE(without_attitude_the_header_says_how_the_image_lies) {
  const CalibrationStore store{CalibrationPaths{}};
  auto header = header_at("C3", "2021/07/20", "00:18:07.512");
  BOOST_TEST(get_roll(store, header).degrees == -0.23F);
  header.crota1 = 180;
  BOOST_TEST(get_roll(store, header).degrees == static_cast<float>(180 - 0.23));
  header.crota1 = -173.554F;
  BOOST_TEST(get_roll(store, header).degrees == -173.554F);
  BOOST_TEST(get_roll(store, header).source == "CROTA1");
  BOOST_CHECK_THROW(get_roll(store, header_at("C1", "2021/07/20", "00:18:07.512")), Error);
  BOOST_CHECK_THROW(get_sun_center(store, header_at("EIT", "2021/07/20", "00:18:07.512")), Error);
  BOOST_CHECK_THROW(get_roll(store, header_at("C3", "0", "0")), Error);
}

BOOST_AUTO_TEST_SUITE_END()
