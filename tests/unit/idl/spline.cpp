#include "idl/spline.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "core/error.hpp"

using namespace corkit;

namespace {

using Numbers = std::vector<double>;

Numbers through(const Numbers &x, const Numbers &y, const Numbers &at) { return idl::spl_interp(x, y, idl::spl_init(x, y), at); }

const Numbers kX = {0, 1, 2.5, 3, 7};
const Numbers kY = {1, -2, 0.5, 4, 3};

}  // namespace

BOOST_AUTO_TEST_SUITE(spline)

BOOST_AUTO_TEST_CASE(knots_are_met) {
  const Numbers values = through(kX, kY, kX);
  for (std::size_t k = 0; k < kX.size(); ++k) BOOST_TEST(std::abs(values[k] - kY[k]) < 1e-14);
}

BOOST_AUTO_TEST_CASE(a_line_is_reproduced_and_continued) {
  const Numbers values = through({0, 2, 3, 7}, {1, 5, 7, 15}, {-4, 1, 2.5, 7, 10});
  const Numbers expected = {-7, 3, 6, 15, 21};
  for (std::size_t k = 0; k < values.size(); ++k) BOOST_TEST(std::abs(values[k] - expected[k]) < 1e-13);
}

BOOST_AUTO_TEST_CASE(two_knots_make_a_line) {
  BOOST_TEST(through({1, 3}, {2, 6}, {-1, 2, 5}) == (Numbers{-2, 4, 10}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ends_are_natural_and_slopes_continuous) {
  const Numbers second = idl::spl_init(kX, kY);
  BOOST_TEST(second.front() == 0.0);
  BOOST_TEST(second.back() == 0.0);
  constexpr double e = 1e-6;
  for (std::size_t k = 1; k + 1 < kX.size(); ++k) {
    const Numbers v = idl::spl_interp(kX, kY, second, Numbers{kX[k] - e, kX[k], kX[k] + e});
    BOOST_TEST(std::abs((v[2] - v[1]) - (v[1] - v[0])) < 1e-9);  // slopes times e; curvature times e^2 remains
  }
}

BOOST_AUTO_TEST_CASE(beyond_the_ends_the_end_pieces_go_on) {
  // A cubic has constant third differences: across the end knot and beyond as before it.
  const Numbers v = through(kX, kY, {5, 6, 7, 8, 9, 10});
  const double before = v[3] - 3 * v[2] + 3 * v[1] - v[0];
  const double beyond = v[5] - 3 * v[4] + 3 * v[3] - v[2];
  BOOST_TEST(std::abs(before - beyond) < 1e-12);
}

BOOST_AUTO_TEST_CASE(unusable_knots_are_refused) {
  BOOST_CHECK_THROW(idl::spl_init(Numbers{1}, Numbers{1}), Error);
  BOOST_CHECK_THROW(idl::spl_init(Numbers{}, Numbers{}), Error);
  BOOST_CHECK_THROW(idl::spl_init(Numbers{1, 1}, Numbers{1, 2}), Error);
  BOOST_CHECK_THROW(idl::spl_init(Numbers{2, 1}, Numbers{1, 2}), Error);
  BOOST_CHECK_THROW(idl::spl_init(Numbers{1, std::nan("")}, Numbers{1, 2}), Error);
  BOOST_CHECK_THROW(idl::spl_init(Numbers{1, 2}, Numbers{1, 2, 3}), Error);
  BOOST_CHECK_THROW(idl::spl_interp(Numbers{1, 2}, Numbers{1, 2}, Numbers{0}, Numbers{1}), Error);
  BOOST_TEST(idl::spl_interp(Numbers{1, 2}, Numbers{1, 2}, Numbers{0, 0}, Numbers{}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
