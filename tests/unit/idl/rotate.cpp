#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "pixel_types.hpp"

using namespace corkit;

BOOST_AUTO_TEST_SUITE(rotate)

BOOST_AUTO_TEST_CASE_TEMPLATE(all_directions_equal_idls, T, PixelTypes) {
  Image<T> image(3, 2);
  for (int k = 0; k < 6; ++k) image[static_cast<std::size_t>(k)] = static_cast<T>(k + 1);
  // GDL 1.0.1: ROTATE([[1,2,3],[4,5,6]], direction)
  const struct {
    int nx;
    std::vector<int> pixels;
  } expected[] = {{3, {1, 2, 3, 4, 5, 6}}, {2, {4, 1, 5, 2, 6, 3}}, {3, {6, 5, 4, 3, 2, 1}}, {2, {3, 6, 2, 5, 1, 4}},
                  {2, {1, 4, 2, 5, 3, 6}}, {3, {3, 2, 1, 6, 5, 4}}, {2, {6, 3, 5, 2, 4, 1}}, {3, {4, 5, 6, 1, 2, 3}}};
  for (int direction = 0; direction < 8; ++direction) {
    const Image<T> turned = idl::rotate(image, direction);
    const auto &row = expected[direction];
    BOOST_TEST_REQUIRE(turned.nx() == row.nx);
    BOOST_TEST_REQUIRE(turned.ny() == 6 / row.nx);
    for (std::size_t k = 0; k < 6; ++k) BOOST_TEST(turned[k] == static_cast<T>(row.pixels[k]), "direction " << direction << " pixel " << k);
  }
}

BOOST_AUTO_TEST_CASE(other_directions_are_refused) {
  BOOST_CHECK_THROW(idl::rotate(Image<float>(2, 2), 8), Error);
  BOOST_CHECK_THROW(idl::rotate(Image<float>(2, 2), -1), Error);
}

BOOST_AUTO_TEST_SUITE_END()
