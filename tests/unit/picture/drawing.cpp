#include <png.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <limits>

#include "core/error.hpp"
#include "picture/annotation.hpp"
#include "picture/sheet.hpp"

using namespace corkit;
using namespace corkit::picture;

BOOST_AUTO_TEST_SUITE(drawing)

BOOST_AUTO_TEST_CASE(picture_and_image_coordinates_are_each_others_inverse) {
  const View view = View::whole(1024, 512, 300, 33);
  BOOST_TEST(view.width == 300);
  BOOST_TEST(view.height == 150);
  const Point there = view.to_picture({700.25, 31.5}), back = view.to_image(there);
  BOOST_TEST(std::abs(back.x - 700.25) < 1e-9);
  BOOST_TEST(std::abs(back.y - 31.5) < 1e-9);
}

BOOST_AUTO_TEST_CASE(the_first_row_of_an_image_is_at_the_bottom) {
  Image<float> image(2, 3);
  for (std::size_t k = 0; k < image.size(); ++k) image[k] = static_cast<float>(k);
  const auto shown = resampled(image, View::whole(2, 3, 0));
  BOOST_TEST(shown(0, 0) == 4);
  BOOST_TEST(shown(1, 2) == 1);
}

BOOST_AUTO_TEST_CASE(a_roll_turns_north_upwards) {
  // North is to the right of an image that is rolled by 90 degrees.
  Image<float> image(101, 101, 0);
  image(90, 50) = 1;
  const auto shown = resampled(image, View::whole(101, 101, 0, 90));
  BOOST_TEST(shown(50, 10) > 0.99F);
}

BOOST_AUTO_TEST_CASE(smaller_pictures_hold_means_without_what_is_masked) {
  Image<float> image(4, 4, 2);
  image(0, 0) = std::numeric_limits<float>::quiet_NaN();
  for (int y = 2; y < 4; ++y)
    for (int x = 2; x < 4; ++x) image(x, y) = std::numeric_limits<float>::quiet_NaN();
  image(2, 0) = 6;
  const auto shown = resampled(image, View::whole(4, 4, 2));
  BOOST_TEST(shown(0, 1) == 2);
  BOOST_TEST(shown(1, 1) == 3);
  BOOST_TEST(std::isnan(shown(1, 0)));
}

BOOST_AUTO_TEST_CASE(the_boundary_of_two_blocks_that_touch_is_one_rectangle) {
  Image<std::uint8_t> mask(10, 10, 0);
  for (int y = 2; y < 4; ++y)
    for (int x = 3; x < 7; ++x) mask(x, y) = 1;
  const auto lines = boundary(mask);
  BOOST_TEST(lines.size() == 4U);
  double length = 0;
  for (const auto &[from, to] : lines) length += std::abs(from.x - to.x) + std::abs(from.y - to.y);
  BOOST_TEST(length == 12);
}

BOOST_AUTO_TEST_CASE(the_suns_limb_is_where_the_geometry_says) {
  const View view = View::whole(512, 512, 256);
  const SkyGeometry sky{200, 300, 10, 1000, 0};
  const Rgb drawn = annotated(Rgb(256, 256, 0), view, sky, {});
  const Point sun = view.to_picture({200, 300});
  const int cx = static_cast<int>(std::lround(sun.x)), cy = static_cast<int>(std::lround(sun.y));
  BOOST_TEST((drawn(cx + 50, cy) & 255U) > 150U);  // 100 pixels of the image
  BOOST_TEST((drawn(cx, cy - 50) & 255U) > 150U);
  BOOST_TEST(drawn(cx + 40, cy) == 0U);
}

