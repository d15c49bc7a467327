#include "stages/calibration_set.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/error.hpp"
#include "fits/fxhmake.hpp"
#include "fits/writer.hpp"
#include "unit/calib/scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

constexpr int kFrame = 1024;

// Of every 2 x 2 pixels the last one is corner, the others 2.
template <class T>
Image<T> pattern(T corner) {
  Image<T> image(kFrame, kFrame, T{2});
  for (int y = 1; y < kFrame; y += 2)
    for (int x = 1; x < kFrame; x += 2) image(x, y) = corner;
  return image;
}

void write(const ScratchFolder &folder, const std::string &name, const AnyImage &pixels) {
  Header header = fxhmake(pixels);
  header.set("EXPTIME", 0.8F);
  write_fits(folder.path() / name, pixels, header);
}

// All files hold integers.
struct IntegerFiles {
  ScratchFolder folder;
  IntegerFiles() {
    for (const auto *name : {"c2vig_final.fts", "c3vig_preint_final.fts", "c3vig_postint_final.fts", "C3ramp.fts", "3m_clcl_all.fts"})
      write(folder, name, pattern<std::int16_t>(1));
    write(folder, "c3_cl_mask_lvl1.fts", pattern<std::uint8_t>(1));
  }
  CalibrationStore store() const { return CalibrationStore(locate_calibration({folder.path().string(), "", "", ""})); }
};

LascoHeader header_of(int sum) {
  LascoHeader h;
  h.date_obs = "2005/05/13";
  h.r1col = 20;
  h.r1row = 1;
  h.r2col = 1043;
  h.r2row = 1024;
  h.lebxsum = h.lebysum = sum;
  return h;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(calibration_arrays)

BOOST_AUTO_TEST_CASE(averages_of_integer_files_truncate_but_for_the_background_which_was_divided_before) {
  const IntegerFiles files;
  const auto store = files.store();
  const auto c3 = load_c3_calibration(store, calibration_key(header_of(2), 512, 512, false));
  BOOST_TEST((*c3.background)(3, 3) == 1.75F);
  BOOST_TEST((*c3.vignetting)(3, 3) == 1.0F);
  BOOST_TEST((*c3.ramp)(3, 3) == 1.0F);
  BOOST_TEST((*c3.mask)(3, 3) == 1.0F);
  BOOST_TEST((*load_c2_calibration(store, calibration_key(header_of(2), 512, 512, false)).vignetting)(3, 3) == 1.0F);
  const auto four = load_c3_calibration(store, calibration_key(header_of(4), 256, 256, false));
  BOOST_TEST((*four.background)(3, 3) == 1.75F);
  const auto unsummed = load_c3_calibration(store, calibration_key(header_of(1), 1024, 1024, false));
  BOOST_TEST((*unsummed.background)(0, 0) == 2.0F);
  BOOST_TEST((*unsummed.background)(1, 1) == 1.0F);
}

BOOST_AUTO_TEST_CASE(arrays_of_a_model_of_half_size_are_averaged) {
  const IntegerFiles files;
  auto h = header_of(1);
  h.rebinned = 2;
  const auto c3 = load_c3_calibration(files.store(), calibration_key(h, 512, 512, false));
  BOOST_TEST(c3.background->nx() == 512);
  BOOST_TEST((*c3.background)(0, 0) == 1.75F);
  BOOST_CHECK_THROW(load_c3_calibration(files.store(), calibration_key(header_of(1), 512, 512, false)), Error);
}

BOOST_AUTO_TEST_CASE(arrays_are_cut_to_the_field_and_a_field_beyond_the_frame_is_an_error) {
  const IntegerFiles files;
  const auto store = files.store();
  auto h = header_of(1);
  h.r1col = 21;
  h.r2col = 532;
  h.r1row = 2;
  h.r2row = 641;
  const auto c2 = load_c2_calibration(store, calibration_key(h, 512, 640, false));
  BOOST_TEST((*c2.vignetting)(0, 0) == 1.0F);
  h = header_of(1);
  h.r1col = 10;
  h.r2col = 1033;
  for (const bool compat_bugs : {false, true}) {
    const auto key = calibration_key(h, 1024, 1024, compat_bugs);
    BOOST_CHECK_EXCEPTION(load_c2_calibration(store, key), Error,
                          [](const Error &e) { return std::string(e.what()).find("R1COL..R2COL = 10..1033") != std::string::npos; });
    BOOST_CHECK_THROW(load_c3_calibration(store, key), Error);
  }
  h.r2col = 0;  // no field at all: the frame, for both cameras
  BOOST_TEST(load_c2_calibration(store, calibration_key(h, 1024, 1024, false)).vignetting->nx() == 1024);
  BOOST_TEST(load_c3_calibration(store, calibration_key(h, 1024, 1024, false)).vignetting->nx() == 1024);
}

BOOST_AUTO_TEST_SUITE_END()
