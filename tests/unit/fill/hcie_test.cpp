#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <ostream>
#include <vector>

#include "fill/fuzzy/gradient.hpp"
#include "fill/fuzzy/hcie.hpp"
#include "fill/fuzzy/line_map.hpp"

using namespace corkit;
using namespace corkit::fuzzy;

namespace {

constexpr double kPi = std::numbers::pi;
const double kAngles[] = {0.0, 0.3, kPi / 4, 1.2, kPi / 2, 2.0, 3 * kPi / 4, kPi, 4.0, 3 * kPi / 2, 5.0, 6.2, 2 * kPi - 1e-9, 7.5};

template <class Function>
Image<float> with_gap(Function value, int blocks = 3) {
  Image<float> zone(32 * blocks, 32 * blocks);
  for (int y = 0; y < zone.ny(); ++y)
    for (int x = 0; x < zone.nx(); ++x) {
      const bool gap = x >= 32 && x < zone.nx() - 32 && y >= 32 && y < zone.ny() - 32;
      zone(x, y) = gap ? 0.0F : static_cast<float>(value(x, y));
    }
  return zone;
}

}  // namespace

namespace corkit {
std::ostream &operator<<(std::ostream &out, Oracle oracle) { return out << (oracle == Oracle::idl ? "idl" : "gdl"); }
}  // namespace corkit

BOOST_AUTO_TEST_SUITE(line_map)

BOOST_DATA_TEST_CASE(every_element_lies_on_one_line, kAngles, angle) {
  const LineMap map(24, 17, angle);
  std::vector<int> seen(24 * 17, 0);
  for (int i = 0; i < map.count(); ++i)
    for (const auto k : map.line(i)) ++seen[static_cast<std::size_t>(k)];
  BOOST_TEST(std::count(seen.begin(), seen.end(), 1) == 24 * 17);
}

BOOST_DATA_TEST_CASE(lines_follow_the_direction_across_the_angle, kAngles, angle) {
  const LineMap map(24, 17, angle);
  for (int i = 0; i < map.count(); ++i) {
    if (map.line(i).empty()) continue;
    double low = 1e9;
    double high = -1e9;
    for (const auto k : map.line(i)) {
      const double along = k % 24 * std::cos(angle) + k / 24 * std::sin(angle);
      low = std::min(low, along);
      high = std::max(high, along);
    }
    BOOST_TEST(high - low <= 1 + 1e-9);  // one line is a line's width: rounding to the nearest number
  }
}

