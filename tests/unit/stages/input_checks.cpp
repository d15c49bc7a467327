// What archives hold beside clean level-0.5 headers.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/error.hpp"
#include "stages/field.hpp"
#include "stages/input_kind.hpp"
#include "stages/input_warnings.hpp"
#include "stages/observation_time.hpp"
#include "stages/output_name.hpp"

using namespace corkit;
namespace data = boost::unit_test::data;

namespace {

Header with(const std::vector<std::string> &more) {
  std::vector<std::string> cards = {"FILENAME= '22180003.fts'",
                                    "FILEORIG= '050513_123011.img'",
                                    "TELESCOP= 'SOHO'",
                                    "INSTRUME= 'LASCO'",
                                    "DETECTOR= 'C2'",
                                    "LP_NUM  = 'Normal'",
                                    "LAMP    = 0"};
  cards.insert(cards.end(), more.begin(), more.end());
  return Header(cards);
}

std::size_t objections(const std::vector<std::string> &more) {
  const Header cards = with(more);
  return input_objections(lasco_fitshdr2struct(cards), cards).size();
}

std::vector<std::string> settle(LascoHeader &h, const std::vector<std::string> &cards, bool level1 = false) {
  const Header header(cards);
  h = lasco_fitshdr2struct(header);
  return settle_observation_time(h, header, level1);
}

bool names_time(const Error &e) {
  return e.status() == CORKIT_ERROR_KEYWORD_VALUE && std::string(e.what()).find("TIME-OBS") != std::string::npos;
}

LascoHeader full_field() {
  LascoHeader h;
  h.detector = "C2";
  h.r1col = 20;
  h.r1row = 1;
  h.r2col = 1043;
  h.r2row = 1024;
  h.lebxsum = h.lebysum = 1;
  return h;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(input_kind)

BOOST_AUTO_TEST_CASE(a_level_05_image_is_not_objected_to) { BOOST_TEST(objections({}) == 0U); }

BOOST_DATA_TEST_CASE(each_of_these_cards_is_objected_to,
                     data::make({"LEVEL   = '1.0'", "LEVEL   = 1", "LEVEL   = 1.0", "LEVEL   = 'L1 '", "LEVEL   = 2.", "BUNIT   = 'MSB '",
                                 "BUNIT   = ' msb'", "DOORSTAT= 'CLOSED'"}),
                     card) {
  BOOST_TEST(objections({card}) == 1U);
}

BOOST_DATA_TEST_CASE(these_are_not,
                     data::make({"LEVEL   = '0.5'", "LEVEL   = 0.5", "LEVEL   = ' '", "BUNIT   = 'DN'", "BUNIT   = '0'",
                                 "DOOR    = 'Open'"}),
                     card) {
  BOOST_TEST(objections({card}) == 0U);
}

BOOST_AUTO_TEST_CASE(an_objection_is_an_error_or_with_insist_a_warning) {
  const Header cards = with({"LEVEL   = '1.0'"});
  const auto found = input_objections(lasco_fitshdr2struct(cards), cards);
  BOOST_CHECK_EXCEPTION(refuse_unless(false, found), Error, [](const Error &e) {
    return e.status() == CORKIT_ERROR_UNSUPPORTED && std::string(e.what()).find("--insist") != std::string::npos;
  });
  BOOST_TEST(refuse_unless(true, found).size() == 1U);
}

const std::vector<std::string> kProducts{"24180003.fts",        "25180003.fts",        "35180003.fts",
                                         "3m1_clcl_050513.fts", "2d1_orcl_050513.fts", "3mr1_clcl_050513.fts"};
const std::vector<std::string> kSources{"22180003.fts",        "21180003.fts", "33180003.fts", "3m_clcl_050513.fts",
                                        "3mr_clcl_050513.fts", "2m_1.fts",     "a4b.fts",      ""};

BOOST_DATA_TEST_CASE(names_of_products_are_known, data::make(kProducts), name) { BOOST_TEST(is_level1_name(name)); }
BOOST_DATA_TEST_CASE(names_of_sources_are_no_products, data::make(kSources), name) { BOOST_TEST(!is_level1_name(name)); }

const std::vector<std::string> kModels{"3y_clcl_050513.fts", "3Y1_clcl.fts", "3m_clcl_050513.fts", "2d_orcl.fts"};
const std::vector<std::string> kRenamed{"a.fts", "fixed.fts", "foo_22180003.fts", "22180003.fts", "2a.fts", "2bad.fts", ""};

BOOST_DATA_TEST_CASE(a_models_name_does_not_go_with_an_images_header, data::make(kModels), name) {
  BOOST_TEST(name_objections(name, lasco_fitshdr2struct(with({}))).size() == 1U);
}
BOOST_DATA_TEST_CASE(images_may_be_renamed, data::make(kRenamed), name) {
  const auto h = lasco_fitshdr2struct(with({}));
  BOOST_TEST(name_objections(name, h).empty());
  BOOST_TEST(!name_warning(name, h));
}
BOOST_AUTO_TEST_CASE(a_monthly_model_may_have_kept_filename) {
  auto h = lasco_fitshdr2struct(with({}));
  h.fileorig = "0";
  BOOST_TEST(name_objections("3m_clcl_050513.fts", h).empty());
  BOOST_TEST(name_objections("3y_clcl_050513.fts", h).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(exposure_factor)

BOOST_AUTO_TEST_CASE(that_there_is_none_is_told_with_the_file) {
  LascoHeader h;
  h.detector = "C3";
  h.mid_date = 53503;
  ExposureFactor exposure;
  exposure.valid = 0;
  BOOST_TEST(!exposure_warning(h, exposure));
  for (const int valid : {-1, -2, -3}) {
    exposure.valid = valid;
    const auto told = exposure_warning(h, exposure);
    BOOST_REQUIRE(told.has_value());
    BOOST_TEST(told->find("c3_expfactor_050513.dat") != std::string::npos);
  }
  h.mid_date = 0;  // told with the date
  BOOST_TEST(!exposure_warning(h, exposure));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(observation_time)

BOOST_AUTO_TEST_CASE(a_level_05_header_stays_as_it_is) {
  LascoHeader h;
  BOOST_TEST(settle(h, {"DATE-OBS= '2005/05/13'", "TIME-OBS= '13:42:05.410'"}).empty());
  BOOST_TEST(h.date_obs == "2005/05/13");
  BOOST_TEST(h.time_obs == "13:42:05.410");
  BOOST_TEST(!h.time_corrected);
}

BOOST_AUTO_TEST_CASE(an_iso_date_is_parted) {
  LascoHeader h;
  BOOST_TEST(settle(h, {"DATE-OBS= '2005-05-13T13:42:05.410Z'", "TIME-OBS= ' '"}).size() == 1U);
  BOOST_TEST(h.date_obs == "2005-05-13");
  BOOST_TEST(h.time_obs == "13:42:05.410");
  BOOST_TEST(!h.time_corrected);
}

BOOST_AUTO_TEST_CASE(the_time_of_a_level_1_header_is_corrected_already) {
  LascoHeader h;
  BOOST_TEST(settle(h, {"DATE-OBS= '2005-05-13T13:42:05.410' / Final Correction", "TIME-OBS= ' '"}, true).empty());
  BOOST_TEST(h.time_corrected);
  BOOST_TEST(h.claims_final_time);
  settle(h, {"DATE-OBS= '2005-05-13T13:42:05.410' / WARNING", "TIME-OBS= ' '"}, true);
  BOOST_TEST(h.time_corrected);
  BOOST_TEST(!h.claims_final_time);
}

BOOST_AUTO_TEST_CASE(digits_of_the_date_are_completed) {
  LascoHeader h;
  settle(h, {"DATE-OBS= '2005/5/3'", "TIME-OBS= '13:42:05.410'"});
  BOOST_TEST(h.date_obs == "2005/05/03");
}

BOOST_AUTO_TEST_CASE(dates_that_disagree_by_more_than_a_midnight_are_told) {
  LascoHeader h;
  const std::string time = "TIME-OBS= '13:42:05.410'";
  const auto told = settle(h, {"DATE-OBS= '2005/05/13'", "DATE_OBS= '2005-06-13T13:42:05.410'", time});
  BOOST_REQUIRE(told.size() == 1U);
  BOOST_TEST(told[0].find("2005/06/13") != std::string::npos);
  BOOST_TEST(h.date_obs == "2005/05/13");
  BOOST_TEST(settle(h, {"DATE-OBS= '2005/05/13'", "DATE_OBS= '2005-05-14T00:00:05.410'", time}).empty());
}

BOOST_AUTO_TEST_CASE(no_time_is_an_error) {
  for (const auto &cards : std::vector<std::vector<std::string>>{{"DATE-OBS= '2005/05/13'"},
                                                                 {"DATE-OBS= '2005/05/13'", "TIME-OBS= ''"},
                                                                 {"DATE-OBS= '2005-05-13T99:00:00'", "TIME-OBS= '13:42:05.410'"},
                                                                 {"DATE-OBS= '2005/05/13'", "TIME-OBS= '24:00:00'"},
                                                                 {"TIME-OBS= '13:42:05.410'"}}) {
    LascoHeader h;
    BOOST_CHECK_EXCEPTION(settle(h, cards), Error, names_time);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(input_warnings)

BOOST_AUTO_TEST_CASE(values_that_differ_are_told_once_a_keyword) {
  const auto found = duplicate_warnings(
      Header({"FILTER  = 'Orange'", "FILTER  = 'Blue'", "POLAR   = 'Clear'", "POLAR   = 'Clear   '", "IMGCTR  = 1", "IMGCTR  = 2"}));
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found[0].find("FILTER") == 0U);
  BOOST_TEST(found[0].find("('Orange', 'Blue'): 'Blue' is used") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(cards_without_a_number_are_told) {
  const auto found = number_warnings(Header(
      {"MID_TIME= NaN", "LEBXSUM = 2.5", "CROTA1  = 'abc'", "R1COL   = '20'", "LEBYSUM = '1.0     '", "MID_DATE= 53503", "SUMCOL  = 0"}));
  BOOST_REQUIRE(found.size() == 3U);
  BOOST_TEST(found[0].find("LEBXSUM '2.5' is no whole number: it is cut to 2") == 0U);
  BOOST_TEST(found[1].find("MID_TIME 'NaN' is no number") == 0U);
  BOOST_TEST(found[2].find("CROTA1 'abc' is no number") == 0U);
}

BOOST_AUTO_TEST_CASE(the_middle_may_be_on_the_next_day) {
  LascoHeader h;
  h.date_obs = "2005/05/13";
  h.mid_date = 53504;
  BOOST_TEST(date_warnings(h).empty());
  h.mid_date = 53505;
  BOOST_TEST(date_warnings(h).size() == 1U);
  h.mid_date = 0;
  BOOST_TEST(date_warnings(h).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_port_matters_where_the_formula_gives_the_bias) {
  LascoHeader h;
  h.readport = "X";
  ExposureFactor exposure;
  exposure.bias = std::int16_t{0};
  BOOST_TEST(port_warning(h, exposure).value().find("'X' is unknown") != std::string::npos);
  exposure.bias = 572.7F;
  BOOST_TEST(!port_warning(h, exposure));
}

BOOST_AUTO_TEST_CASE(light_is_what_is_brighter_than_the_bias) {
  const auto h = full_field();
  ExposureFactor exposure;
  exposure.bias = 572.7F;
  Image<std::int16_t> image(200, 200, 573);
  BOOST_TEST(darkness_warning(image, h, exposure).has_value());
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 200; ++x) image(x, y) = 700;
  BOOST_TEST(!darkness_warning(image, h, exposure));
  BOOST_TEST(!darkness_warning(Image<std::int16_t>(200, 200, 0), h, exposure));
  Image<std::int16_t> without_counts(200, 200, 0);
  without_counts(7, 7) = -386;
  BOOST_TEST(darkness_warning(without_counts, h, exposure).value().find("brighter than 0 DN") != std::string::npos);
  exposure.bias = 0.0F;  // where no bias is known, too
  BOOST_TEST(darkness_warning(without_counts, h, exposure).has_value());
}

BOOST_AUTO_TEST_CASE(an_image_of_one_value_is_told) {
  BOOST_TEST(sameness_warning(Image<std::int16_t>(200, 200, 0)).value().find("every pixel of the image is 0:") == 0U);
  BOOST_TEST(sameness_warning(Image<std::int16_t>(200, 200, -386)).value().find("every pixel of the image is -386:") == 0U);
  BOOST_TEST(sameness_warning(Image<float>(200, 200, 700.5F)).value().find("is 700.5:") != std::string::npos);
  Image<std::int16_t> image(200, 200, 700);
  image(199, 199) = 701;
  BOOST_TEST(!sameness_warning(image));
  BOOST_TEST(!sameness_warning(Image<float>(200, 200, std::nanf(""))));  // of which another warning speaks
}

BOOST_AUTO_TEST_CASE(a_corner_of_the_field_is_a_pixel_of_the_chip) {
  const auto refused = [](const LascoHeader &h) {
    try {
      require_field_on_chip(h);
    } catch (const Error &e) {
      return std::string(e.what());
    }
    return std::string();
  };
  auto h = full_field();
  BOOST_TEST(refused(h).empty());
  const auto with = [&](int LascoHeader::*keyword, int value) {
    auto changed = h;
    changed.*keyword = value;
    return refused(changed);
  };
  BOOST_TEST(with(&LascoHeader::r1col, -5).find("R1COL is -5") == 0U);
  BOOST_TEST(with(&LascoHeader::r1row, -1).find("R1ROW is -1") == 0U);
  BOOST_TEST(with(&LascoHeader::r1col, 1101).find("R1COL is 1101") == 0U);
  BOOST_TEST(with(&LascoHeader::r1row, 2049).find("R1ROW is 2049") == 0U);
  BOOST_TEST(with(&LascoHeader::r2col, 19).find("R1COL, R2COL") == 0U);
  BOOST_TEST(with(&LascoHeader::r1col, 1).empty());  // the underscan, SolarSoft's affair
  BOOST_TEST(with(&LascoHeader::r1col, 19).empty());
  h.r2row = 1100;
  BOOST_TEST(with(&LascoHeader::r1row, 1030).empty());  // SolarSoft takes the first row
  h = LascoHeader();
  BOOST_TEST(refused(h).empty());  // nothing is given: what is a sub-field is refused elsewhere
  BOOST_TEST(with(&LascoHeader::p1col, -5).find("P1COL is -5") == 0U);
}

BOOST_AUTO_TEST_CASE(rolls_are_compared_round_the_circle) {
  auto h = full_field();
  const Header cards({"CROTA1  = 0"});
  const auto warns = [&](float header, float table) {
    h.crota1 = header;
    return roll_warning(h, cards, table, "of the pointing tables").has_value();
  };
  BOOST_TEST(!warns(0, 0.5F));       // nominal: the camera's 0.5 degrees are added
  BOOST_TEST(!warns(180, -179.5F));  // 180.5 and -179.5
  BOOST_TEST(!warns(-173.6F, 186.0F));
  BOOST_TEST(warns(0, 180.5F));
  BOOST_TEST(warns(0, 90));  // between two rows of the tables, in the middle of a flip
  BOOST_TEST(warns(180, 173.3F));
  BOOST_TEST(!roll_warning(h, Header(), 90, "of the pointing tables"));
}

BOOST_AUTO_TEST_CASE(a_half_size_image_of_the_full_field_was_summed) {
  auto h = full_field();
  BOOST_TEST(!mend_sums(h, 1024, 1024, true));
  BOOST_TEST(mend_sums(h, 512, 512, true).has_value());
  BOOST_TEST(h.lebxsum == 2);
  BOOST_TEST(h.lebysum == 2);
  BOOST_TEST(!mend_sums(h, 512, 512, true));
}

BOOST_AUTO_TEST_CASE(doubtful_sums_are_an_error_with_the_likely_value) {
  auto h = full_field();
  h.sumcol = h.sumrow = 2;
  BOOST_CHECK_EXCEPTION(mend_sums(h, 256, 256, true), Error, [](const Error &e) {
    return e.status() == CORKIT_ERROR_DIMENSIONS && std::string(e.what()).find("LEBXSUM is probably 2") != std::string::npos;
  });
  BOOST_TEST(!mend_sums(h, 256, 256, false));
  h = full_field();
  h.r2col = 1000;
  BOOST_TEST(!mend_sums(h, 512, 512, true));
}

BOOST_AUTO_TEST_SUITE_END()
