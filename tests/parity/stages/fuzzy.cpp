// fuzzy_image through the C API: fills of whole images.
//
// Notes     extra/fuzzy_in_extra has losses at the image's edge, where SolarSoft takes the wrong block (Q13, mended here);
// tests/parity/fill
//           compares it with that bug kept.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "stage_measurement.hpp"
#include "support/capi.hpp"
#include "support/raw_fits.hpp"

namespace {

using namespace corkit::test;

struct FuzzyCase {
  const char *input, *output;
  const char *header;  // the level-0.5 file whose header it has
};
std::ostream &operator<<(std::ostream &out, const FuzzyCase &c) { return out << c.output; }

const FuzzyCase fuzzy_cases[] = {
    {"stages/fuzzy_in_32180023.fts.fz", "stages/fuzzy_out_32180023.crop.fts.fz", "32180023"},
    {"stages/fuzzy_in_32180033.fts.fz", "stages/fuzzy_out_32180033.crop.fts.fz", "32180033"},
};

}  // namespace

BOOST_DATA_TEST_CASE(fuzzy_image_fills_as_solarsoft_under_gdl, boost::unit_test::data::make(fuzzy_cases), c) {
  const auto set = reference_set();
  const auto input = set.find(c.input);
  const auto output = set.find(c.output);
  const auto level05 = set.find(std::string("l05/") + c.header + ".fts.fz");
  if (!input || !output || !level05) return;
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto raw = read_raw(*input);
  const auto reference = read_raw(*output);
  const Array image(corkit_array_create(CORKIT_FLOAT32, raw.nx, raw.ny));
  BOOST_REQUIRE(image);
  std::transform(raw.pixels.begin(), raw.pixels.end(), pixels_of<float>(image.get()).begin(),
                 [](double p) { return static_cast<float>(p); });
  const auto header = read_image(context, *level05).header;
  corkit_array *filled = nullptr;
  must(corkit_fuzzy_image(context.get(), image.get(), header.get(), CORKIT_ORACLE_GDL, &filled, nullptr));
  const Array owned(filled);
  const auto mine = as_double(filled);

  // Pixels that the routine changed; the scale of the fill is their median.
  std::vector<double> fills;
  const auto index = [&](int x, int y) { return static_cast<std::size_t>((y + reference.crop_y) * raw.nx + x + reference.crop_x); };
  for (int y = 0; y < reference.ny; ++y)
    for (int x = 0; x < reference.nx; ++x)
      if (reference.at(x, y) != raw.pixels[index(x, y)]) fills.push_back(reference.at(x, y));
  BOOST_REQUIRE_GT(fills.size(), 1000U);
  std::nth_element(fills.begin(), fills.begin() + static_cast<std::ptrdiff_t>(fills.size() / 2), fills.end());
  const double median = std::abs(fills[fills.size() / 2]);

  std::size_t unchanged = 0, identical = 0;
  double largest = 0;
  for (int y = 0; y < reference.ny; ++y)
    for (int x = 0; x < reference.nx; ++x) {
      const double r = reference.at(x, y), m = mine[index(x, y)];
      if (r == raw.pixels[index(x, y)]) {
        ++unchanged;
        identical += m == r;
      }
      largest = std::max(largest, std::abs(m - r) / std::max(std::abs(r), median));
    }
  BOOST_TEST(identical == unchanged);
  BOOST_TEST(largest <= 1e-4);  // FLOAT intermediates of the original, DOUBLE here
  Measurement m;
  m.table = "stage";
  m.what = std::string("fuzzy_image ") + c.input;
  m.against = c.output;
  m.must_be = "filled pixels 1e-4 * max(value, median fill)";
  m.oracle = "gdl";
  m.reference = set.name();
  m.compared = static_cast<double>(unchanged);
  m.identical = static_cast<double>(identical);
  m.filled = static_cast<double>(fills.size());
  m.filled_largest = largest;
  m.filled_unit = "of max(value, median fill)";
  m.passed = identical == unchanged && largest <= 1e-4;
  record(set.csv("stages"), m);
}
