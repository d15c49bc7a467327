#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>

#include "fits/reader.hpp"
#include "lasco/detector.hpp"
#include "lasco/lasco_header.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(lasco_header_suite)

BOOST_AUTO_TEST_CASE(missing_keywords_become_zero_and_the_text_0) {
  const auto h = lasco_fitshdr2struct(Header{});
  BOOST_TEST(h.exptime == 0.0f);
  BOOST_TEST(h.r1col == 0);
  BOOST_TEST(h.fileorig == "0");
  BOOST_TEST(h.date_obs == "0");
  BOOST_TEST(h.detector == "0");
  BOOST_TEST(h.history.empty());
  BOOST_TEST(h.summing() == 1);
  BOOST_TEST(!h.is_pb_product());
  BOOST_TEST(!h.full_field());
}

BOOST_AUTO_TEST_CASE(dates_come_from_the_keywords_with_a_dash) {
  const auto h = lasco_fitshdr2struct(Header({"DATE-OBS= '2005/05/13'", "DATE_OBS= '1999/01/01'", "TIME-OBS= '13:42:05.410'"}));
  BOOST_TEST(h.date_obs == "2005/05/13");
  BOOST_TEST(h.time_obs == "13:42:05.410");
}

BOOST_AUTO_TEST_CASE(numbers_convert_as_idl_assigns_them_to_the_tags) {
  const auto h = lasco_fitshdr2struct(Header({"EXPTIME =        25.0991", "MID_DATE=              53503.9", "MID_TIME= '49335.5 '",
                                              "SUMROW  = '2       '", "LEBXSUM =  2.7", "R1COL   = 'twenty'", "R1ROW   =  1e99",
                                              "CROTA1  = T", "CRPIX1  = '1/2'", "CRPIX2  = 'NaN'", "POLAR   = 0", "CDELT1  = 1D1"}));
  BOOST_TEST(h.exptime == 25.0991f);
  BOOST_TEST(h.mid_date == 53503);
  BOOST_TEST(h.mid_time == 49335.5f);
  BOOST_TEST(h.sumrow == 2);
  BOOST_TEST(h.lebxsum == 2);
  BOOST_TEST(h.r1col == 0);
  BOOST_TEST(h.r1row == std::numeric_limits<int>::max());
  BOOST_TEST(h.crota1 == 1.0f);
  BOOST_TEST(h.crpix1 == 0.0f);
  BOOST_TEST(std::isnan(h.crpix2));
  BOOST_TEST(h.polar == "0");
  BOOST_TEST(h.cdelt1 == 10.0f);
}

BOOST_AUTO_TEST_CASE(numbers_beyond_float_become_infinite) {
  const auto h = lasco_fitshdr2struct(Header({"MID_TIME=  1E300", "EXPTIME = -1D300", "CRPIX1  = 3.4E38"}));
  BOOST_TEST(h.mid_time == std::numeric_limits<float>::infinity());
  BOOST_TEST(h.exptime == -std::numeric_limits<float>::infinity());
  BOOST_TEST(h.crpix1 == 3.4e38F);
}

BOOST_AUTO_TEST_CASE(summing_counts_chip_and_leb) {
  const struct {
    int sumcol, lebxsum, sumrow, lebysum, x, y;
  } table[] = {{0, 1, 0, 1, 1, 1}, {0, 2, 0, 2, 2, 2}, {2, 1, 2, 1, 2, 2}, {2, 2, 2, 2, 4, 4}, {0, 4, 0, 1, 4, 1}, {1, 0, 1, 0, 1, 1}};
  for (const auto &row : table) {
    LascoHeader h;
    h.sumcol = row.sumcol;
    h.lebxsum = row.lebxsum;
    h.sumrow = row.sumrow;
    h.lebysum = row.lebysum;
    BOOST_TEST(h.xsumming() == row.x);
    BOOST_TEST(h.ysumming() == row.y);
    BOOST_TEST(h.summing() == row.x * row.y);
  }
}

