// c2_warp and c3_warp of an image that holds its own x (or y): where each output pixel is sampled.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <cmath>

#include "stage_measurement.hpp"
#include "support/capi.hpp"
#include "support/raw_fits.hpp"

using namespace corkit::test;

BOOST_DATA_TEST_CASE(warp_samples_where_solarsoft_does, boost::unit_test::data::make({"22180003", "22180043", "32180003", "32180083"}),
                     number) {
  const auto set = reference_set();
  const std::string case_name = number;
  const auto input = set.find("l05/" + case_name + ".fts.fz");
  if (!input) return;
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const char *detector = case_name[0] == '2' ? "C2" : "C3";
  for (const char axis : {'x', 'y'}) {
    const std::string name = "stages/warp_" + case_name + "_g" + axis + ".fts.fz";
    const auto expected = set.find(name);
    if (!expected) continue;
    const auto reference = read_raw(*expected);
    const auto [image, header] = read_image(context, *input);
    const Array coordinates(corkit_array_create(CORKIT_FLOAT32, image->nx, image->ny));
    BOOST_REQUIRE(coordinates);
    const auto pixels = pixels_of<float>(coordinates.get());
    for (int y = 0; y < image->ny; ++y)
      for (int x = 0; x < image->nx; ++x) pixels[static_cast<std::size_t>(y * image->nx + x)] = static_cast<float>(axis == 'x' ? x : y);
    corkit_array *warped = nullptr;
    must(corkit_warp(context.get(), detector, coordinates.get(), header.get(), CORKIT_ORACLE_GDL, &warped));
    const Array owned(warped);
    BOOST_REQUIRE_EQUAL(warped->nx, reference.full_nx);
    BOOST_REQUIRE_EQUAL(warped->ny, reference.full_ny);
    const auto mine = as_double(warped);
    double largest = 0;
    std::size_t identical = 0;
    for (int y = 0; y < reference.ny; ++y)
      for (int x = 0; x < reference.nx; ++x) {
        const double m = mine[static_cast<std::size_t>((y + reference.crop_y) * warped->nx + x + reference.crop_x)];
        const double difference = std::abs(m - reference.at(x, y) * 1e-5);  // the references hold steps of 1e-5 px
        largest = std::max(largest, difference);
        identical += std::nearbyint(m * 1e5) == reference.at(x, y);
      }
    BOOST_TEST(largest <= 1e-5);
    record_stage(set, std::string("warp of ") + axis + ", " + case_name, name, "1e-5 px (the storage step)",
                 static_cast<std::size_t>(reference.nx) * static_cast<std::size_t>(reference.ny), identical, largest, "px", largest <= 1e-5,
                 "gdl");
  }
}
