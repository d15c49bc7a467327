// Unusual fields, sums and headers: pixels and cards against SolarSoft's, with GDL's routines and SolarSoft's bugs.
//
// Notes     What is right, by the letter of a case
//             A P  sub-fields summed in the processor or on the chip: SolarSoft's placement
//             B    small images and a first pixel of -1 are reduced
//             C D  texts of the clock and of the rotation
//             E    a blank HISTORY ends the copying
//             F    FILEORIG empty: a monthly model, no bias is subtracted
//             G N  READPORT, FILTER: upper case, no blanks
//             I    P1COL..P2ROW where R1COL or R1ROW is 0
//             J K  SolarSoft stops; so must corkit with its bugs, and without them K is placed where it was read out
//             L    the last of two cards counts
//             H M  deliberate differences, below

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <cmath>

#include "parity/products/header_comparison.hpp"
#include "random_cases.hpp"
#include "support/measurements.hpp"
#include "support/pixel_comparison.hpp"

namespace {

using namespace corkit::test;
namespace data = boost::unit_test::data;

struct Deviation {
  const char *id;
  std::size_t pixels;  // that may differ
  const char *reason;
};
const Deviation expected_deviations[] = {
    {"H00", 1, "no pixel is set, and SolarSoft's subscript -1 makes the last one 32767; a product of zeros is no image"},
    {"M00", 1024 * 1024, "SolarSoft divides by sums of 0 and all its pixels are NaN; corkit takes 0 for 1"},
};

const Deviation *deviation_of(const RandomCase &c) {
  const auto *found =
      std::find_if(std::begin(expected_deviations), std::end(expected_deviations), [&](const Deviation &d) { return c.id == d.id; });
  return found == std::end(expected_deviations) ? nullptr : found;
}

const RandomSet &the_set() {
  static const RandomSet set = random_set();
  return set;
}

Measurement measurement(const RandomCase &c, const std::string &table, const std::string &must_be) {
  Measurement m;
  m.table = table;
  m.what = c.id;
  m.against = c.cause;
  m.must_be = must_be;
  m.oracle = "gdl";
  m.reference = the_set().name;
  return m;
}

void check_header(const RandomCase &c, const std::vector<std::string> &cards) {
  const auto r = compare_headers(cards, reference_header(the_set(), c), "random/headers/" + c.id + ".txt");
  for (const auto &difference : r.unexpected) BOOST_ERROR(c << ": " << difference);
  auto m = measurement(c, "random_header", "every card identical; DATAAVG, DATASIG close");
  m.compared = static_cast<double>(r.cards);
  m.identical = static_cast<double>(r.identical);
  m.largest = r.largest_summed;
  m.filled = static_cast<double>(r.unexpected.size());
  m.passed = r.unexpected.empty();
  record(the_set().csv(), m);
}

void check_pixels(const RandomCase &c, const corkit_product *product, const std::filesystem::path &path) {
  const auto reference = read_raw(path);
  const auto written = read_raw(corkit_product_path(product));
  const bool counts = reference.bitpix == 16;
  BOOST_TEST(written.bitpix == reference.bitpix);
  // C2's lost blocks are masked, not filled: nothing is excused there
  const bool c3 = std::string(corkit_product_detector(product)) == "C3";
  const auto mask = c3 ? as_double(corkit_product_missing(product)) : std::vector<double>{};
  const auto r = compare_pixels(reference, written.pixels, written.nx, written.ny, mask);
  BOOST_TEST(static_cast<double>(r.filled) <= std::max(corkit_product_nmissing(product), 0) * 38.0 * 38.0 * 1.11,
             "more pixels are excused from comparison than depend on lost ones");
  const auto *deviation = deviation_of(c);
  const std::size_t allowed = deviation == nullptr ? 0 : deviation->pixels;
  BOOST_TEST(r.compared - r.identical <= allowed,
             c << ": " << r.compared - r.identical << " of " << r.compared << " pixels differ, by up to " << r.largest);
  // DOUBLE in the fill, one final FLOAT, where SolarSoft has FLOAT intermediates; a count where it is rounded to int16
  const bool filled_well = r.filled_relative <= 3e-5 || (counts && r.filled_largest <= 1);
  BOOST_TEST(filled_well, c << ": filled pixels differ by " << r.filled_largest << ", " << r.filled_relative << " of the signal");
  auto m = measurement(c, "random", deviation == nullptr ? "identical" : deviation->reason);
  m.compared = static_cast<double>(r.compared);
  m.identical = static_cast<double>(r.identical);
  m.largest = r.largest;
  m.unit = counts ? "counts" : "MSB";
  m.filled = static_cast<double>(r.filled);
  m.filled_largest = counts ? r.filled_largest : r.filled_relative;
  m.filled_unit = counts ? "counts" : "of the signal";
  m.passed = r.compared - r.identical <= allowed && filled_well;
  record(the_set().csv(), m);
}

// SolarSoft's image is all NaN and not kept.
void check_finite(const RandomCase &c, const corkit_product *product) {
  const auto written = read_raw(corkit_product_path(product));
  const auto finite = std::count_if(written.pixels.begin(), written.pixels.end(), [](double p) { return std::isfinite(p); });
  const auto *deviation = deviation_of(c);
  BOOST_TEST_REQUIRE(deviation != nullptr);
  auto m = measurement(c, "random", deviation->reason);
  m.compared = static_cast<double>(written.pixels.size());
  m.largest = NAN;
  m.passed = static_cast<std::size_t>(finite) == written.pixels.size();
  BOOST_TEST(m.passed, c << ": " << finite << " finite pixels");
  record(the_set().csv(), m);
}

// Whether the case cannot be reduced, for a reason of the image's or its header's.
bool refused(const RandomCase &c, const std::filesystem::path &input) {
  try {
    const auto product = reduce_case(the_set(), c, input, true);
    return false;
  } catch (const Failure &failure) {
    BOOST_TEST_MESSAGE("  " << failure.what());
    return (failure.status() >= CORKIT_ERROR_INPUT && failure.status() < CORKIT_ERROR_CALIBRATION) ||
           failure.status() == CORKIT_ERROR_UNSUPPORTED;
  }
}

std::vector<RandomCase> cases_that(bool stop) {
  auto cases = random_cases(the_set());
  std::erase_if(cases, [&](const RandomCase &c) { return c.stops() != stop; });
  return cases;
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_references_are_there) {
  const auto cases = random_cases(the_set());
  BOOST_TEST_MESSAGE("reference set: " << the_set().name << ", " << cases.size() << " cases");
  BOOST_TEST(cases.size() >= (the_set().large ? 44U : 8U));
}

BOOST_DATA_TEST_CASE(unusual_fields_sums_and_headers_give_solarsofts_products, data::make(cases_that(false)), c) {
  const auto input = make_input(the_set(), c);
  Product product;
  try {
    product = reduce_case(the_set(), c, input, true);
  } catch (const Failure &failure) {
    BOOST_ERROR(c << ": " << failure.what());
    record(the_set().csv(), measurement(c, "random", "a product"));
    return;
  }
  check_header(c, file_cards(corkit_product_path(product.get())));
  if (const auto image = reference_image(the_set(), c))
    check_pixels(c, product.get(), *image);
  else if (c.outcome.find("NaN") != std::string::npos)
    check_finite(c, product.get());
}

BOOST_DATA_TEST_CASE(what_stops_solarsoft_is_an_error, data::make(cases_that(true)), c) {
  const auto input = make_input(the_set(), c);
  const bool error = refused(c, input);
  BOOST_TEST(error, c << ": there is a product, or an error that blames something else; SolarSoft " << c.outcome);
  auto m = measurement(c, "random", "SolarSoft stops, corkit refuses the image");
  m.passed = error;
  if (c.id[0] == 'K') BOOST_CHECK_NO_THROW(reduce_case(the_set(), c, input, false));
  record(the_set().csv(), m);
}
