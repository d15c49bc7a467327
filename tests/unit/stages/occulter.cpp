#include <boost/test/unit_test.hpp>

#include "core/error.hpp"
#include "stages/pointing.hpp"
#include "unit/calib/scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

CalibrationStore occulter_store(const std::filesystem::path &folder) {
  return CalibrationStore(locate_calibration({folder.string(), "", "", ""}));
}

LascoHeader header_of(const std::string &detector, const std::string &filter, const std::string &date) {
  LascoHeader header;
  header.detector = detector;
  header.filter = filter;
  header.date_obs = date;
  return header;
}

struct C3Case {
  const char *date;
  float x, y;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(occulter)

BOOST_AUTO_TEST_CASE(c3_takes_the_nearest_date_and_the_later_on_a_tie) {
  const ScratchFolder scratch;
  scratch.write("nrl_lib/idl/convert/c3_occltr_cntr.dat",
                "C3 occulter center\ndate x y\n1996/08/10 516.514 529.717\n1996/08/20 516.527 529.685\n2000/10/20 516.456 531.132\n");
  const auto store = occulter_store(scratch.path());
  for (const auto &[date, x, y] :
       {C3Case{"1995/12/02", 516.514F, 529.717F}, C3Case{"1996/08/14", 516.514F, 529.717F}, C3Case{"1996/08/15", 516.527F, 529.685F},
        C3Case{"1996/08/20", 516.527F, 529.685F}, C3Case{"2000/10/19", 516.456F, 531.132F}, C3Case{"2020/01/01", 516.456F, 531.132F}}) {
    const auto center = occltr_cntr(store, header_of("C3", "Clear", date));
    BOOST_TEST(center.is_float);
    BOOST_TEST(center.x == static_cast<double>(x), date);
    BOOST_TEST(center.y == static_cast<double>(y), date);
  }
}

BOOST_AUTO_TEST_CASE(c2_takes_the_latest_line_of_its_wheel_position) {
  const ScratchFolder scratch;
  std::string text = "xcen    ycen    date       tel filter\n";
  for (int k = 0; k < 8; ++k) text += "511.000 495.000 1995/12/01\n\n";
  text += "512.634 505.293 1995/12/01     C2 Orange\n512.700 505.400 2003/01/01     C2 Orange\n";
  scratch.write("nrl_lib/idl/convert/occulter_center.dat", text);
  const auto store = occulter_store(scratch.path());
  const auto early = occltr_cntr(store, header_of("C2", "Orange", "2002/12/31"));
  BOOST_TEST(early.x == 512.634);
  BOOST_TEST(early.y == 505.293);
  BOOST_TEST(!early.is_float);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Orange", "2003/01/01")).x == 512.7);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Blue", "2003/01/01")).x == 511.0);
  for (const auto *filter : {"ORANGE", "orange ", "  Orange"})
    BOOST_TEST(occltr_cntr(store, header_of("c2 ", filter, "2003/01/01")).x == 512.7);
  // Before the first date, a position without a line, a filter that is not on the wheel: the default, which is FLOAT.
  const auto x = static_cast<double>(512.634F), y = static_cast<double>(505.293F);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Orange", "1995/11/30")).y == y);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Orange", "1995/11/30")).is_float);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Lens", "2003/01/01")).x == x);
  BOOST_TEST(occltr_cntr(store, header_of("C2", "Unknown", "2003/01/01")).x == x);
  BOOST_TEST(occltr_cntr(store, header_of("C1", "Fe X", "2003/01/01")).x == 511.0);
  BOOST_TEST(occltr_cntr(store, header_of("EIT", "Clear", "2003/01/01")).x == 505.5);
}

BOOST_AUTO_TEST_CASE(without_files_the_defaults_hold) {
  const CalibrationStore store{CalibrationPaths{}};
  const auto c3 = occltr_cntr(store, header_of("C3", "Clear", "2005/05/13"));
  BOOST_TEST(c3.x == static_cast<double>(516.284F));
  BOOST_TEST(c3.is_float);
  const auto c2 = occltr_cntr(store, header_of("C2", "Orange", "2005/05/13"));
  BOOST_TEST(c2.x == static_cast<double>(512.634F));
  BOOST_TEST(c2.y == static_cast<double>(505.293F));
  BOOST_TEST(c2.is_float);
  BOOST_TEST(occltr_cntr(store, header_of("C1", "Fe X", "1996/05/13")).x == static_cast<double>(511.029F));
  BOOST_TEST(occltr_cntr(store, header_of("C1", "Fe XIV", "1996/05/13")).y == static_cast<double>(495.478F));
  BOOST_TEST(occltr_cntr(store, header_of("C1", "Na I", "1996/05/13")).x == 511.0);
  BOOST_TEST(occltr_cntr(store, header_of("eit", "Clear", "1996/05/13")).y == static_cast<double>(514.3F));
}

BOOST_AUTO_TEST_CASE(headers_that_cannot_be_used_are_refused) {
  const CalibrationStore store{CalibrationPaths{}};
  BOOST_CHECK_THROW(occltr_cntr(store, header_of("MK3", "Clear", "2005/05/13")), Error);
  BOOST_CHECK_THROW(occltr_cntr(store, header_of("C3", "Clear", "0")), Error);
}

BOOST_AUTO_TEST_SUITE_END()