BOOST_AUTO_TEST_CASE(a_label_goes_where_it_lies_on_nothing_else) {
  const Box picture{0, 0, 100, 100};
  const auto right = room_for_label({50, 50}, 5, 20, 8, picture, {});
  BOOST_REQUIRE(right);
  BOOST_TEST(right->left == 57);
  BOOST_TEST(right->top == 46);
  const auto left = room_for_label({50, 50}, 5, 20, 8, picture, {*right});
  BOOST_REQUIRE(left);
  BOOST_TEST(left->right == 43);
  // At the right edge: left of the circle. In a corner, with the left taken, above.
  const auto edge = room_for_label({95, 50}, 5, 20, 8, picture, {});
  BOOST_REQUIRE(edge);
  BOOST_TEST(edge->right == 88);
  const auto corner = room_for_label({85, 90}, 5, 20, 8, picture, {{60, 80, 74, 100}});
  BOOST_REQUIRE(corner);
  BOOST_TEST(corner->bottom == 83);
  BOOST_TEST(!room_for_label({50, 50}, 5, 20, 8, picture, {{0, 30, 100, 70}}).has_value());
}

// The captions stand at the bottom left: no green of a label among them, while the circles are there.
BOOST_AUTO_TEST_CASE(labels_of_marks_leave_the_captions_alone) {
  const SkyGeometry sky{256, 256, 56, 960, 0};
  const View view = View::whole(512, 512, 0);
  const Rgb dark(512, 512, 0);
  Annotation with, without;
  with.title = without.title = "SOHO/LASCO C3 Clear  2010-01-05 00:18:03";
  for (int x = 10; x < 300; x += 20) {
    with.marks.push_back({{static_cast<double>(x), 13.0}, "8.8"});
    without.marks.push_back({{static_cast<double>(x), 13.0}, ""});
  }
  const Rgb labelled = annotated(dark, view, sky, with), plain = annotated(dark, view, sky, without);
  int other = 0;
  for (int y = 512 - 20; y < 512 - 6; ++y)
    for (int x = 14; x < 200; ++x) other += labelled(x, y) != plain(x, y) ? 1 : 0;
  BOOST_TEST(other == 0);
  with.marks = {{{100, 300}, "8.8"}};
  without.marks = {{{100, 300}, ""}};
  BOOST_TEST(!(annotated(dark, view, sky, with) == annotated(dark, view, sky, without)));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_do_not_stop_a_picture) {
  Canvas canvas(Rgb(200, 40, 0));
  canvas.text({5, 20}, "a\xff\xc0\x80\xed\xa0\x80\x01z", 16);
  const Rgb drawn = canvas.picture();
  BOOST_TEST(std::any_of(drawn.begin(), drawn.end(), [](Colour c) { return c == 0xFFFFFF; }));
}

BOOST_AUTO_TEST_CASE(sheets_have_room_for_every_picture) {
  for (int n = 1; n < 40; ++n) {
    const SheetShape shape = sheet_shape(n, 512, 512);
    BOOST_TEST(shape.columns * shape.rows >= n);
    BOOST_TEST(shape.columns * (shape.rows - 1) < n);
  }
  const Rgb sheet = sheet_of({Rgb(10, 10, 0xFF), Rgb(10, 10, 0xFF00), Rgb(10, 10, 0xFF0000)}, 2);
  BOOST_TEST(sheet.nx() == 32);
  BOOST_TEST(sheet.ny() == 32);
  BOOST_TEST(sheet(4, 4) == 0xFFU);
  BOOST_TEST(sheet(18, 4) == 0xFF00U);
  BOOST_TEST(sheet(4, 18) == 0xFF0000U);
}

BOOST_AUTO_TEST_CASE(a_png_file_holds_the_pixels) {
  const auto path = std::filesystem::temp_directory_path() / "corkit_unit_picture.png";
  Rgb picture(3, 2, 0x123456);
  picture(2, 1) = 0xABCDEF;
  write_png(path.string(), picture);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  BOOST_REQUIRE(png_image_begin_read_from_file(&image, path.c_str()) != 0);
  BOOST_TEST(image.format == PNG_FORMAT_RGB);
  std::vector<png_byte> bytes(PNG_IMAGE_SIZE(image));
  BOOST_REQUIRE(png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) != 0);
  BOOST_TEST(bytes.size() == 18U);
  BOOST_TEST(bytes[0] == 0x12);
  BOOST_TEST(bytes[17] == 0xEF);
  std::filesystem::remove(path);
  BOOST_CHECK_THROW(write_png("/dev/null/x.png", picture), Error);
}

BOOST_AUTO_TEST_SUITE_END()
