// Sub-fields and sums: what is read out in part, or summed on board, is calibrated as the whole frame is.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "lasco/lasco_header.hpp"
#include "reduction.hpp"
#include "stages/bias.hpp"

namespace {

using namespace corkit;
using namespace corkit::test;
namespace data = boost::unit_test::data;

// Without a fill: what is outside the field is no loss.
Level1Options unfilled() {
  Level1Options options;
  options.fill = Fill::none;
  return options;
}

std::size_t different_inside(const Image<double> &whole, const Image<double> &part, int left, int bottom, int nx, int ny) {
  std::size_t count = 0;
  for (int y = bottom; y < bottom + ny; ++y)
    for (int x = left; x < left + nx; ++x) count += whole(x, y) != part(x, y);
  return count;
}

// Each pixel the mean of its block of 2x2, which is exact in FLOAT.
Image<float> flattened(const Image<std::int16_t> &image) {
  Image<float> flat(image.nx(), image.ny());
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x) {
      const int x0 = x & ~1, y0 = y & ~1;
      flat(x, y) = static_cast<float>(image(x0, y0) + image(x0 + 1, y0) + image(x0, y0 + 1) + image(x0 + 1, y0 + 1)) / 4;
    }
  return flat;
}

double mean_of_block(const Image<double> &image, int x, int y) {
  return (image(2 * x, 2 * y) + image(2 * x + 1, 2 * y) + image(2 * x, 2 * y + 1) + image(2 * x + 1, 2 * y + 1)) / 4;
}

double median_of(const Image<double> &image) {
  std::vector<double> values(image.begin(), image.end());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What C3's ramp subtracts at most.
double largest_ramp() {
  const auto ramp = the_context().store().image("C3ramp.fts");
  return *std::max_element(ramp->pixels.begin(), ramp->pixels.end());
}

// The largest difference of the summed image's pixels from the means of the unsummed one's, over what was there before the ramp was
// subtracted: value or median, and ramp.
double largest_from_means(const Image<double> &sum, const Image<double> &parts) {
  const double signal = std::abs(median_of(sum)), ramp = largest_ramp();
  double largest = 0;
  for (int y = 0; y < sum.ny(); ++y)
    for (int x = 0; x < sum.nx(); ++x) {
      const double expected = mean_of_block(parts, x, y);
      const double error = std::abs(sum(x, y) - expected) / (std::max(std::abs(expected), signal) + ramp);
      if (!(error <= largest)) largest = error;
    }
  return largest;
}

}  // namespace

BOOST_DATA_TEST_CASE(a_sub_field_is_calibrated_as_its_part_of_the_whole_field, data::make(seeds(24)), seed) {
  auto draw = seed.draw();
  const auto whole = random_exposure(draw, draw.pick({Sums::none, Sums::leb}));
  const auto field = random_field(draw);
  BOOST_TEST_CONTEXT(field) {
    const auto part = read_out(whole, field);
    const int n = 1024 / whole.pixels.nx();
    const auto all = after_stage(whole.pixels, whole.header, "calibrate", unfilled());
    const auto cut = after_stage(part.pixels, part.header, "calibrate", unfilled());
    BOOST_TEST_REQUIRE(cut.nx() == all.nx());
    BOOST_TEST(different_inside(all, cut, field.left / n, field.bottom / n, field.width / n, field.height / n) == 0U);
  }
}

// SolarSoft takes 32 pixels of underscan off where the chip sums, which are not there: kept (docs/differences.md).
BOOST_DATA_TEST_CASE(a_sub_field_summed_on_the_chip_lies_32_pixels_lower_and_to_the_left, data::make(seeds(12)), seed) {
  auto draw = seed.draw();
  const auto whole = random_exposure(draw, Sums::chip);
  auto field = random_field(draw);
  field.left = std::max(field.left, 32);
  field.bottom = std::max(field.bottom, 32);
  field.width = std::min(field.width, 1024 - field.left);
  field.height = std::min(field.height, 1024 - field.bottom);
  BOOST_TEST_CONTEXT(field) {
    const auto part = read_out(whole, field);
    const auto placed = after_stage(part.pixels, part.header, "prepare", unfilled());
    const auto all = after_stage(whole.pixels, whole.header, "prepare", unfilled());
    std::size_t count = 0;
    for (int y = 0; y < field.height / 2; ++y)
      for (int x = 0; x < field.width / 2; ++x)
        count += all(field.left / 2 + x, field.bottom / 2 + y) != placed(field.left / 2 - 16 + x, field.bottom / 2 - 16 + y);
    BOOST_TEST(count == 0U);
  }
}

BOOST_DATA_TEST_CASE(an_image_summed_in_the_processor_is_the_sum_of_its_pixels, data::make(seeds(12)), seed) {
  auto draw = seed.draw();
  const auto whole = random_exposure(draw, Sums::none);
  const auto sum = summed(whole, Sums::leb, 0);
  const auto four = after_stage(sum.pixels, sum.header, "prepare", unfilled());
  const auto one = after_stage(whole.pixels, whole.header, "prepare", unfilled());
  std::size_t count = 0;
  for (int y = 0; y < four.ny(); ++y)
    for (int x = 0; x < four.nx(); ++x) count += four(x, y) != 4 * mean_of_block(one, x, y);
  BOOST_TEST(count == 0U);
}

// Sums are calibrated with the mean of the vignetting over the pixels summed, so parts of equal counts are compared: then the mean of
// the parts is the same number, in another order of FLOAT operations (ten roundings, each 6e-8).
BOOST_DATA_TEST_CASE(a_sum_is_calibrated_as_the_mean_of_its_parts, data::make(seeds(24)), seed) {
  auto draw = seed.draw();
  const auto sums = draw.pick({Sums::leb, Sums::chip});
  // Biases of the ports other than C are whole numbers; one is left in a sum on the chip, four in one in the processor.
  const auto whole = random_exposure(draw, Sums::none, sums == Sums::chip ? std::string(draw.chance(0.5) ? "A" : "B") : std::string());
  const int bias = sums == Sums::chip ? static_cast<int>(as_float(offset_bias(lasco_fitshdr2struct(whole.header), false))) : 0;
  const auto sum = summed(whole, sums, bias);
  const auto calibrated = after_stage(sum.pixels, sum.header, "calibrate", unfilled());
  const auto parts = after_stage(flattened(whole.pixels), whole.header, "calibrate", unfilled());
  const double largest = largest_from_means(calibrated, parts);
  BOOST_TEST(largest <= 6e-7, sums << ": " << largest << " of the signal");
}
