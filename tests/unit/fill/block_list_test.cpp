#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(block_list)

BOOST_AUTO_TEST_CASE(a_map_without_missing_blocks_has_an_empty_list) {
  BOOST_TEST(mb2strmap(Image<std::int16_t>(32, 32, 1)) == "");
  BOOST_TEST(mb2strmap(Image<std::int16_t>()) == "");
  BOOST_CHECK(strmap2mb("", 32, 32) == Image<std::int16_t>(32, 32, 1));
}

BOOST_AUTO_TEST_CASE(blocks_that_are_not_useful_are_not_listed) { BOOST_TEST(mb2strmap(Image<std::int16_t>(32, 32, -1)) == ""); }

BOOST_AUTO_TEST_CASE(the_last_run_ends_at_its_last_block_and_the_others_one_beyond) {
  Image<std::int16_t> map(32, 32, 1);
  map(3, 4) = 0;
  BOOST_TEST(mb2strmap(map) == "3R3R");
  map(4, 4) = 0;
  BOOST_TEST(mb2strmap(map) == "3R3S4R4R");
}

BOOST_AUTO_TEST_CASE(all_blocks_missing_is_one_run) {
  const Image<std::int16_t> map(32, 32, 0);
  BOOST_TEST(mb2strmap(map) == "00VV");
  BOOST_CHECK(strmap2mb("00VV", 32, 32) == map);
}

BOOST_AUTO_TEST_CASE(numbers_above_1023_are_written_as_stars) {
  Image<std::int16_t> map(40, 32, 1);
  map(33, 0) = 0;
  BOOST_TEST(mb2strmap(map) == "****");
}

BOOST_AUTO_TEST_CASE(random_maps_come_back) {
  std::mt19937 random(7);
  struct Size {
    int n1, n2;
  };
  for (const Size size : {Size{32, 32}, {16, 16}, {8, 8}, {16, 20}, {1, 32}, {32, 1}, {1, 1}})
    for (const double share : {0.02, 0.3, 0.9}) {
      std::bernoulli_distribution lost(share);
      Image<std::int16_t> map(size.n1, size.n2, 1);
      for (auto &block : map) block = lost(random) ? 0 : 1;
      BOOST_CHECK(strmap2mb(mb2strmap(map), size.n1, size.n2) == map);
    }
}

const std::string kBad[] = {
    "3R",            // half a pair
    "3R3R4",         // neither
    "3W3W",          // no base-32 digit
    "3r3r",          // SolarSoft writes capitals
    "****",          // number above 1023
    "None",          // SolarSoft's word in the header, not a list
    "4R3R",          // ends before it begins
    "3R3R4R4R",      // empty run
    "3R 3R 4",       // blanks
    "\xff\xff\n\n",  // bytes of a damaged header
};
BOOST_DATA_TEST_CASE(text_that_is_no_list_is_refused, kBad, text) {
  BOOST_CHECK_EXCEPTION(strmap2mb(text, 32, 32), Error, [](const Error &e) {
    const std::string sentence = e.what();
    return e.status() == CORKIT_ERROR_KEYWORD_VALUE && sentence.find('\n') == std::string::npos &&
           sentence.find("MISSLIST") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(blocks_outside_the_map_are_refused) {
  BOOST_CHECK_THROW(strmap2mb("8080", 16, 16), Error);
  BOOST_CHECK_NO_THROW(strmap2mb("7V7V", 16, 16));
  BOOST_CHECK_THROW(strmap2mb("", 0, 32), Error);
  BOOST_CHECK_THROW(strmap2mb("", 1 << 20, 1 << 20), Error);
}

BOOST_AUTO_TEST_SUITE_END()
