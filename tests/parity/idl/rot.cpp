// ROT against GDL 1.0.1, to the bit.
#include "idl/rot.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <string>

#include "support/reference_image.hpp"
#include "text_reference.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

// The references' input, FLOAT as GDL computed it.
Image<float> waves() {
  Image<float> image(1024, 1024);
  for (int y = 0; y < image.ny(); ++y)
    for (int x = 0; x < image.nx(); ++x)
      image(x, y) = std::sin(static_cast<float>(x) / 7.3F) * std::cos(static_cast<float>(y) / 5.1F) + 0.01F * static_cast<float>(x) + 1.0F;
  return image;
}

struct Turn {
  const char *name;
  float angle, xc, yc;
};

constexpr Turn kTurns[] = {{"rot_0.crop.fts.fz", -1.5F, 511.2F, 507.4F}, {"rot_1.crop.fts.fz", 6.42F, 512.2F, 507.4F}};

void compare(const Turn &turn, const ReferenceImage<float> &reference) {
  const Image<float> turned = idl::rot(waves(), turn.angle, turn.xc, turn.yc, Oracle::gdl);
  BOOST_TEST(count_different(same_box(turned, reference), reference.pixels) == 0U, turn.name << " is not identical");
}

float patterned(int x, int y) { return static_cast<float>((7919 * x + 104729 * y) % 1009) / 8.0F - 40.0F; }

template <class T, class Pixel>
std::size_t differing(TextReference &reference, Pixel pixel) {
  const auto angle = reference.number<float>();
  const auto xc = reference.number<float>();
  const auto yc = reference.number<float>();
  const int nx = reference.number<int>();
  const int ny = reference.number<int>();
  Image<T> image(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) image(x, y) = pixel(patterned(x, y));
  return count_different(idl::rot(image, angle, xc, yc, Oracle::gdl), reference.image<T>(nx, ny));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rot_parity)

BOOST_AUTO_TEST_CASE(small_images_with_all_borders_equal_gdl) {
  TextReference reference("rot/rot_small.txt");
  int cases = 0;
  for (std::string type = reference.word(); !type.empty(); type = reference.word(), ++cases) {
    std::size_t different = 1;
    if (type == "float") different = differing<float>(reference, [](float value) { return value; });
    if (type == "double") different = differing<double>(reference, [](float value) { return static_cast<double>(value) / 3.0; });
    if (type == "byte")
      different = differing<std::uint8_t>(reference, [](float value) { return static_cast<std::uint8_t>(std::abs(value)); });
    BOOST_TEST(different == 0U, type << " case " << cases << ": " << different << " pixels differ");
  }
  BOOST_TEST(cases == 18);
}

BOOST_AUTO_TEST_CASE(boxes_of_full_frames_equal_gdl) {
  for (const Turn &turn : kTurns) compare(turn, read_reference<float>(committed_reference(std::string("rot/") + turn.name)));
}

BOOST_AUTO_TEST_CASE(larger_boxes_equal_gdl) {
  for (const Turn &turn : kTurns)
    if (const auto path = find_reference(std::string("stages/") + turn.name)) compare(turn, read_reference<float>(*path));
}

BOOST_AUTO_TEST_SUITE_END()
