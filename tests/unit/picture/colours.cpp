#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "picture/colour_tables.hpp"

using namespace corkit::picture;

namespace {

int red(Colour c) { return static_cast<int>(c >> 16 & 255); }
int green(Colour c) { return static_cast<int>(c >> 8 & 255); }
int blue(Colour c) { return static_cast<int>(c & 255); }

}  // namespace

BOOST_AUTO_TEST_SUITE(colours)

BOOST_AUTO_TEST_CASE(every_table_goes_from_black_to_white_and_never_back) {
  for (const Palette palette : {Palette::grey, Palette::c2, Palette::c3}) {
    const ColourTable table = colour_table(palette);
    BOOST_TEST(table.front() == 0U);
    BOOST_TEST(table.back() == 0xFFFFFFU);
    for (std::size_t i = 1; i < table.size(); ++i) {
      BOOST_TEST(red(table[i]) >= red(table[i - 1]));
      BOOST_TEST(green(table[i]) >= green(table[i - 1]));
      BOOST_TEST(blue(table[i]) >= blue(table[i - 1]));
    }
  }
}

// What LOADCT, 3 and LOADCT, 1 followed by TVLCT, R, G, B, /GET say at these steps (GDL 1.0.1).
BOOST_AUTO_TEST_CASE(c2_is_red_temperature_of_idl) {
  const ColourTable table = colour_table(Palette::c2);
  const struct {
    std::size_t step;
    int r, g, b;
  } wanted[] = {{1, 1, 0, 0},       {100, 144, 0, 0},   {121, 175, 1, 0},    {130, 188, 18, 0},
                {176, 255, 105, 0}, {191, 255, 134, 3}, {220, 255, 188, 117}};
  for (const auto &w : wanted) {
    BOOST_TEST(std::abs(red(table[w.step]) - w.r) <= 1);
    BOOST_TEST(std::abs(green(table[w.step]) - w.g) <= 3);
    BOOST_TEST(std::abs(blue(table[w.step]) - w.b) <= 1);
  }
}

BOOST_AUTO_TEST_CASE(c3_is_blue_to_white) {
  const ColourTable table = colour_table(Palette::c3);
  BOOST_TEST(table[94] == static_cast<Colour>(blue(table[94])));  // blue alone
  BOOST_TEST(blue(table[94]) == 127);
  BOOST_TEST(blue(table[188]) == 255);
  BOOST_TEST(red(table[188]) == 0);
  BOOST_TEST(green(table[188]) > 140);
}

BOOST_AUTO_TEST_CASE(a_camera_has_its_table) {
  BOOST_TEST((palette_of("C2") == Palette::c2));
  BOOST_TEST((palette_of("C3") == Palette::c3));
  BOOST_TEST((palette_of("EIT") == Palette::grey));
}

BOOST_AUTO_TEST_SUITE_END()
