#include <boost/test/unit_test.hpp>
#include <limits>

#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "unit/fill/c3_header.hpp"

using namespace corkit;
using corkit::test::c3_header;

namespace {

bool is_dimensions(const Error &e) { return e.status() == CORKIT_ERROR_DIMENSIONS; }

}  // namespace

BOOST_AUTO_TEST_SUITE(geometry)

BOOST_AUTO_TEST_CASE(a_full_frame_starts_at_zero_and_is_unbinned) {
  const auto field = getl05hdrparam(c3_header(1024, 1024));
  BOOST_TEST(field.fxstart == 0);
  BOOST_TEST(field.fystart == 0);
  BOOST_TEST(field.fxend == 1023);
  BOOST_TEST(field.fyend == 1023);
  BOOST_TEST(field.rebin == 1);
}

BOOST_AUTO_TEST_CASE(binnings_of_1_2_and_4_are_told_from_field_and_size) {
  for (const int binning : {1, 2, 4}) BOOST_TEST(getl05hdrparam(c3_header(1024 / binning, 1024 / binning, binning)).rebin == binning);
}

BOOST_AUTO_TEST_CASE(other_binnings_are_unusable) {
  BOOST_TEST(getl05hdrparam(c3_header(341, 341, 3)).rebin == -1);
  BOOST_TEST(getl05hdrparam(c3_header(128, 128, 8)).rebin == -1);
  auto uneven = c3_header(512, 512, 2);
  uneven.naxis2 = 1024;
  BOOST_TEST(getl05hdrparam(uneven).rebin == -1);
}

BOOST_AUTO_TEST_CASE(a_header_without_size_or_with_absurd_numbers_is_unusable) {
  auto header = c3_header(1024, 1024);
  header.naxis1 = 0;
  BOOST_TEST(getl05hdrparam(header).rebin == -1);
  header = c3_header(1024, 1024);
  header.r1col = std::numeric_limits<int>::min();
  header.r2row = std::numeric_limits<int>::max();
  BOOST_TEST(getl05hdrparam(header).rebin == -1);
}

BOOST_AUTO_TEST_CASE(a_sub_field_lies_at_its_place_in_the_binned_frame) {
  const auto frame = block_frame(160, 96, c3_header(160, 96, 2, 128, 320));
  BOOST_TEST(frame.rebin == 2);
  BOOST_TEST(frame.blocks == 16);
  BOOST_TEST(frame.pixels() == 512);
  BOOST_TEST(frame.x0 == 64);
  BOOST_TEST(frame.y0 == 160);
}

BOOST_AUTO_TEST_CASE(images_at_odds_with_their_header_are_refused) {
  BOOST_CHECK_EXCEPTION(block_frame(512, 512, c3_header(1024, 1024)), Error, is_dimensions);
  BOOST_CHECK_EXCEPTION(block_frame(341, 341, c3_header(341, 341, 3)), Error, is_dimensions);
  BOOST_CHECK_EXCEPTION(block_frame(512, 512, c3_header(512, 512, 1, 640, 0)), Error, is_dimensions);
  BOOST_CHECK_EXCEPTION(block_frame(512, 512, c3_header(512, 512, 1, 0, -64)), Error, is_dimensions);
  BOOST_CHECK_EXCEPTION(block_frame(0, 0, LascoHeader{}), Error, is_dimensions);
}

BOOST_AUTO_TEST_CASE(the_sentence_names_the_keywords) {
  try {
    block_frame(512, 512, c3_header(512, 512, 1, 640, 0));
    BOOST_ERROR("not refused");
  } catch (const Error &e) {
    const std::string text = e.what();
    BOOST_TEST(text.find("R1COL=660") != std::string::npos);
    BOOST_TEST(text.find("NAXIS1=512") != std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
