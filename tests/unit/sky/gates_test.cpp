#include <boost/test/unit_test.hpp>
#include <cmath>

#include "sky/gates.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

Evidence good_c2() { return {8, 10, 0.01, 0.15, 1e6}; }
Evidence good_c3() { return {150, 160, 0.5, 0.13, 1e5}; }

std::string reason(Detector detector, const Evidence &evidence) { return doubt(detector, evidence).value_or(""); }

}  // namespace

BOOST_AUTO_TEST_CASE(good_evidence_is_accepted) {
  BOOST_TEST(reason(Detector::C2, good_c2()) == "");
  BOOST_TEST(reason(Detector::C3, good_c3()) == "");
}

BOOST_AUTO_TEST_CASE(each_gate_says_what_is_missing) {
  auto few = good_c3();
  few.pairs = 29;
  BOOST_TEST(reason(Detector::C3, few) == "29 stars match, 30 are needed");
  auto chance = good_c3();
  chance.chance = 31;
  BOOST_TEST(reason(Detector::C3, chance) == "150 stars match, chance alone makes 31.0");
  auto four = good_c2();
  four.pairs = 4;
  BOOST_TEST(reason(Detector::C2, four) == "4 stars match, 5 are needed");
  auto share = good_c2();
  share.seeable = 21;
  BOOST_TEST(reason(Detector::C2, share) == "8 stars match of 21 that should be seen, 40 per cent are needed");
  auto scatter = good_c2();
  scatter.rms_px = 0.41;
  BOOST_TEST(reason(Detector::C2, scatter) == "8 stars match, but their scatter is 0.41 pixel an axis");
  auto lucky = good_c2();
  lucky.pairs = 5;
  lucky.chance = 0.15;
  BOOST_TEST(reason(Detector::C2, lucky).find("which chance may have made") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_tail_of_poisson_s_distribution) {
  BOOST_TEST(poisson_tail(0, 3) == 1);
  BOOST_TEST(std::abs(poisson_tail(1, 0.1) - (1 - std::exp(-0.1))) < 1e-12);
  BOOST_TEST(poisson_tail(5, 0) == 0);
}
