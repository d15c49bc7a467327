#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"

using namespace corkit;

namespace {

std::vector<std::int64_t> count(const std::vector<std::int32_t> &values) { return idl::histogram(values); }

}  // namespace

BOOST_AUTO_TEST_SUITE(histogram)

BOOST_AUTO_TEST_CASE(bins_run_from_zero_to_the_largest_value) {
  BOOST_TEST(count({1, 1, 3, 5}) == (std::vector<std::int64_t>{0, 2, 0, 1, 0, 1}), boost::test_tools::per_element());
  BOOST_TEST(count({0}) == (std::vector<std::int64_t>{1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(negative_values_are_not_counted) {
  BOOST_TEST(count({-2, 1, -7, 1}) == (std::vector<std::int64_t>{0, 2}), boost::test_tools::per_element());
  BOOST_TEST(count({-2, -1}).empty());
  BOOST_TEST(count({}).empty());
}

BOOST_AUTO_TEST_CASE(a_value_that_asks_for_gigabytes_is_refused) {
  BOOST_CHECK_THROW(count({std::numeric_limits<std::int32_t>::max()}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
