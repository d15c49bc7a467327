// SPL_INIT and SPL_INTERP against the numpy reading of the specification.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "idl/spline.hpp"
#include "text_reference.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(splines_parity)

BOOST_AUTO_TEST_CASE(values_agree_inside_and_beyond_the_knots) {
  test::TextReference reference("spline/splines.txt");
  std::vector<double> x, y, at, expected;
  int cases = 0;
  for (; reference.line(x); ++cases) {
    BOOST_TEST_REQUIRE((reference.line(y) && reference.line(at) && reference.line(expected)));
    const std::vector<double> values = idl::spl_interp(x, y, idl::spl_init(x, y), at);
    BOOST_TEST_REQUIRE(values.size() == expected.size());
    // Rounding only; the extrapolated values grow with the cube of the distance.
    for (std::size_t k = 0; k < values.size(); ++k) BOOST_TEST(std::abs(values[k] - expected[k]) <= 1e-13 * (1 + std::abs(expected[k])));
  }
  BOOST_TEST(cases == 5);
}

BOOST_AUTO_TEST_SUITE_END()
