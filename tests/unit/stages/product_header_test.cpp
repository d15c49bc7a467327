#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "stages/product_header.hpp"

using namespace corkit;

namespace {

using Lines = std::vector<std::string>;

Header product_of(const LascoHeader &h) { return begin_product_header(Image<std::int16_t>(4, 4), h, "35180083.fts"); }

LascoHeader with(const Lines &history, const Lines &comment) {
  LascoHeader h;
  h.filename = "32180083.fts";
  h.history = history;
  h.comment = comment;
  return h;
}

const std::string kOwn = " reduce_level_1.pro 1.68, 07/31/18,'32180083.fts','35180083.fts'";

}  // namespace

BOOST_AUTO_TEST_SUITE(product_header)

BOOST_AUTO_TEST_CASE(copying_of_history_and_comment_ends_with_the_first_blank_line) {
  const auto product = product_of(with({"first line", "  ", "third"}, {"a comment", "", "another"}));
  BOOST_TEST(product.history() == (Lines{" first line", kOwn}), boost::test_tools::per_element());
  BOOST_TEST(product.comments() == (Lines{" a comment"}), boost::test_tools::per_element());
  const auto nothing = product_of(with({"", "abc"}, {" ", "abc"}));
  BOOST_TEST(nothing.history() == (Lines{kOwn}), boost::test_tools::per_element());
  BOOST_TEST(nothing.comments().empty());
}

BOOST_AUTO_TEST_CASE(copied_lines_are_trimmed_and_get_one_blank) {
  const auto product = product_of(with({"  two   blanks  ", "  ab ", " abc", "the bias of it"}, {"   x  y "}));
  BOOST_TEST(product.history() == (Lines{" two blanks", " abc", kOwn}), boost::test_tools::per_element());
  BOOST_TEST(product.comments() == (Lines{" x  y"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(exposure_and_time_are_read_again_with_six_digits) {
  LascoHeader h = with({}, {});
  h.exptime = 25.09914F;
  h.mid_time = 49335.567F;
  reread_times(product_of(h), h);
  BOOST_TEST(h.exptime == 25.0991F);
  BOOST_TEST(h.mid_time == 49335.6F);
  h.mid_time = 43200000.0F;
  reread_times(product_of(h), h);
  BOOST_TEST(h.mid_time == 43200000.0F);
  h.mid_time = std::numeric_limits<float>::quiet_NaN();
  reread_times(product_of(h), h);
  BOOST_TEST(std::isnan(h.mid_time));
}

BOOST_AUTO_TEST_SUITE_END()
