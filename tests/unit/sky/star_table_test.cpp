// The star table: what is read, and what is refused with which sentence.
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/error.hpp"
#include "sky/star_table.hpp"

using namespace corkit;
using namespace corkit::sky;

namespace {

bool says(const std::string &sentence, const char *part) { return sentence.find(part) != std::string::npos; }

struct Scratch {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("corkit_stars_" + std::to_string(::getpid()) + ".csv");
  explicit Scratch(const std::string &text) { std::ofstream(path) << text; }
  ~Scratch() { std::filesystem::remove(path); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_star_table_is_read_brightest_first) {
  const auto stars = read_star_table(std::string(CORKIT_SOURCE_DIR) + "/libcorkit/share/stars/ecliptic_stars.csv.gz");
  BOOST_TEST(stars.size() == 17048U);
  BOOST_TEST(stars.front().v_mag < 1.2);
  BOOST_TEST(stars.back().v_mag < 8.8);
  BOOST_TEST(std::is_sorted(stars.begin(), stars.end(), [](const Star &a, const Star &b) { return a.v_mag < b.v_mag; }));
}

BOOST_AUTO_TEST_CASE(what_is_no_star_table_is_refused) {
  BOOST_CHECK_THROW(read_star_table("/nonexistent.csv"), Error);
  BOOST_CHECK_THROW(read_star_table(Scratch("a,b\n1,2\n").path), Error);
  const Scratch bad("ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag\n1,2,3,4,5,6\n1,2,3,4,5\n");
  try {
    read_star_table(bad.path);
    BOOST_ERROR("no error");
  } catch (const Error &error) {
    BOOST_TEST(says(error.what(), "line 3"), error.what());
  }
  BOOST_CHECK_THROW(
      read_star_table(Scratch("ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag\n1,2,3,4,nan,6\n1,2,3,4,5,6\n").path), Error);
}
