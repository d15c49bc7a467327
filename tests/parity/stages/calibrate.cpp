// c2_calibrate and c3_calibrate: images in MSB before the distortion correction.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "stage_measurement.hpp"
#include "support/capi.hpp"
#include "support/pixel_comparison.hpp"

namespace {

using namespace corkit::test;

struct CalibrateCase {
  const char *input;
  const char *reference;
  bool fuzzy;
  bool unwrap;  // fixwrap first, as reduce_level_1 does for summed images
};
std::ostream &operator<<(std::ostream &out, const CalibrateCase &c) { return out << c.reference; }

const CalibrateCase calibrate_cases[] = {
    {"22180003", "c2_calibrate_22180003.crop.fts.fz", false, false},
    {"22180043", "c2_calibrate_22180043.fts.fz", false, true},
    {"32180003", "c3_calibrate_32180003_nomask.crop.fts.fz", false, false},
    {"32180023", "c3_calibrate_32180023_fuzzy_nomask.crop.fts.fz", true, false},
    {"32180083", "c3_calibrate_32180083_fuzzy_nomask.fts.fz", true, false},
};

}  // namespace

BOOST_DATA_TEST_CASE(calibrate_is_identical_outside_zero_pixels, boost::unit_test::data::make(calibrate_cases), c) {
  const auto set = reference_set();
  const auto input = set.find(std::string("l05/") + c.input + ".fts.fz");
  const auto expected = set.find(std::string("stages/") + c.reference);
  if (!input || !expected) return;
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  auto [image, header] = read_image(context, *input);
  if (c.unwrap) {
    corkit_array *unwrapped = nullptr;
    must(corkit_fixwrap(image.get(), &unwrapped));
    image.reset(unwrapped);
  }
  corkit_array *result = nullptr;
  if (c.input[0] == '2') {
    must(corkit_c2_calibrate(context.get(), image.get(), header.get(), 0, &result));
  } else {
    corkit_c3_calibrate_options options;
    corkit_c3_calibrate_options_default(&options);
    options.no_mask = 1;
    options.fuzzy = c.fuzzy ? 1 : 0;
    options.oracle = CORKIT_ORACLE_GDL;
    must(corkit_c3_calibrate(context.get(), image.get(), header.get(), &options, &result, nullptr));
  }
  const Array owned(result);
  BOOST_TEST(result->type == CORKIT_FLOAT32);
  std::vector<double> zero;  // what the fill replaces
  if (c.fuzzy) {
    zero = as_double(image.get());
    for (double &pixel : zero) pixel = pixel <= 0 ? 1 : 0;
  }
  const auto r = compare_pixels(read_raw(*expected), as_double(result), result->nx, result->ny, zero);
  BOOST_TEST(r.compared > 1000U);
  BOOST_TEST(r.identical == r.compared);
  // filled pixels go through libm's transcendental functions in a long chain: 1e-5 of the signal
  BOOST_TEST(r.filled_relative <= 1e-5);
  Measurement m;
  m.table = "stage";
  m.what = std::string(c.input[0] == '2' ? "c2_calibrate " : "c3_calibrate ") + c.input;
  m.against = std::string("stages/") + c.reference;
  m.must_be = c.fuzzy ? "identical to the bit; zero pixels 1e-5" : "identical to the bit";
  m.oracle = c.fuzzy ? "gdl" : "";
  m.reference = set.name();
  m.compared = static_cast<double>(r.compared);
  m.identical = static_cast<double>(r.identical);
  m.largest = r.largest;
  m.unit = "MSB";
  m.filled = static_cast<double>(r.filled);
  m.filled_largest = r.filled_relative;
  m.filled_unit = "of the signal";
  m.passed = r.identical == r.compared && r.filled_relative <= 1e-5;
  record(set.csv("stages"), m);
}
