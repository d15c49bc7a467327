#include <boost/test/unit_test.hpp>

#include "stages/calfactor.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(calfactors)

BOOST_AUTO_TEST_CASE(genuine_c2_product_of_2009) {
  BOOST_TEST(c2_calfactor_history(c2_calfactor("Orange", "Clear", 54890, {0, 0, 1, 1}, false)) ==
             " c2_calfactor.pro 1.9, 03/22/07: 6.26831e-12");
}

BOOST_AUTO_TEST_CASE(blanks_and_case_do_not_matter) {
  const Summing none{0, 0, 1, 1};
  BOOST_TEST(c3_calfactor("Orange", "-60 Deg", 53503, none, false) == c3_calfactor("ORANGE", "-60DEG", 53503, none, false));
}

BOOST_AUTO_TEST_CASE(summing_divides_unless_nosum) {
  const float whole = c3_calfactor("Clear", "Clear", 53503, {0, 0, 1, 1}, false);
  BOOST_TEST(c3_calfactor("Clear", "Clear", 53503, {0, 0, 2, 2}, true) == whole);
  // As a ratio: beside an exact 0, Boost.Test takes a relative tolerance for an absolute one, and factors are 1e-11.
  BOOST_TEST(4 * c3_calfactor("Clear", "Clear", 53503, {0, 0, 2, 2}, false) / whole == 1.0F, boost::test_tools::tolerance(1e-7F));
}

BOOST_AUTO_TEST_CASE(unknown_filter_gives_solarsofts_zero) {
  BOOST_TEST(c2_calfactor("Purple", "Clear", 53503, {0, 0, 1, 1}, false) == 0);
  BOOST_TEST(c3_calfactor("Purple", "Clear", 53503, {0, 0, 1, 1}, false) == 0);
}

BOOST_AUTO_TEST_CASE(deep_red_c2_with_an_unknown_polariser_is_zero) {
  BOOST_TEST(c2_calfactor("DeepRd", "ND", 53503, {0, 0, 1, 1}, false) == 0);
  BOOST_TEST(c2_calfactor("Orange", "ND", 53503, {0, 0, 1, 1}, false) > 0);
}

BOOST_AUTO_TEST_CASE(c3_clear_with_h_alpha) {
  BOOST_TEST(c3_calfactor("Clear", "H_Alpha", 53503, {0, 0, 1, 1}, false) == 1.541F * 1.e-10F);
}

BOOST_AUTO_TEST_SUITE_END()
