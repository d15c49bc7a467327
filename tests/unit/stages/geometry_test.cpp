#include <boost/test/unit_test.hpp>

#include "core/error.hpp"
#include "stages/fixwrap.hpp"
#include "stages/mask.hpp"
#include "stages/plate_scale.hpp"
#include "stages/rectify.hpp"
#include "stages/std_size.hpp"

using namespace corkit;

namespace {

LascoHeader full_frame() {
  LascoHeader h;
  h.telescop = "SOHO";
  h.detector = "C3";
  h.naxis1 = h.naxis2 = 1024;
  h.r1col = 20;
  h.r1row = 1;
  h.r2col = 1043;
  h.r2row = 1024;
  h.lebxsum = h.lebysum = 1;
  return h;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(geometry)

BOOST_AUTO_TEST_CASE(fixwrap_adds_65536_up_to_twice) {
  Image<std::int32_t> in(3, 1);
  in(0, 0) = -1;
  in(1, 0) = -65537;
  in(2, 0) = 5;
  const auto out = fixwrap(in);
  BOOST_TEST(out(0, 0) == 65535);
  BOOST_TEST(out(1, 0) == 65535);
  BOOST_TEST(out(2, 0) == 5);
}

BOOST_AUTO_TEST_CASE(sub_field_is_embedded_where_its_corner_says) {
  auto h = full_frame();
  h.r1col = 276;
  h.r1row = 193;
  h.r2col = 787;
  h.r2row = 832;
  StdSizeOptions options;
  options.full = true;
  const auto out = std::get<Image<std::int16_t>>(reduce_std_size(Image<std::int16_t>(512, 640, 7), h, options));
  BOOST_TEST(out.nx() == 1024);
  BOOST_TEST(out(255, 192) == 0);
  BOOST_TEST(out(256, 192) == 7);
  BOOST_TEST(out(767, 831) == 7);
  BOOST_TEST(out(768, 831) == 0);
  BOOST_TEST(h.full_field());
}

BOOST_AUTO_TEST_CASE(sub_field_taller_than_the_frame_is_an_error) {
  auto h = full_frame();
  h.r2col = 919;
  StdSizeOptions options;
  options.full = true;
  BOOST_CHECK_THROW(reduce_std_size(Image<std::int16_t>(900, 2000, 7), h, options), Error);
}

BOOST_AUTO_TEST_CASE(plate_scale_follows_the_binning) {
  auto h = full_frame();
  BOOST_TEST(get_sec_pixel(h) == 56.0F);
  h.naxis1 = 512;
  BOOST_TEST(get_sec_pixel(h) == 112.0F);
  BOOST_TEST(get_sec_pixel_full(h, 512) == 112.0F);
  h.naxis1 = 0;
  BOOST_CHECK_THROW(get_sec_pixel(h), Error);
}

BOOST_AUTO_TEST_CASE(an_upright_image_is_left_alone) {
  const auto plan = plan_rectification(full_frame(), 518.0F, 532.0F, -0.12F, false, false);
  BOOST_TEST(!plan.half_turn);
  BOOST_TEST(!plan.rotate);
  BOOST_TEST(plan.message == "No roll correction applied.");
  BOOST_TEST(std::get<float>(plan.rectify) == 0.0F);
  BOOST_TEST(plan.crota_deg == -0.12F);
}

BOOST_AUTO_TEST_CASE(an_inverted_image_is_turned_and_its_centre_with_it) {
  auto h = full_frame();
  h.crota1 = 180;
  const auto plan = plan_rectification(h, 500.0F, 490.0F, 179.8F, false, false);
  BOOST_TEST(plan.half_turn);
  BOOST_TEST(!plan.rotate);
  BOOST_TEST(plan.xc == 523.0F);
  BOOST_TEST(std::get<long long>(plan.rectify) == 180);
}

BOOST_AUTO_TEST_CASE(a_roll_beyond_a_degree_is_rotated_unless_told_not_to) {
  const auto h = full_frame();
  const auto plan = plan_rectification(h, 518.0F, 532.0F, 6.45F, false, false);
  BOOST_TEST(plan.rotate);
  BOOST_TEST(plan.angle_deg == -6.45F);
  BOOST_TEST(plan.crota_deg == 0.0F);
  BOOST_TEST(!plan_rectification(h, 518.0F, 532.0F, 6.45F, true, false).rotate);
}

BOOST_AUTO_TEST_CASE(inverted_and_rolled_crota_is_brought_into_range) {
  auto h = full_frame();
  h.crota1 = -173.55F;
  const auto plan = plan_rectification(h, 500.0F, 490.0F, -173.55F, true, false);
  BOOST_TEST(plan.crota_deg == -173.55F - 180.0F + 360.0F);
}

BOOST_AUTO_TEST_CASE(what_was_done_is_read_from_the_product) {
  for (const float crota1 : {0.0F, 180.0F})
    for (const float roll : {-0.218F, 0.3F, 6.45F, -173.55F, 179.8F, 94.96F}) {
      auto h = full_frame();
      h.crota1 = crota1;
      const auto plan = plan_rectification(h, 518.0F, 532.0F, roll, false, false);
      Header product;
      product.set("RECTIFY", plan.rectify);
      product.add_history(" " + plan.message);
      const auto recorded = recorded_rectification(product, h);
      BOOST_TEST_CONTEXT(crota1 << ' ' << roll) {
        BOOST_TEST(recorded.half_turn == plan.half_turn);
        BOOST_TEST(recorded.rotate == plan.rotate);
        if (plan.rotate) BOOST_TEST(recorded.angle_deg == plan.angle_deg, boost::test_tools::tolerance(1e-5F));
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
