// The fuzzy fill against SolarSoft's own under GDL (linear surface).
//
// Notes     1. Filled pixels: within 1e-4 * max(|value|, median |value| of the filled ones that are not 0). SolarSoft's arithmetic is
// FLOAT, here it
//              is DOUBLE between arrays of FLOAT; where splines overshoot to -3000, as in fuzzy_in_extra, a unit in the last place is
//              2e-4 and spreads over its block.
//           2. All other pixels: identical. The references show SolarSoft's bug at the edges (Q13), so compat_bugs is on.
#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "fill/blocks.hpp"
#include "fill/fuzzy/dct.hpp"
#include "fill/fuzzy/hcie.hpp"
#include "fill/fuzzy/zones.hpp"
#include "fill/fuzzy_image.hpp"
#include "idl/arrays.hpp"
#include "support/reference_image.hpp"
#include "unit/fill/c3_header.hpp"

using namespace corkit;

namespace {

constexpr double kFillTolerance = 1e-4;

float median_of(std::vector<float> values) { return values.empty() ? 0 : idl::median_in_place(std::span<float>(values)); }

// Largest difference of pixels, each in units of max(|reference|, scale).
class Largest {
 public:
  explicit Largest(double scale) : scale_(scale) {}
  void add(float value, float reference) {
    ++count_;
    if (value == reference) return;
    const double difference = std::abs(static_cast<double>(value) - reference) / std::max(std::abs(static_cast<double>(reference)), scale_);
    if (!(difference <= largest_)) largest_ = difference;
  }
  double value() const { return largest_; }
  std::size_t count() const { return count_; }

 private:
  double scale_;
  double largest_ = 0;
  std::size_t count_ = 0;
};

// Image1 of SolarSoft: not useful blocks are 1.
Image<float> zone_pixels(const test::ReferenceImage<float> &image, const fuzzy::Blocks &blocks) {
  const auto tmask = get_tmask(Detector::C3, 0);
  auto zone = Image<float>::uninitialized((blocks.i1 - blocks.i0 + 1) * kBlock, (blocks.j1 - blocks.j0 + 1) * kBlock);
  for (int y = 0; y < zone.ny(); ++y)
    for (int x = 0; x < zone.nx(); ++x) {
      const int at_x = blocks.i0 * kBlock + x;
      const int at_y = blocks.j0 * kBlock + y;
      zone(x, y) = tmask(at_x / kBlock, at_y / kBlock) <= -1 ? 1.0F : image.pixels(at_x - image.crop_x, at_y - image.crop_y);
    }
  return zone;
}

void compare_zone(const std::string &name, const Image<float> &zone, const Image<float> &reference) {
  fuzzy::CellCuts cuts(Oracle::gdl);
  const Image<float> filled = fuzzy::hcie_zone(zone, cuts);
  std::vector<float> fill;
  for (std::size_t k = 0; k < zone.size(); ++k)
    if (zone[k] == 0 && reference[k] != 0) fill.push_back(std::abs(reference[k]));
  Largest largest(median_of(fill));
  std::size_t changed = 0;
  for (std::size_t k = 0; k < zone.size(); ++k) {
    if (zone[k] == 0) largest.add(filled[k], reference[k]);
    if (zone[k] != 0) changed += filled[k] != reference[k];
  }
  BOOST_TEST_MESSAGE(name << ": " << largest.count() << " filled pixels, largest difference " << largest.value()
                          << " of max(|value|, median fill)");
  BOOST_TEST(largest.value() <= kFillTolerance);
  BOOST_TEST(changed == 0u);
}

// input: whole frame or box; reference: whole frame or box of the result.
FuzzyResult compare_image(const std::string &name, const test::ReferenceImage<float> &input, const test::ReferenceImage<float> &reference,
                          std::optional<double> median_fill = std::nullopt) {
  const Image<float> &in = input.pixels;
  const auto header = test::c3_header(in.nx(), in.ny(), 1, input.crop_x, input.crop_y);
  FuzzyResult result = fuzzy_image(in, header, {Oracle::gdl, true});
  const auto at = [&](const Image<float> &image, int x, int y) {
    return image(reference.crop_x - input.crop_x + x, reference.crop_y - input.crop_y + y);
  };
  const auto is_filled = [&](int x, int y) {
    return at(in, x, y) == 0 || result.zones((reference.crop_x + x) / kBlock, (reference.crop_y + y) / kBlock) >= 0;
  };
  std::vector<float> fill;
  for (int y = 0; y < reference.pixels.ny(); ++y)
    for (int x = 0; x < reference.pixels.nx(); ++x)
      if (is_filled(x, y) && reference.pixels(x, y) != 0) fill.push_back(std::abs(reference.pixels(x, y)));
  Largest largest(median_fill.value_or(median_of(fill)));
  std::size_t changed = 0;
  for (int y = 0; y < reference.pixels.ny(); ++y)
    for (int x = 0; x < reference.pixels.nx(); ++x) {
      const float value = at(result.image, x, y);
      if (is_filled(x, y)) largest.add(value, reference.pixels(x, y));
      if (!is_filled(x, y)) changed += value != reference.pixels(x, y);
    }
  BOOST_TEST_MESSAGE(name << ": " << largest.count() << " filled pixels, largest difference " << largest.value()
                          << " of max(|value|, median fill), TOO_MANY " << result.too_many);
  BOOST_TEST(largest.value() <= kFillTolerance);
  BOOST_TEST(changed == 0u);
  return result;
}

struct CommittedZone {
  const char *name;
  fuzzy::Blocks blocks;
};
std::ostream &operator<<(std::ostream &out, const CommittedZone &zone) { return out << zone.name; }
const CommittedZone kCommittedZones[] = {{"32180023_z1", {9, 12, 9, 11}}, {"32180023_z4", {14, 18, 17, 21}}};

constexpr double kMedianFill32180023 = 0.43494815;  // of the whole frame the boxes are cut from

struct Frame {
  const char *folder, *input, *output, *map;
  int too_many;
};
std::ostream &operator<<(std::ostream &out, const Frame &frame) { return out << frame.input; }
const Frame kFrames[] = {{"stages/", "fuzzy_in_32180023", "fuzzy_out_32180023", "fuzzy_map_32180023", 0},
                         {"stages/", "fuzzy_in_32180033", "fuzzy_out_32180033", "fuzzy_map_32180033", 20},
                         {"extra/", "fuzzy_in_extra", "fuzzy_out_extra", nullptr, 2}};

const std::string kZonedFrames[] = {"32180023", "32180033"};

}  // namespace

