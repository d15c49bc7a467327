#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <limits>

#include "stages/exposure.hpp"
#include "unit/calib/scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

std::string row(double factor, double bias, double seconds) {
  char line[128];
  std::snprintf(line, sizeof line, "22180003.fts%10.6f%10.1f  050513  %10.2f        Orange       Clear      0.0  10  1.10E-03\n", factor,
                bias, seconds);
  return line;
}

// A day with images at noon and a minute before midnight.
class Day {
 public:
  Day() { scratch_.write("nrl_lib/idl/expfac/data/0505/c2_expfactor_050513.dat", row(1.01, 600, 43200) + row(1.02, 601, 86340)); }
  ExposureFactor at(float mid_time) const {
    LascoHeader header;
    header.detector = "C2";
    header.readport = "C";
    header.mid_date = 53503;
    header.mid_time = mid_time;
    return get_exp_factor(CalibrationStore(locate_calibration({scratch_.path().string(), "", "", ""})), header);
  }

 private:
  ScratchFolder scratch_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(exposure)

BOOST_AUTO_TEST_CASE(a_row_within_100_ms_is_the_images) {
  const Day day;
  BOOST_TEST(day.at(43200.0F).valid == 0);
  BOOST_TEST(day.at(43200.0F).factor == 1.01F);
  BOOST_TEST(day.at(43200.05F).factor == 1.01F);
  BOOST_TEST(day.at(43201.0F).valid == -2);
  BOOST_TEST(day.at(86390.0F).valid == -3);
}

// Monthly models have milliseconds in MID_TIME: LONG() of a thousand times that is -2147483648.
BOOST_AUTO_TEST_CASE(times_that_no_long_holds_match_no_row) {
  const Day day;
  for (const float mid_time :
       {43200000.0F, -43200000.0F, 3.4e38F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    const auto exposure = day.at(mid_time);
    BOOST_TEST(exposure.valid == -2, mid_time);
    BOOST_TEST(exposure.factor == 1.0F);
    BOOST_TEST(exposure.history.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(days_outside_the_calendar_have_no_table) {
  const CalibrationStore store{CalibrationPaths{}};
  for (const auto *detector : {"C1", "C2", "C3"})
    for (const int mid_date : {std::numeric_limits<int>::min(), -1, std::numeric_limits<int>::max()}) {
      LascoHeader header;
      header.detector = detector;
      header.readport = "C";
      header.mid_date = mid_date;
      BOOST_TEST(get_exp_factor(store, header).valid == -1);
    }
}

BOOST_AUTO_TEST_SUITE_END()
