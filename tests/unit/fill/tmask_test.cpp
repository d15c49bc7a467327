#include <algorithm>
#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "core/error.hpp"
#include "fill/blocks.hpp"

using namespace corkit;

namespace {

struct Count {
  Detector detector;
  int index;
  std::array<int, 6> blocks;  // of the values -2, -1, 1, 2, 3, 4
};
std::ostream &operator<<(std::ostream &out, const Count &c) { return out << name(c.detector) << " index " << c.index; }

const Count kCounts[] = {
    {Detector::C2, 0, {12, 53, 902, 37, 8, 12}}, {Detector::C2, 1, {0, 48, 919, 37, 8, 12}}, {Detector::C2, 2, {0, 0, 967, 37, 8, 12}},
    {Detector::C2, 5, {0, 0, 967, 37, 8, 12}},   {Detector::C3, 0, {99, 7, 903, 9, 4, 2}},   {Detector::C3, 1, {68, 0, 941, 9, 4, 2}},
    {Detector::C3, 2, {16, 0, 993, 9, 4, 2}},
};

int count(const Image<std::int16_t> &mask, int value) {
  return static_cast<int>(std::count(mask.begin(), mask.end(), static_cast<std::int16_t>(value)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tmask)

BOOST_DATA_TEST_CASE(every_kind_of_block_occurs_as_often_as_listed, kCounts, c) {
  const auto mask = get_tmask(c.detector, c.index);
  BOOST_TEST(mask.nx() == 32);
  BOOST_TEST(mask.ny() == 32);
  const int values[] = {-2, -1, 1, 2, 3, 4};
  for (std::size_t k = 0; k < 6; ++k) BOOST_TEST(count(mask, values[k]) == c.blocks[k], "value " << values[k]);
}

BOOST_AUTO_TEST_CASE(the_occulter_lies_at_the_centre_and_the_corners_are_dark) {
  const auto mask = get_tmask(Detector::C3, 0);
  BOOST_TEST(mask(0, 0) == -2);
  BOOST_TEST(mask(31, 31) == -2);
  BOOST_TEST(mask(16, 16) == -1);
  BOOST_TEST(mask(14, 16) == 4);
  BOOST_TEST(mask(15, 14) == 3);
  BOOST_TEST(mask(14, 14) == 2);
  BOOST_TEST(mask(5, 20) == 1);
}

BOOST_AUTO_TEST_CASE(the_mask_of_a_binned_image_is_every_second_or_fourth_element) {
  for (const int rebin : {1, 2, 4}) {
    const auto whole = get_tmask(Detector::C3, rebin / 2);
    const auto sampled = sampled_tmask(Detector::C3, rebin);
    BOOST_TEST(sampled.nx() == 32 / rebin);
    for (int j = 0; j < sampled.ny(); ++j)
      for (int i = 0; i < sampled.nx(); ++i) BOOST_TEST(sampled(i, j) == whole(i * rebin, j * rebin));
  }
}

BOOST_AUTO_TEST_CASE(other_telescopes_and_negative_indices_are_refused) {
  BOOST_CHECK_EXCEPTION(get_tmask(Detector::C1, 0), Error, [](const Error &e) { return e.status() == CORKIT_ERROR_UNSUPPORTED; });
  BOOST_CHECK_EXCEPTION(get_tmask(Detector::EIT, 0), Error, [](const Error &e) { return e.status() == CORKIT_ERROR_UNSUPPORTED; });
  BOOST_CHECK_EXCEPTION(get_tmask(Detector::C3, -1), Error, [](const Error &e) { return e.status() == CORKIT_ERROR_ARGUMENT; });
}

BOOST_AUTO_TEST_SUITE_END()
