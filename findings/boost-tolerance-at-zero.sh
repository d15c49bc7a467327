#!/usr/bin/env bash
# Tool       Boost.Test, Debian libboost-test1.74-dev 1.74.0+ds1-21
# Behaviour  BOOST_TEST(a == b, tolerance(1e-6)) compares relatively, except where one side is exactly 0: there the same number becomes an
#            absolute limit. 0 == 3e-10 passes, 1e-30 == 3e-10 fails, and for whole arrays with per_element() it is the same.
#            BOOST_CHECK_CLOSE_FRACTION(0, 3e-10, 1e-6) fails as one expects.
# Hurts      tests of small quantities (brightness in units of the Sun's, 1e-9 or less): a function that returns nothing but zeros passes any
#            comparison with a relative tolerance that is larger than the values themselves.
# Seen       0 == 3e-10, tolerance(1e-6): passed
#            1e-30 == 3e-10, tolerance(1e-6): failed
#            array of zeros == {3e-10, 4e-10}, tolerance(1e-6) << per_element(): passed
#            BOOST_CHECK_CLOSE_FRACTION(0, 3e-10, 1e-6): failed
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libboost-test1.74-dev 1.74.0+ds1-21
need libboost-test1.74.0 1.74.0+ds1-21

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >zero.cpp <<'C'
#define BOOST_TEST_MODULE zero
#include <boost/test/unit_test.hpp>
#include <vector>
using boost::test_tools::per_element;
using boost::test_tools::tolerance;
const std::vector<double> zeros{0, 0}, values{3e-10, 4e-10};
BOOST_AUTO_TEST_CASE(exact_zero) { BOOST_TEST(0.0 == 3e-10, tolerance(1e-6)); }
BOOST_AUTO_TEST_CASE(nearly_zero) { BOOST_TEST(1e-30 == 3e-10, tolerance(1e-6)); }
BOOST_AUTO_TEST_CASE(zeros_in_arrays) { BOOST_TEST(zeros == values, tolerance(1e-6) << per_element()); }
BOOST_AUTO_TEST_CASE(check_close) { BOOST_CHECK_CLOSE_FRACTION(0.0, 3e-10, 1e-6); }
C
g++ -DBOOST_TEST_DYN_LINK -o zero zero.cpp -lboost_unit_test_framework
{ ./zero --report_level=detailed --color_output=no 2>&1 || true; } | sed -n 's/.*Test case "\([a-z_]*\)" has \([a-z]*\).*/\1: \2/p' | tee seen
cat >want <<'T'
exact_zero: passed
nearly_zero: failed
zeros_in_arrays: passed
check_close: failed
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
