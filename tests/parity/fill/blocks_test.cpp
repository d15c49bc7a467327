// Useful-block masks, lists of lost blocks and zone maps against SolarSoft's own: identical.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <ostream>
#include <regex>
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
  const std::regex example(R"(^\s*(\d+)\s+(\d+)\s+([(),0-9]*)\s*\|\s*"([0-9A-V]*)\")");
  const std::regex block(R"(\((\d+),(\d+)\))");
  int examples = 0;
  for (std::string line; std::getline(file, line);) {
    std::smatch fields;
    if (!std::regex_search(line, fields, example)) continue;
    const int n1 = std::stoi(fields[1]);
    const int n2 = std::stoi(fields[2]);
    const std::string list = fields[3];
    Image<std::int16_t> map(n1, n2, 1);
    for (std::sregex_iterator it(list.begin(), list.end(), block), end; it != end; ++it) map(std::stoi((*it)[1]), std::stoi((*it)[2])) = 0;
    BOOST_TEST(mb2strmap(map) == fields[4].str());
    BOOST_CHECK(strmap2mb(fields[4].str(), n1, n2) == map);
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
