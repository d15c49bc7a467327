#include "idl/rot.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <tuple>

#include "idl/arrays.hpp"

using namespace corkit;

namespace {

using RotTypes = std::tuple<std::uint8_t, float, double>;

template <class T>
Image<T> plane(int nx, int ny) {
  Image<T> image(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) image(x, y) = static_cast<T>(1 + 2 * x + 3 * y);
  return image;
}

// Pixels whose result changes when only the masked pixels of the input change.
Image<std::uint8_t> influenced(const Image<std::uint8_t> &mask, float angle, float xc, float yc, Oracle oracle) {
  Image<double> spots(mask.nx(), mask.ny());
  for (std::size_t k = 0; k < spots.size(); ++k) spots[k] = mask[k];
  const Image<double> turned = idl::rot(spots, angle, xc, yc, oracle);
  Image<std::uint8_t> changed(mask.nx(), mask.ny());
  for (std::size_t k = 0; k < changed.size(); ++k) changed[k] = turned[k] != 0;
  return changed;
}

constexpr Oracle kOracles[] = {Oracle::idl, Oracle::gdl};
constexpr float kAngles[] = {-1.5F, 6.42F, 45.0F, 93.7F, 180.25F, 353.784F};

}  // namespace

BOOST_AUTO_TEST_SUITE(rot)

BOOST_AUTO_TEST_CASE_TEMPLATE(no_angle_changes_nothing, T, RotTypes) {
  const Image<T> image = plane<T>(17, 11);
  for (const Oracle oracle : kOracles) BOOST_TEST((idl::rot(image, 0.0F, 8.0F, 5.0F, oracle) == image));
}

BOOST_AUTO_TEST_CASE(a_positive_angle_turns_clockwise) {
  Image<double> image(21, 21);
  image(10, 16) = 100;  // above the pivot
  for (const Oracle oracle : kOracles) BOOST_TEST(idl::rot(image, 90.0F, 10.0F, 10.0F, oracle)(16, 10) > 99.0);
}

BOOST_AUTO_TEST_CASE(the_pivot_stays) {
  Image<double> image(31, 31);
  image(12, 20) = 100;
  for (const Oracle oracle : kOracles)
    for (const float angle : kAngles) BOOST_TEST(idl::rot(image, angle, 12.0F, 20.0F, oracle)(12, 20) > 99.0);
}

BOOST_AUTO_TEST_CASE(planes_stay_planes_where_interpolated) {
  const Image<double> image = plane<double>(40, 32);
  const double xc = 19.25;
  const double yc = 15.125;
  for (const Oracle oracle : kOracles)
    for (const float angle : kAngles) {
      const Image<double> turned = idl::rot(image, angle, 19.25F, 15.125F, oracle);
      const double theta = -static_cast<double>(angle) * std::acos(-1.0) / 180;
      // GDL cuts fractions to 1/1000 pixel, the slopes are 2 and 3 a pixel.
      const double tolerance = oracle == Oracle::gdl ? 5.1e-3 : 1e-10;
      for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 40; ++x) {
          const double from_x = xc + std::cos(theta) * (x - xc) + std::sin(theta) * (y - yc);
          const double from_y = yc - std::sin(theta) * (x - xc) + std::cos(theta) * (y - yc);
          if (from_x < 1.01 || from_y < 1.01 || from_x > 37.99 || from_y > 29.99) continue;
          BOOST_TEST(std::abs(turned(x, y) - (1 + 2 * from_x + 3 * from_y)) < tolerance);
        }
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(outside_is_zero, T, RotTypes) {
  const Image<T> image(16, 16, T{7});
  const Image<T> by_idl = idl::rot(image, 45.0F, 7.5F, 7.5F, Oracle::idl);
  const Image<T> by_gdl = idl::rot(image, 45.0F, 7.5F, 7.5F, Oracle::gdl);
  BOOST_TEST(by_idl(0, 0) == T{0});
  BOOST_TEST(by_gdl(0, 0) == T{0});
  BOOST_TEST(by_gdl(8, 8) == T{7});
}

BOOST_AUTO_TEST_CASE(gdl_repeats_the_border_up_to_one_pixel_outside) {
  const Image<double> image(9, 9, 4.0);
  // Turning about a corner far away moves the first column about half a pixel outside.
  const Image<double> by_gdl = idl::rot(image, 0.05F, 4.0F, 600.0F, Oracle::gdl);
  const Image<double> by_idl = idl::rot(image, 0.05F, 4.0F, 600.0F, Oracle::idl);
  bool repeated = false;
  for (std::size_t k = 0; k < image.size(); ++k) repeated = repeated || (by_gdl[k] == 4.0 && by_idl[k] == 0.0);
  BOOST_TEST(repeated);
}

BOOST_AUTO_TEST_CASE(half_a_turn_about_the_centre_equals_rotate) {
  const Image<double> image = plane<double>(20, 20);
  const Image<double> turned = idl::rot(image, 180.0F, 9.5F, 9.5F, Oracle::idl);
  const Image<double> expected = idl::rotate(image, 2);
  for (int y = 1; y < 19; ++y)
    for (int x = 1; x < 19; ++x) BOOST_TEST(std::abs(turned(x, y) - expected(x, y)) < 1e-11);  // sin 180 is 1e-16 in DOUBLE
}

BOOST_AUTO_TEST_CASE(an_empty_image_stays_empty) {
  for (const Oracle oracle : kOracles) BOOST_TEST(idl::rot(Image<float>(), 3.0F, 0.0F, 0.0F, oracle).empty());
}

BOOST_AUTO_TEST_CASE(a_centre_that_is_not_a_number_gives_zeros) {
  for (const Oracle oracle : kOracles)
    for (const float pixel : idl::rot(Image<float>(4, 4, 1.0F), 3.0F, std::nanf(""), 0.0F, oracle)) BOOST_TEST(pixel == 0.0F);
}

BOOST_AUTO_TEST_CASE(touched_pixels_cover_all_that_change) {
  Image<std::uint8_t> mask(40, 32);
  mask(0, 0) = mask(39, 31) = mask(0, 31) = mask(17, 20) = mask(18, 20) = mask(39, 5) = mask(7, 0) = 1;
  for (const Oracle oracle : kOracles)
    for (const float angle : kAngles) {
      const Image<std::uint8_t> touched = idl::rot_touched(mask, angle, 19.3F, 15.2F, oracle);
      const Image<std::uint8_t> changed = influenced(mask, angle, 19.3F, 15.2F, oracle);
      int touched_count = 0;
      int changed_count = 0;
      for (std::size_t k = 0; k < mask.size(); ++k) {
        BOOST_TEST((touched[k] == 1 || changed[k] == 0));
        touched_count += touched[k];
        changed_count += changed[k];
      }
      // Conservative, but only by pixels read with a weight of nothing.
      BOOST_TEST(touched_count <= changed_count + 8);
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_touched_by_an_empty_mask) {
  for (const Oracle oracle : kOracles)
    for (const std::uint8_t pixel : idl::rot_touched(Image<std::uint8_t>(9, 9), 10.0F, 4.0F, 4.0F, oracle)) BOOST_TEST(int{pixel} == 0);
}

BOOST_AUTO_TEST_SUITE_END()