BOOST_AUTO_TEST_CASE(at_angle_zero_lines_are_columns_and_at_a_right_angle_rows) {
  const LineMap columns(5, 3, 0);
  BOOST_TEST(columns.count() == 5);
  const std::vector<std::int32_t> column = {2, 7, 12};
  BOOST_TEST(std::vector<std::int32_t>(columns.line(2).begin(), columns.line(2).end()) == column, boost::test_tools::per_element());
  const LineMap rows(5, 3, kPi / 2);
  BOOST_TEST(rows.count() == 3);
  const std::vector<std::int32_t> row = {5, 6, 7, 8, 9};
  BOOST_TEST(std::vector<std::int32_t>(rows.line(1).begin(), rows.line(1).end()) == row, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(below_a_right_angle_lines_are_read_with_x_reversed) {
  const LineMap map(4, 4, kPi / 4);
  const std::vector<std::int32_t> line = {2, 5, 8};  // (2,0) (1,1) (0,2)
  BOOST_TEST(std::vector<std::int32_t>(map.line(2).begin(), map.line(2).end()) == line, boost::test_tools::per_element());
  const LineMap turned(4, 4, 3 * kPi / 4);
  const std::vector<std::int32_t> other = {1, 6, 11};  // (1,0) (2,1) (3,2)
  BOOST_TEST(std::vector<std::int32_t>(turned.line(2).begin(), turned.line(2).end()) == other, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(gradient)

const double kSlopes[] = {0.2, 0.9, 1.8, 2.7, 3.5, 4.4, 5.3, 6.1};
BOOST_DATA_TEST_CASE(the_angle_of_a_plane_is_found, kSlopes, angle) {
  const auto zone = with_gap([&](int x, int y) { return 500 + 2 * (x * std::cos(angle) + y * std::sin(angle)); }, 5);
  BOOST_TEST(std::abs(grad_zone(zone) - angle) < 0.02);  // the ring is symmetric; FLOAT pixels and the median's border
}

BOOST_AUTO_TEST_CASE(no_slope_along_y_gives_zero) {
  BOOST_TEST(grad_zone(with_gap([](int, int) { return 10; })) == 0);
  BOOST_TEST(grad_zone(with_gap([](int x, int) { return 1000 - x; })) == 0);
}

BOOST_AUTO_TEST_CASE(pixels_that_are_no_numbers_give_zero) {
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(grad_zone(Image<float>(96, 96, nan)) == 0);
  auto zone = with_gap([](int x, int y) { return 10 + x + y; });
  for (int x = 0; x < 96; ++x) zone(x, 20) = nan;
  const double angle = grad_zone(zone);
  BOOST_TEST((angle >= 0 && angle < 2 * kPi));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cells)

BOOST_AUTO_TEST_CASE(a_line_with_two_known_cells_is_completed_straight) {
  Image<float> cells(6, 1, 0);
  cells(0, 0) = 1;
  cells(2, 0) = 5;
  const auto filled = fill_cells(cells, kPi / 2);
  const float expected[] = {1, 3, 5, 7, 9, 11};
  for (int x = 0; x < 6; ++x) BOOST_TEST(filled(x, 0) == expected[x], boost::test_tools::tolerance(1e-6F));
}

BOOST_AUTO_TEST_CASE(a_line_with_one_known_cell_keeps_its_zeros) {
  Image<float> cells(6, 2, 0);
  cells(3, 0) = 4;
  BOOST_CHECK(fill_cells(cells, kPi / 2) == cells);
}

BOOST_AUTO_TEST_CASE(known_cells_are_kept_and_lines_do_not_see_each_other) {
  Image<float> cells(8, 8, 2);
  for (int y = 3; y < 5; ++y)
    for (int x = 3; x < 5; ++x) cells(x, y) = 0;
  const auto filled = fill_cells(cells, 0.7);
  for (std::size_t k = 0; k < cells.size(); ++k) BOOST_TEST(filled[k] == 2.0F, boost::test_tools::tolerance(1e-6F));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(hcie)

const Oracle kOracles[] = {Oracle::gdl, Oracle::idl};

BOOST_DATA_TEST_CASE(a_constant_stays_constant, kOracles, oracle) {
  CellCuts cuts(oracle);
  const auto filled = hcie_zone(with_gap([](int, int) { return 5; }), cuts);
  for (const float value : filled) BOOST_TEST(value == 5.0F, boost::test_tools::tolerance(1e-6F));  // one FLOAT rounding
}

BOOST_DATA_TEST_CASE(a_plane_is_reproduced_but_for_the_width_of_the_lines, boost::unit_test::data::make(kOracles) * kAngles, oracle,
                     angle) {
  CellCuts cuts(oracle);
  const double slope = 0.5;
  const auto plane = [&](int x, int y) { return 400 + slope * (x * std::cos(angle) + y * std::sin(angle)); };
  const auto filled = hcie_zone(with_gap(plane), cuts);
  double largest = 0;
  for (int y = 0; y < 96; ++y)
    for (int x = 0; x < 96; ++x) largest = std::max(largest, std::abs(filled(x, y) - plane(x, y)));
  // Cells of one line differ by up to a cell, 4 pixels, along the slope; the splines carry the last ones' slope into the gap.
  BOOST_TEST(largest <= 3 * 4 * slope);
}

BOOST_DATA_TEST_CASE(known_pixels_are_not_touched, kOracles, oracle) {
  CellCuts cuts(oracle);
  const auto zone = with_gap([](int x, int y) { return 50 + 20 * std::sin(x / 9.0) + 3 * std::cos(y / 5.0); });
  const auto filled = hcie_zone(zone, cuts);
  for (std::size_t k = 0; k < zone.size(); ++k) {
    if (zone[k] != 0) BOOST_TEST(filled[k] == zone[k]);
    if (zone[k] == 0) BOOST_TEST(filled[k] > 0);
  }
}

BOOST_DATA_TEST_CASE(pixels_that_are_no_numbers_stay_so_and_nothing_breaks, kOracles, oracle) {
  CellCuts cuts(oracle);
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  auto zone = with_gap([](int x, int y) { return 50 + x + y; });
  zone(40, 20) = nan;
  zone(3, 90) = std::numeric_limits<float>::infinity();
  const auto filled = hcie_zone(zone, cuts);
  BOOST_TEST(std::isnan(filled(40, 20)));
  BOOST_TEST(filled(90, 3) == zone(90, 3));
  BOOST_CHECK_NO_THROW(hcie_zone(Image<float>(96, 96, nan), cuts));
}

BOOST_DATA_TEST_CASE(a_zone_without_any_light_stays_dark, kOracles, oracle) {
  CellCuts cuts(oracle);
  for (const float value : hcie_zone(Image<float>(64, 96, 0.0F), cuts)) BOOST_TEST(value == 0);
}

BOOST_AUTO_TEST_CASE(three_pixel_means_leave_the_ends_and_the_known_pixels) {
  Image<float> zone(6, 1, 0.0F);
  zone(4, 0) = 7;
  Image<float> filled(6, 1);
  for (int x = 0; x < 6; ++x) filled(x, 0) = static_cast<float>(x * x);
  filled(4, 0) = 7;
  const auto smooth = smooth_lines(zone, filled, 0);
  const float expected[] = {0, 5.0F / 3, 14.0F / 3, 20.0F / 3, 7, 25};
  for (int x = 0; x < 6; ++x) BOOST_TEST(smooth(x, 0) == expected[x]);
}

BOOST_AUTO_TEST_CASE(lines_of_three_pixels_are_not_smoothed) {
  const Image<float> zone(3, 2, 0.0F);
  Image<float> filled(3, 2);
  for (std::size_t k = 0; k < 6; ++k) filled[k] = static_cast<float>(k * k);
  const auto smooth = smooth_lines(zone, filled, 0);
  for (std::size_t k = 0; k < 6; ++k) BOOST_TEST(smooth[k] == filled[k]);
}

BOOST_AUTO_TEST_SUITE_END()