BOOST_AUTO_TEST_SUITE(dct)

BOOST_AUTO_TEST_CASE(forward_and_inverse_agree_within_float_steps) {
  const auto read = [](const char *name) {
    return test::read_reference<double>(test::committed_reference("stages/" + std::string(name) + ".fts.fz")).pixels;
  };
  const auto in = read("dct_in");
  const auto forward = read("dct_fwd");
  const auto inverse = read("dct_inv");
  fuzzy::DctBlock block;
  std::copy(in.begin(), in.end(), block.value.begin());
  const auto largest_difference = [&](const Image<double> &reference) {
    double largest = 0;
    double scale = 0;
    for (std::size_t k = 0; k < reference.size(); ++k) {
      largest = std::max(largest, std::abs(block.value[k] - reference[k]));
      scale = std::max(scale, std::abs(reference[k]));
    }
    return largest / scale;
  };
  fuzzy::dct_forward(block);
  const double of_forward = largest_difference(forward);
  fuzzy::dct_inverse(block);
  const double of_inverse = largest_difference(inverse);
  BOOST_TEST_MESSAGE("DCT: largest difference " << of_forward << " forward, " << of_inverse << " inverse, of the largest value");
  BOOST_TEST(of_forward <= 1e-7);  // the reference is FLOAT
  BOOST_TEST(of_inverse <= 3e-7);  // SolarSoft's FLOAT inverse is this far from the block it started from
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(fuzzy_fill)

BOOST_DATA_TEST_CASE(committed_zones_are_closed_alike, kCommittedZones, zone) {
  const std::string name = zone.name;
  const auto input = test::read_reference<float>(test::committed_reference("stages/fuzzy_in_" + name + ".crop.fts.fz"));
  const auto reference = test::read_reference<float>(test::committed_reference("stages/fuzzy_hcie_" + name + ".fts.fz"));
  compare_zone("hcie " + name, zone_pixels(input, zone.blocks), reference.pixels);
}

BOOST_DATA_TEST_CASE(committed_boxes_are_filled_alike, kCommittedZones, zone) {
  const std::string name = zone.name;
  const auto input = test::read_reference<float>(test::committed_reference("stages/fuzzy_in_" + name + ".crop.fts.fz"));
  const auto reference = test::read_reference<float>(test::committed_reference("stages/fuzzy_out_" + name + ".crop.fts.fz"));
  compare_image("box " + name, input, reference, kMedianFill32180023);
}

BOOST_DATA_TEST_CASE(every_zone_of_a_frame_is_closed_alike, kZonedFrames, name) {
  const auto path = test::find_reference("stages/fuzzy_in_" + name + ".fts.fz");
  if (!path) return;
  const auto input = test::read_reference<float>(*path);
  const auto map = test::read_reference<std::int16_t>(test::committed_reference("stages/fuzzy_map_" + name + ".fts.fz")).pixels;
  int number = 0;
  for (const fuzzy::Zone &zone : fuzzy::zones_of(map)) {
    const std::string zone_name = name + "_z" + std::to_string(number++);
    const auto reference = test::find_reference("stages/fuzzy_hcie_" + zone_name + ".fts.fz");
    BOOST_REQUIRE(reference);
    const auto blocks = fuzzy::with_neighbours(zone.imin, zone.imax, zone.jmin, zone.jmax, map.nx());
    compare_zone("hcie " + zone_name, zone_pixels(input, blocks), test::read_reference<float>(*reference).pixels);
  }
}

BOOST_DATA_TEST_CASE(a_frame_is_filled_alike, kFrames, frame) {
  const auto input = test::find_reference(std::string(frame.folder) + frame.input + ".fts.fz");
  const auto output = test::find_reference(std::string(frame.folder) + frame.output + ".crop.fts.fz");
  if (!input || !output) return;
  const auto result = compare_image(frame.input, test::read_reference<float>(*input), test::read_reference<float>(*output));
  if (frame.map != nullptr) {
    const auto map = test::read_reference<std::int16_t>(test::committed_reference("stages/" + std::string(frame.map) + ".fts.fz")).pixels;
    BOOST_TEST(test::count_different(result.zones, map) == 0u);
  }
  BOOST_TEST(result.too_many == frame.too_many);
}

BOOST_AUTO_TEST_SUITE_END()
