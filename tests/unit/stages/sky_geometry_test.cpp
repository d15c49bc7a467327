// --geometry sky: the camera's geometry against spherical trigonometry, the warp map, the cards.
#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>

#include "../../support/plain_camera.hpp"
#include "stages/product_header.hpp"
#include "stages/warp.hpp"

using namespace corkit;
using test::Pixel;
using test::PlainCamera;

namespace {

constexpr double kArcsec = std::numbers::pi / 180 / 3600;
const std::array<const char *, 2> kCameras = {"C2", "C3"};

Pixel nominal_sun(Detector detector) { return detector == Detector::C3 ? Pixel{518.2, 532.5} : Pixel{510.2, 506.5}; }
double product_scale(Detector detector) { return detector == Detector::C3 ? 56.1 : 11.9; }

LascoHeader header_of(Detector detector, int sum = 1) {
  LascoHeader h;
  h.detector = detector == Detector::C3 ? "C3" : "C2";
  h.filter = detector == Detector::C3 ? "Clear" : "Orange";
  h.naxis1 = h.naxis2 = 1024 / sum;
  h.r1col = 20;
  h.r1row = 1;
  h.r2col = 1043;
  h.r2row = 1024;
  h.lebxsum = h.lebysum = sum;
  return h;
}

// Where the pixels of an image come from; at the border, what the resampling makes of it.
struct Samples {
  Image<double> x, y;
};
Samples samples(const WarpKey &key) {
  Image<double> x(key.nx, key.ny), y(key.nx, key.ny);
  for (int j = 0; j < key.ny; ++j)
    for (int i = 0; i < key.nx; ++i) {
      x(i, j) = i;
      y(i, j) = j;
    }
  const WarpMap map = warp_map(key);
  return {warp(x, map), warp(y, map)};
}

template <class Look>
void everywhere(const Look &look) {
  for (int y = 0; y < 1024; y += 31)
    for (int x = 0; x < 1024; x += 31) look(PixelPosition{static_cast<double>(x), static_cast<double>(y)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sky_geometry)

// arcsec -> tangent plane about the Sun -> camera, in a millionth of a pixel.
BOOST_DATA_TEST_CASE(a_product_is_gnomonic_about_the_sun, boost::unit_test::data::make(kCameras), camera) {
  const Detector detector = *parse_detector(camera);
  const SkyGeometry geometry(detector);
  const auto plain = PlainCamera::of(detector == Detector::C3);
  const auto sun = nominal_sun(detector);
  double worst = 0;
  everywhere([&](PixelPosition p) {
    const double dx = p.x - sun.x, dy = p.y - sun.y;
    const double distance = std::atan(std::hypot(dx, dy) * product_scale(detector) * kArcsec);
    const auto expected = plain.beside(sun, distance, std::atan2(dy, dx));
    const auto found = geometry.raw_of_product(p);
    worst = std::max(worst, std::hypot(found.x - expected.x, found.y - expected.y));
  });
  BOOST_TEST(worst < 1e-6);
}

BOOST_DATA_TEST_CASE(the_nominal_sun_stays_where_it_is, boost::unit_test::data::make(kCameras), camera) {
  const Detector detector = *parse_detector(camera);
  const SkyGeometry geometry(detector);
  const auto sun = nominal_sun(detector);
  const auto there = geometry.raw_of_product({sun.x, sun.y});
  BOOST_TEST(std::hypot(there.x - sun.x, there.y - sun.y) < 1e-9);
}

BOOST_DATA_TEST_CASE(the_way_back_is_the_inverse, boost::unit_test::data::make(kCameras), camera) {
  const Detector detector = *parse_detector(camera);
  const SkyGeometry geometry(detector);
  double worst = 0;
  everywhere([&](PixelPosition p) {
    const auto back = geometry.product_of_raw(geometry.raw_of_product(p));
    worst = std::max(worst, std::hypot(back.x - p.x, back.y - p.y));
  });
  BOOST_TEST(worst < 1e-9);
}

// The sky's pixels are SolarSoft's to 0.9 px in the field of C3, 0.7 px in C2's: the distortion goes the same way.
BOOST_DATA_TEST_CASE(solarsofts_map_is_less_than_a_pixel_away, boost::unit_test::data::make(kCameras), camera) {
  const Detector detector = *parse_detector(camera);
  const bool c3 = detector == Detector::C3;
  const auto h = header_of(detector);
  const Center center = c3 ? Center{516.284, 529.489, true} : Center{512.634, 505.293, true};
  const auto solarsoft = samples(warp_key(h, center, 1024, 1024, Oracle::idl));
  const auto sky = samples(sky_warp_key(h, 1024, 1024));
  double farthest = 0;
  for (int y = 0; y < 1024; ++y)
    for (int x = 0; x < 1024; ++x)
      if (std::hypot(x - center.x, y - center.y) < 512)
        farthest = std::max(farthest, std::hypot(sky.x(x, y) - solarsoft.x(x, y), sky.y(x, y) - solarsoft.y(x, y)));
  BOOST_TEST_MESSAGE(h.detector << ": " << farthest << " px");
  BOOST_TEST(farthest < (c3 ? 0.9 : 0.7));
  BOOST_TEST(farthest > 0.3);
}

// Pixel i of a sum of n is centred on n (i + 1/2) - 1/2.
BOOST_DATA_TEST_CASE(a_summed_images_map_is_the_full_frames, boost::unit_test::data::make(kCameras), camera) {
  const Detector detector = *parse_detector(camera);
  const auto full = samples(sky_warp_key(header_of(detector), 1024, 1024));
  const auto half = samples(sky_warp_key(header_of(detector, 2), 512, 512));
  double worst = 0;
  for (int y = 8; y < 504; ++y)
    for (int x = 8; x < 504; ++x) {
      if (half.x(x, y) < 1 || half.x(x, y) > 510) continue;  // where the border's pixels are repeated
      const double mean = (full.x(2 * x, 2 * y) + full.x(2 * x + 1, 2 * y) + full.x(2 * x, 2 * y + 1) + full.x(2 * x + 1, 2 * y + 1)) / 4;
      worst = std::max(worst, std::abs(half.x(x, y) - ((mean + 0.5) / 2 - 0.5)));
    }
  BOOST_TEST(worst < 2e-4);  // float, and the curvature within two pixels
}

BOOST_AUTO_TEST_CASE(scale_follows_the_sum) {
  BOOST_TEST(sky_plate_scale(header_of(Detector::C3)) == 56.1F);
  BOOST_TEST(sky_plate_scale(header_of(Detector::C3, 2)) == 112.2F);
  BOOST_TEST(sky_plate_scale(header_of(Detector::C2)) == 11.9F);
}

BOOST_AUTO_TEST_CASE(cards_have_the_scale_of_the_geometry) {
  const auto h = header_of(Detector::C3);
  Rectification plan;
  plan.xc = 517;
  plan.yc = 532;
  PointingCards cards{"2005/05/13", "12:42:05.410", true, false, 950, {}};
  Header solarsoft, sky;
  add_pointing_cards(solarsoft, h, "35180003.fts", plan, cards);
  cards.arcsec_per_pixel = sky_plate_scale(h);
  add_pointing_cards(sky, h, "35180003.fts", plan, cards);
  BOOST_TEST(*solarsoft.get_double("CDELT1") == 56.0);
  for (const char *keyword : {"CDELT1", "CDELT2"}) BOOST_TEST(*sky.get_double(keyword) == 56.1, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(*sky.get_double("XCEN") == 56.1 * (512.5 - 518), boost::test_tools::tolerance(1e-6));
  for (const char *keyword : {"CRPIX1", "CRPIX2", "CROTA", "RSUN"}) BOOST_TEST(*sky.get_double(keyword) == *solarsoft.get_double(keyword));
}

BOOST_AUTO_TEST_CASE(a_product_says_which_geometry_it_has) {
  Header header;
  header.add_history(" distortion_coeffs.pro 1.4 09/13/10");
  BOOST_TEST(!has_sky_geometry(header));
  header.add_history(sky_history(header_of(Detector::C2)));
  BOOST_TEST(has_sky_geometry(header));
  for (const Detector detector : {Detector::C2, Detector::C3}) {
    BOOST_TEST(sky_history(header_of(detector)).size() <= 72U);
    for (const auto &line : sky_comments(header_of(detector))) BOOST_TEST(line.size() <= 72U);
  }
}

BOOST_AUTO_TEST_CASE(other_filters_and_images_that_are_not_warped_are_warned_of) {
  auto h = header_of(Detector::C3);
  BOOST_TEST(!sky_warning(h, Geometry::sky, Geometry::sky));
  BOOST_TEST(!sky_warning(h, Geometry::solarsoft, Geometry::solarsoft));
  BOOST_TEST(sky_warning(h, Geometry::sky, Geometry::solarsoft)->find("is not corrected") != std::string::npos);
  h.filter = "Blue";
  BOOST_TEST(sky_warning(h, Geometry::sky, Geometry::sky)->find("filter Blue") != std::string::npos);
  BOOST_TEST(!sky_warning(h, Geometry::solarsoft, Geometry::solarsoft));
}

BOOST_AUTO_TEST_SUITE_END()
