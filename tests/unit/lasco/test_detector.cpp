#include <boost/test/unit_test.hpp>

#include "lasco/detector.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(detector_suite)

BOOST_AUTO_TEST_CASE(telescopes_are_known_by_name) {
  for (const auto detector : {Detector::C1, Detector::C2, Detector::C3, Detector::EIT})
    BOOST_TEST((parse_detector(name(detector)) == detector));
  BOOST_TEST((parse_detector("C3      ") == Detector::C3));
  for (const auto *text : {"", "c2", "C4", " C2", "0", "EITX"}) BOOST_TEST(!parse_detector(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(plate_scales_are_those_of_subtense) {
  const struct {
    const char *telescope;
    float arcsec;
  } table[] = {{"C1", 5.8f},   {"C2", 11.9f},  {"C3", 56.0f}, {"EIT", 2.59f}, {"MK3", 9.19f},
               {"MK4", 9.19f}, {"C2 ", 11.9f}, {"HMI", 0.0f}, {"", 0.0f}};
  for (const auto &row : table) BOOST_TEST(subtense(row.telescope) == row.arcsec, row.telescope);
}

BOOST_AUTO_TEST_SUITE_END()