BOOST_AUTO_TEST_CASE(polarised_products_are_told_by_exact_name) {
  for (const auto *polar : {"PB", "TI", "UP", "JY", "JZ", "Qs", "Us", "Qt", "Jr", "Jt"}) {
    const auto h = lasco_fitshdr2struct(Header({"POLAR   = '" + std::string(polar) + "      '"}));
    BOOST_TEST(h.is_pb_product(), polar);
  }
  for (const auto *polar : {"Clear", "+60 Deg", "pb", "QS", "", "PBX"}) {
    LascoHeader h;
    h.polar = polar;
    BOOST_TEST(!h.is_pb_product(), polar);
  }
}

BOOST_AUTO_TEST_CASE(a_fileorig_that_is_0_or_no_number_is_a_monthly_models) {
  for (const auto *fileorig : {"'        '", "''", "'0'", "' 00'", "'0.0'", "0", "'-0'", "'monthly.img'", "'.img'", "'none'"})
    BOOST_TEST(lasco_fitshdr2struct(Header({"FILEORIG= " + std::string(fileorig)})).is_monthly_model(), fileorig);
  BOOST_TEST(lasco_fitshdr2struct(Header{}).is_monthly_model());
  for (const auto *fileorig : {"'970412_101112.img'", "'000101_000000.img'", "'041008_064252.img'", "' 1'", "'0001'", "3"})
    BOOST_TEST(!lasco_fitshdr2struct(Header({"FILEORIG= " + std::string(fileorig)})).is_monthly_model(), fileorig);
}

BOOST_AUTO_TEST_CASE(the_last_of_two_cards_fills_the_tag) {
  const auto h = lasco_fitshdr2struct(Header({"EXPTIME = 19.0996", "DETECTOR= 'C2'", "EXPTIME = 38.0", "DETECTOR= 'C3'"}));
  BOOST_TEST(h.exptime == 38.0F);
  BOOST_TEST(h.detector == "C3");
}

BOOST_AUTO_TEST_CASE(a_real_header_is_read_completely) {
  const auto path = std::filesystem::path(CORKIT_SHARED_DIR) / "data/l05/32130223.fts.fz";
  if (!std::filesystem::exists(path)) {
    BOOST_TEST_MESSAGE("skipped: " << path << " is not there");
    return;
  }
  const auto h = lasco_fitshdr2struct(read_fits_header(path));
  BOOST_TEST(h.filename == "32130223.fts");
  BOOST_TEST(h.fileorig == "041008_064252.img");
  BOOST_TEST(h.date == "2004/11/05 20:48:47.406");
  BOOST_TEST(h.date_obs == "2004/10/08");
  BOOST_TEST(h.time_obs == "06:42:05.439");
  BOOST_TEST(h.naxis1 == 1024);
  BOOST_TEST(h.r2col == 1043);
  BOOST_TEST(h.p2row == 1024);
  BOOST_TEST(h.exptime == 19.0942f);
  BOOST_TEST(h.mid_date == 53286);
  BOOST_TEST(h.mid_time == 24135.0f);
  BOOST_TEST(h.crpix1 == 517.95599f);
  BOOST_TEST(h.detector == "C3");
  BOOST_TEST(h.filter == "Clear");
  BOOST_TEST(h.polar == "Clear");
  BOOST_TEST(h.comprssn == "XZR");
  BOOST_TEST(h.full_field());
  BOOST_TEST(h.history.size() == 3u);
  BOOST_TEST(h.history[0] == "offset_bias.pro 1.26 07/09/02, 389.055");
  BOOST_TEST(h.comment.empty());
}

BOOST_AUTO_TEST_CASE(every_real_header_names_a_known_detector_and_a_time) {
  const auto folder = std::filesystem::path(CORKIT_SHARED_DIR) / "data/l05";
  if (!std::filesystem::is_directory(folder)) {
    BOOST_TEST_MESSAGE("skipped: " << folder << " is not there");
    return;
  }
  for (const auto &entry : std::filesystem::directory_iterator(folder)) {
    const auto h = lasco_fitshdr2struct(read_fits_header(entry.path()));
    BOOST_TEST(parse_detector(h.detector).has_value(), entry.path().string());
    BOOST_TEST(h.exptime > 0.0f);
    BOOST_TEST(h.date_obs.size() == 10u);
    BOOST_TEST(h.mid_date > 50000);
    BOOST_TEST(h.naxis1 * h.xsumming() == h.r2col - h.r1col + 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
