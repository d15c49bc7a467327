#include <boost/test/unit_test.hpp>

#include "stages/bias.hpp"
#include "support/fingerprint.hpp"
#include "time/utc.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(offset_bias_routine)

BOOST_AUTO_TEST_CASE(ports_other_than_c_are_int_constants) {
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C2", "A", 53503)) == 364);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C3", "D", 53503)) == 283);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("EIT", "C", 53503)) == 1041);
}

BOOST_AUTO_TEST_CASE(unknown_cameras_and_ports_have_no_bias) {
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C4", "C", 53503)) == 0);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C2", "E", 53503)) == 0);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C2", "", 53503)) == 0);
}

BOOST_AUTO_TEST_CASE(case_and_blanks_of_camera_and_port_do_not_matter) {
  const auto bias = std::get<float>(offset_bias("C3", "C", 53503));
  BOOST_TEST(bias > 300);
  BOOST_TEST(std::get<float>(offset_bias("c3", "c", 53503)) == bias);
  BOOST_TEST(std::get<float>(offset_bias(" C3 ", "C  ", 53503)) == bias);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("eit", " a", 53503)) == 1017);
  LascoHeader h;
  h.detector = "C2";
  h.readport = " c";
  h.mid_date = 53503;
  const auto of_header = std::get<float>(offset_bias(h, false));
  BOOST_TEST(of_header == std::get<float>(offset_bias("C2", "C", 53503)));
}

BOOST_AUTO_TEST_CASE(c1_rises_to_a_limit_and_every_day_has_pinned_bits) {
  BOOST_TEST(std::get<std::int32_t>(offset_bias("C1", "C", 50395)) == 352);
  BOOST_TEST(std::get<std::int32_t>(offset_bias("C1", "C", 51000)) == 374);
  test::Fingerprint sum;
  for (int mjd = 50053; mjd < 70000; ++mjd) sum.add(std::get<std::int32_t>(offset_bias("C1", "C", mjd)));
  BOOST_TEST(sum.value() == 0x96e705544162ebebU);
}

BOOST_AUTO_TEST_CASE(quick_look_header_of_2013_is_reproduced_by_the_row_of_2009) {
  // 397.52040 + 0.0040765192*1006 at the row's last days.
  BOOST_TEST(std::get<float>(offset_bias("C3", "C", 56050)) == 397.52040F + 0.0040765192F * 1006.0F);
}

BOOST_AUTO_TEST_CASE(later_c3_rows_override_earlier_ones) {
  // 56360..56365 lies in two rows; the second holds.
  BOOST_TEST(std::get<float>(offset_bias("C3", "C", 56360)) == 406.01009F);
  BOOST_TEST(std::get<float>(offset_bias("C3", "C", 57024)) == 408.38117F);
  BOOST_TEST(std::get<std::int16_t>(offset_bias("C3", "C", 50071)) == 319);
}

BOOST_AUTO_TEST_CASE(sum_multiplies_by_the_leb_factor) {
  LascoHeader h;
  h.detector = "C2";
  h.readport = "C";
  h.mid_date = 55546;  // 2010-12-16, a genuine product: 2491.51
  h.lebxsum = h.lebysum = 2;
  BOOST_TEST(idl_text(offset_bias(h, true)) == "2491.51");
  BOOST_TEST(offset_bias_history(offset_bias(h, true)) == "offset_bias.pro\t1.39, 12/27/16, 2491.51");
  h.readport = "A";
  BOOST_TEST(idl_text(offset_bias(h, true)) == "1456");
}

BOOST_AUTO_TEST_CASE(date_falls_back_from_mid_date_to_date_obs_to_date) {
  LascoHeader h;
  h.detector = "C3";
  h.readport = "C";
  h.date = "2005/05/13";
  const auto from_date = offset_bias(h, false);
  h.date_obs = "2005/05/13";
  h.date = "1996/01/01";
  BOOST_TEST((offset_bias(h, false) == from_date));
  h.mid_date = *parse_mjd("2005/05/13");
  h.date_obs = "1999/01/01";
  BOOST_TEST((offset_bias(h, false) == from_date));
}

BOOST_AUTO_TEST_SUITE_END()
