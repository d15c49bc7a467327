// Level-1 products, end to end through the C API and the written file, against those of SolarSoft's code.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <fstream>

#include "header_comparison.hpp"
#include "product_cases.hpp"
#include "support/measurements.hpp"
#include "support/pixel_comparison.hpp"

namespace {

using namespace corkit::test;
namespace data = boost::unit_test::data;

const ReferenceSet &the_set() {
  static const ReferenceSet set = reference_set();
  return set;
}

std::vector<ProductCase> cases_with_images() {
  auto cases = product_cases(the_set());
  std::erase_if(cases, [](const ProductCase &c) { return c.image.empty() && c.calibrated.empty(); });
  return cases;
}

std::vector<std::string> reference_cards(const ReferenceSet &set, const std::string &header) {
  const auto path = set.find(header);
  BOOST_REQUIRE(path);
  std::ifstream file(*path);
  std::vector<std::string> cards;
  for (std::string line; std::getline(file, line);) {
    line.resize(80, ' ');
    cards.push_back(line);
    if (line.starts_with("END     ")) break;
  }
  return cards;
}

bool rolled(const std::vector<std::string> &cards) {
  return std::any_of(cards.begin(), cards.end(), [](const std::string &card) { return card.starts_with("HISTORY  Applied rot("); });
}

// Lost blocks (NMISSING, which the header comparison vouches for) have 32x32 pixels. Widened by 3 pixels on each side, one for the
// interpolation of the warp, one for that of the rotation, one for the edge of a stretched block, and times the largest area a pixel is
// stretched to by the distortion correction (1.11, at C3's corners): more pixels than this cannot depend on lost ones.
double most_dependent_pixels(const corkit_product *product) { return std::max(corkit_product_nmissing(product), 0) * 38.0 * 38.0 * 1.11; }

Measurement measurement(const ProductCase &c, const std::string &against, const std::string &oracle, const std::string &must_be) {
  Measurement m;
  m.table = "product";
  m.what = c.name;
  m.against = against;
  m.oracle = oracle;
  m.must_be = must_be;
  m.reference = the_set().name();
  return m;
}

void fill_in(Measurement &m, const PixelComparison &r, bool counts) {
  m.compared = static_cast<double>(r.compared);
  m.identical = static_cast<double>(r.identical);
  m.largest = r.largest;
  m.unit = counts ? "counts" : "MSB";
  m.filled = static_cast<double>(r.filled);
  m.filled_largest = counts ? r.filled_largest : r.filled_relative;
  m.filled_unit = counts ? "counts" : "of the signal";
}

// Pixels of the full frame that the mask marks, or that touch one that it marks.
std::vector<double> widened(const std::vector<double> &mask, int nx, int ny) {
  std::vector<double> wide(mask.size(), 0);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      if (mask[static_cast<std::size_t>(y * nx + x)] != 0)
        for (int j = std::max(y - 1, 0); j <= std::min(y + 1, ny - 1); ++j)
          for (int i = std::max(x - 1, 0); i <= std::min(x + 1, nx - 1); ++i) wide[static_cast<std::size_t>(j * nx + i)] = 1;
  return wide;
}

// One image reference: the written file's stored values (image) or b (calibrated). allowed: see compare_pixels().
PixelComparison compare_image(const ProductCase &c, const corkit_product *product, bool calibrated, bool widen = false,
                              std::span<const double> allowed = {}) {
  const auto reference = read_raw(the_set().root / (calibrated ? c.calibrated : c.image));
  // C2's lost blocks are masked, not filled: nothing is excused there
  const bool c3 = std::string(corkit_product_detector(product)) == "C3";
  const auto *missing = corkit_product_missing(product);
  auto mask = c3 ? as_double(missing) : std::vector<double>{};
  if (widen && !mask.empty()) mask = widened(mask, missing->nx, missing->ny);
  const auto excused = static_cast<double>(std::count_if(mask.begin(), mask.end(), [](double m) { return m != 0; }));
  BOOST_TEST(excused <= most_dependent_pixels(product), "more pixels are excused from comparison than depend on lost ones");
  PixelComparison r;
  if (calibrated) {
    const auto *b = corkit_product_calibrated(product);
    BOOST_TEST(b->type == (reference.bitpix == -64 ? CORKIT_FLOAT64 : CORKIT_FLOAT32));
    r = compare_pixels(reference, as_double(b), b->nx, b->ny, mask, allowed);
  } else {
    const auto written = read_raw(corkit_product_path(product));
    BOOST_TEST(written.bitpix == reference.bitpix);
    r = compare_pixels(reference, written.pixels, written.nx, written.ny, mask, allowed);
  }
  BOOST_TEST(r.compared > 10000U);
  return r;
}

bool in_counts(const ProductCase &c, bool calibrated) {
  return read_raw(the_set().root / (calibrated ? c.calibrated : c.image)).bitpix == 16;
}

// With GDL's routines.
void check_identical(const ProductCase &c, const corkit_product *product, bool calibrated) {
  const std::string &against = calibrated ? c.calibrated : c.image;
  const bool counts = in_counts(c, calibrated);
  const auto r = compare_image(c, product, calibrated);
  BOOST_TEST(r.identical == r.compared,
             against << ": " << r.compared - r.identical << " of " << r.compared << " pixels differ, by up to " << r.largest);
  // DOUBLE in the fill, one final FLOAT, where SolarSoft has FLOAT intermediates
  const bool good = counts ? r.filled_largest <= 1 : r.filled_relative <= 1e-5;
  BOOST_TEST(good, against << ": filled pixels differ by " << r.filled_largest << ", " << r.filled_relative << " of the signal");
  auto m = measurement(c, against, "gdl",
                       std::string("outside fills identical to the bit; fills ") + (counts ? "1 count" : "1e-5 of the signal"));
  fill_in(m, r, counts);
  m.passed = r.identical == r.compared && good;
  record(the_set().csv("products"), m);
}

// With IDL's, of a rotated image: GDL's ROT truncates fractions to 1/1000 and copies at borders; IDL's is bilinear.
void check_most_are_close(const ProductCase &c, const corkit_product *product, bool calibrated) {
  const std::string &against = calibrated ? c.calibrated : c.image;
  const auto r = compare_image(c, product, calibrated);
  const double fraction = static_cast<double>(r.close) / static_cast<double>(r.compared);
  BOOST_TEST(fraction >= 0.97, against << ": " << fraction);
  auto m = measurement(c, against, "idl", "97 % within 2e-3 or 1 count");
  fill_in(m, r, in_counts(c, calibrated));
  m.within = fraction;
  m.passed = fraction >= 0.97;
  record(the_set().csv("products"), m);
}

// With IDL's, not rotated: IDL cuts the distortion's mesh along other diagonals than GDL, so that samples move (sampling_bound.hpp).
void check_no_farther_than_samples_move(const ProductCase &c, const corkit_product *product, bool calibrated, const SamplingBound &bound) {
  const std::string &against = calibrated ? c.calibrated : c.image;
  const auto r = compare_image(c, product, calibrated, true, bound.largest);
  BOOST_TEST(r.beyond == 0U, against << ": " << r.beyond << " of " << r.compared
                                     << " pixels differ by more than their sample moves, by up to " << r.largest << ", " << r.of_allowed
                                     << " of what is allowed");
  auto m = measurement(c, against, "idl", "the sample's move times the steepest step it crosses, and one rounding");
  fill_in(m, r, in_counts(c, calibrated));
  m.within = static_cast<double>(r.close) / static_cast<double>(r.compared);
  m.passed = r.beyond == 0;
  record(the_set().csv("products"), m);
}

void check_header(const ProductCase &c, const std::vector<std::string> &cards) {
  const auto r = compare_headers(cards, reference_cards(the_set(), c.header), c.header);
  for (const auto &difference : r.unexpected) BOOST_ERROR(c.header << ": " << difference);
  auto m = measurement(c, c.header, "gdl", "every card identical; DATAAVG, DATASIG 6.1e-3");
  m.table = "header";
  m.compared = static_cast<double>(r.cards);
  m.identical = static_cast<double>(r.identical);
  m.largest = r.largest_summed;
  m.unit = "relative, AVG and SIG";
  m.filled = static_cast<double>(r.unexpected.size());
  m.passed = r.unexpected.empty();
  record(the_set().csv("products"), m);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_reference_set_is_there) {
  const auto cases = product_cases(the_set());
  BOOST_TEST_MESSAGE("reference set: " << the_set().name() << ", " << cases.size() << " products");
  const auto runnable = std::count_if(cases.begin(), cases.end(), [](const ProductCase &c) { return input_of(the_set(), c).has_value(); });
  BOOST_TEST_MESSAGE("inputs here: " << runnable);
  BOOST_TEST(runnable >= (the_set().large ? 60 : 20));
}

BOOST_DATA_TEST_CASE(with_gdls_routines_products_and_headers_equal_solarsofts, data::make(product_cases(the_set())), c) {
  const auto input = input_of(the_set(), c);
  if (!input) {
    BOOST_TEST_MESSAGE("skipped, its input is not here (make_inputs.py makes it; needs numpy): " << c.name);
    return;
  }
  const auto product = run_case(the_set(), c, *input, CORKIT_ORACLE_GDL, true);
  const auto cards = file_cards(corkit_product_path(product.get()));
  auto in_memory = cards_of(corkit_product_header(product.get()));
  in_memory.push_back("END" + std::string(77, ' '));
  BOOST_TEST(in_memory == cards, "the product's header is not the written one");
  if (!c.header.empty()) check_header(c, cards);
  if (!c.image.empty()) check_identical(c, product.get(), false);
  if (!c.calibrated.empty()) check_identical(c, product.get(), true);
}

BOOST_DATA_TEST_CASE(with_idls_routines_products_differ_from_gdls_by_diagonals_fill_and_rotation, data::make(cases_with_images()), c) {
  const auto input = input_of(the_set(), c);
  if (!input) return;
  StageImages stages;
  const auto product = run_case(the_set(), c, *input, CORKIT_ORACLE_IDL, false, &stages);
  if (rolled(cards_of(corkit_product_header(product.get())))) {
    if (!c.image.empty()) check_most_are_close(c, product.get(), false);
    if (!c.calibrated.empty()) check_most_are_close(c, product.get(), true);
    return;
  }
  SamplingBound bound;
  if (c.keyword == "nowarp")
    bound.largest.assign(stages.at("prepare").size(), 0);
  else
    bound = sampling_bound(context_for(the_set(), c.calibration), *input, product.get(), stages);
  // spec/triangulate.md: 0.022 px of C2, 0.054 px of C3, in the corner cells
  BOOST_TEST(bound.farthest_px <= (std::string(corkit_product_detector(product.get())) == "C2" ? 0.0225 : 0.0545));
  if (!c.image.empty()) check_no_farther_than_samples_move(c, product.get(), false, bound);
  if (!c.calibrated.empty()) check_no_farther_than_samples_move(c, product.get(), true, bound);
}
