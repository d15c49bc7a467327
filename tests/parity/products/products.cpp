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

// One image reference: the written file's stored values (image) or b (calibrated).
void check_image(const ProductCase &c, const corkit_product *product, bool calibrated, bool exact_fill, bool is_rolled,
                 const std::string &oracle) {
  const std::string &against = calibrated ? c.calibrated : c.image;
  const auto reference = read_raw(the_set().root / against);
  const bool counts = reference.bitpix == 16;
  // C2's lost blocks are masked, not filled: nothing is excused there
  const bool c3 = std::string(corkit_product_detector(product)) == "C3";
  const auto mask = c3 ? as_double(corkit_product_missing(product)) : std::vector<double>{};
  PixelComparison r;
  if (calibrated) {
    const auto *b = corkit_product_calibrated(product);
    BOOST_TEST(b->type == (reference.bitpix == -64 ? CORKIT_FLOAT64 : CORKIT_FLOAT32));
    r = compare_pixels(reference, as_double(b), b->nx, b->ny, mask);
  } else {
    const auto written = read_raw(corkit_product_path(product));
    BOOST_TEST(written.bitpix == reference.bitpix);
    r = compare_pixels(reference, written.pixels, written.nx, written.ny, mask);
  }
  BOOST_TEST(r.compared > 10000U);
  const auto excused = static_cast<double>(std::count_if(mask.begin(), mask.end(), [](double m) { return m != 0; }));
  BOOST_TEST(excused <= most_dependent_pixels(product), "more pixels are excused from comparison than depend on lost ones");
  const std::string exact = "outside fills identical to the bit";
  if (is_rolled && oracle == "idl") {
    // GDL's ROT truncates fractions to 1/1000 and copies at borders; IDL's is bilinear
    const double fraction = static_cast<double>(r.close) / static_cast<double>(r.compared);
    BOOST_TEST(fraction >= 0.97, against << ": " << fraction);
    auto m = measurement(c, against, oracle, "97 % within 2e-3 or 1 count");
    fill_in(m, r, counts);
    m.within = fraction;
    m.passed = fraction >= 0.97;
    record(the_set().csv("products"), m);
    return;
  }
  BOOST_TEST(r.identical == r.compared,
             against << ": " << r.compared - r.identical << " of " << r.compared << " pixels differ, by up to " << r.largest);
  bool passed = r.identical == r.compared;
  if (exact_fill) {
    // DOUBLE in the fill, one final FLOAT, where SolarSoft has FLOAT intermediates
    const bool good = counts ? r.filled_largest <= 1 : r.filled_relative <= 1e-5;
    BOOST_TEST(good, against << ": filled pixels differ by " << r.filled_largest << ", " << r.filled_relative << " of the signal");
    passed = passed && good;
  }
  auto m = measurement(c, against, oracle, exact_fill ? exact + "; fills " + (counts ? "1 count" : "1e-5 of the signal") : exact);
  fill_in(m, r, counts);
  m.passed = passed;
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
  if (!c.image.empty()) check_image(c, product.get(), false, true, rolled(cards), "gdl");
  if (!c.calibrated.empty()) check_image(c, product.get(), true, true, rolled(cards), "gdl");
}

BOOST_DATA_TEST_CASE(with_idls_routines_products_equal_solarsofts_but_for_fill_and_rotation, data::make(cases_with_images()), c) {
  const auto input = input_of(the_set(), c);
  if (!input) return;
  const auto product = run_case(the_set(), c, *input, CORKIT_ORACLE_IDL, false);
  const bool is_rolled = rolled(cards_of(corkit_product_header(product.get())));
  if (!c.image.empty()) check_image(c, product.get(), false, false, is_rolled, "idl");
  if (!c.calibrated.empty()) check_image(c, product.get(), true, false, is_rolled, "idl");
}
