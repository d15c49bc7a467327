// Useful-block masks, lists of lost blocks and zone maps against SolarSoft's own: identical.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>

#include "fill/blocks.hpp"
#include "fill/fuzzy/zones.hpp"
#include "support/reference_image.hpp"

using namespace corkit;

namespace {

struct Mask {
  const char *name;
  Detector detector;
  int index;
};
std::ostream &operator<<(std::ostream &out, const Mask &mask) { return out << mask.name; }

const Mask kMasks[] = {
    {"tmask_c2_0", Detector::C2, 0}, {"tmask_c2_1", Detector::C2, 1}, {"tmask_c3_0", Detector::C3, 0}, {"tmask_c3_1", Detector::C3, 1}};
const std::string kMaps[] = {"fuzzy_map_32180023", "fuzzy_map_32180033"};

}  // namespace

BOOST_AUTO_TEST_SUITE(blocks)

BOOST_DATA_TEST_CASE(tmask_is_identical, kMasks, mask) {
  const auto reference = test::read_reference<std::int16_t>(test::committed_reference("stages/" + std::string(mask.name) + ".fts.fz"));
  BOOST_TEST(test::count_different(get_tmask(mask.detector, mask.index), reference.pixels) == 0u);
}

BOOST_AUTO_TEST_CASE(the_worked_examples_of_block_lists_are_identical) {
  std::ifstream file(test::committed_reference("stages/mb2str.txt"));
  BOOST_REQUIRE(file.good());
  int examples = 0;
  // n1 n2 (i,j)(i,j)... | "list" | ...
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    int n1 = 0;
    int n2 = 0;
    if (!(fields >> n1 >> n2)) continue;
    Image<std::int16_t> map(n1, n2, 1);
    char mark = 0;
    char comma = 0;
    for (int i = 0, j = 0; fields >> mark && mark == '(' && fields >> i >> comma >> j >> mark;) map(i, j) = 0;
    BOOST_REQUIRE(mark == '|');
    std::string list;
    std::getline(std::getline(fields, list, '"'), list, '"');
    BOOST_TEST(mb2strmap(map) == list);
    BOOST_CHECK(strmap2mb(list, n1, n2) == map);
    ++examples;
  }
  BOOST_TEST(examples == 10);
}

BOOST_DATA_TEST_CASE(zones_of_the_lost_blocks_are_identical, kMaps, name) {
  const auto reference = test::read_reference<std::int16_t>(test::committed_reference("stages/" + name + ".fts.fz"));
  Image<std::uint8_t> missing(reference.pixels.nx(), reference.pixels.ny(), 0);
  for (std::size_t k = 0; k < missing.size(); ++k) missing[k] = reference.pixels[k] >= 0 ? 1 : 0;
  BOOST_TEST(test::count_different(fuzzy::get_miss_blocks(missing), reference.pixels) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
