// Calls that cannot be meant: CORKIT_ERROR_ARGUMENT and OUTPUT pointers NULL, never a crash.

#include <boost/test/unit_test.hpp>

#include "level05.hpp"
#include "support/capi.hpp"

namespace {

using namespace corkit::test;

Context arguments_context() {
  return make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
}

template <class T>
T *not_null() {
  static int anything;
  return reinterpret_cast<T *>(&anything);
}

}  // namespace

BOOST_AUTO_TEST_CASE(null_pointers_are_refused) {
  const auto ctx = arguments_context();
  const Header header(corkit_header_create());
  const Array image(corkit_array_create(CORKIT_FLOAT32, 256, 256));
  const auto options = default_options();
  auto *array = not_null<corkit_array>();
  auto *product = not_null<corkit_product>();
  float f = 0, xy[2] = {0, 0};
  double d = 0;
  int i = 0;
  char text[64];
  corkit_tcr tcr;
  const auto refused = [](const char *call, int status) {
    BOOST_TEST(status == CORKIT_ERROR_ARGUMENT, call << ": " << corkit_status_name(status));
  };
  refused("reduce, no file", corkit_reduce_level1(ctx.get(), nullptr, ".", &options, &product));
  BOOST_TEST(product == nullptr);
  product = not_null<corkit_product>();
  refused("reduce array, no image", corkit_reduce_level1_array(ctx.get(), nullptr, header.get(), nullptr, &options, &product));
  BOOST_TEST(product == nullptr);
  refused("reduce array, no header", corkit_reduce_level1_array(ctx.get(), image.get(), nullptr, nullptr, &options, &product));
  refused("readfits, no file", corkit_lasco_readfits(ctx.get(), nullptr, &array, nullptr));
  BOOST_TEST(array == nullptr);
  refused("writefits, no image", corkit_writefits(ctx.get(), "x.fts", nullptr, nullptr));
  array = not_null<corkit_array>();
  refused("c2_warp, no image", corkit_c2_warp(ctx.get(), nullptr, header.get(), &array));
  BOOST_TEST(array == nullptr);
  refused("c3_warp, no header", corkit_c3_warp(ctx.get(), image.get(), nullptr, &array));
  refused("warp, no detector", corkit_warp(ctx.get(), nullptr, image.get(), header.get(), CORKIT_ORACLE_IDL, &array));
  refused("warp, detector EIT", corkit_warp(ctx.get(), "EIT", image.get(), header.get(), CORKIT_ORACLE_IDL, &array));
  refused("warp, an oracle that does not exist", corkit_warp(ctx.get(), "C2", image.get(), header.get(), 2, &array));
  refused("c2_calibrate, no context", corkit_c2_calibrate(nullptr, image.get(), header.get(), 0, &array));
  refused("c3_calibrate, no output", corkit_c3_calibrate(ctx.get(), image.get(), header.get(), nullptr, nullptr, nullptr));
  refused("fuzzy_image, no header", corkit_fuzzy_image(ctx.get(), image.get(), nullptr, CORKIT_ORACLE_IDL, &array, nullptr));
  refused("fuzzy_image, an oracle that does not exist", corkit_fuzzy_image(ctx.get(), image.get(), header.get(), -1, &array, nullptr));
  refused("find_miss_blocks, no image", corkit_find_miss_blocks(ctx.get(), nullptr, header.get(), &array, &i, text, sizeof text));
  refused("mb2strmap, no map", corkit_mb2strmap(nullptr, text, sizeof text));
  refused("strmap2mb, no text", corkit_strmap2mb(nullptr, 32, 32, &array));
  refused("reduce_statistics2, no image", corkit_reduce_statistics2(ctx.get(), nullptr, header.get(), nullptr, nullptr));
  refused("adjust_hdr_tcr, no header", corkit_adjust_hdr_tcr(ctx.get(), nullptr, &tcr));
  refused("get_sun_center, no header", corkit_get_sun_center(ctx.get(), nullptr, 0, &f, &f, nullptr));
  refused("get_roll_or_xy, no question", corkit_get_roll_or_xy(ctx.get(), header.get(), nullptr, xy, nullptr));
  refused("get_solar_radius, no header", corkit_get_solar_radius(nullptr, &d));
  refused("get_sec_pixel, no header", corkit_get_sec_pixel(nullptr, 0, &f));
  refused("subtense, no name", corkit_subtense(nullptr, &f));
  refused("occltr_cntr, no header", corkit_occltr_cntr(ctx.get(), nullptr, &d, &d));
  refused("reduce_std_size, no image", corkit_reduce_std_size(ctx.get(), nullptr, header.get(), nullptr, &array));
  refused("fixwrap, no image", corkit_fixwrap(nullptr, &array));
  refused("offset_bias, no header", corkit_offset_bias(ctx.get(), nullptr, 0, &d, &i));
  refused("get_exp_factor, no header", corkit_get_exp_factor(ctx.get(), nullptr, &f, &f, &i));
  refused("c2_calfactor, no header", corkit_c2_calfactor(ctx.get(), nullptr, 0, &f));
  refused("header_get_string, no buffer", corkit_header_get_string(header.get(), "DATE", nullptr, 10));
  refused("header_set_int, no keyword", corkit_header_set_int(header.get(), nullptr, 1, ""));
}

BOOST_AUTO_TEST_CASE(folders_of_a_context_are_asked_for_by_a_members_name) {
  const auto ctx = arguments_context();
  const char *folder = nullptr;
  BOOST_TEST(corkit_calibration_folder(ctx.get(), "nrl_lib", &folder) == CORKIT_OK);
  BOOST_TEST(folder == std::string());
  BOOST_TEST(corkit_calibration_folder(ctx.get(), "calibration", &folder) == CORKIT_OK);
  BOOST_TEST(std::filesystem::path(folder).is_absolute());
  BOOST_TEST(corkit_calibration_folder(ctx.get(), "lasco data", &folder) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(std::string(corkit_last_error(ctx.get())).find("'lasco data'") != std::string::npos);
  BOOST_TEST(folder == std::string());
  BOOST_TEST(corkit_calibration_folder(ctx.get(), nullptr, &folder) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(corkit_calibration_folder(ctx.get(), "nrl_lib", nullptr) == CORKIT_ERROR_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(views_of_nothing_are_harmless) {
  BOOST_TEST(corkit_header_count(nullptr) == 0U);
  BOOST_TEST(corkit_header_has(nullptr, "DATE") == 0);
  BOOST_TEST(corkit_header_copy(nullptr) == nullptr);
  BOOST_TEST(corkit_product_header(nullptr) == nullptr);
  BOOST_TEST(corkit_product_image(nullptr) == nullptr);
  BOOST_TEST(corkit_product_stage(nullptr, 0, nullptr, nullptr) == 0U);
  BOOST_TEST(corkit_product_warning(nullptr, 0, nullptr) == 0U);
  BOOST_TEST(corkit_calibration_file(nullptr, 0, nullptr, nullptr, nullptr) == 0U);
  BOOST_TEST((corkit_product_path(nullptr) != nullptr));
}

BOOST_AUTO_TEST_CASE(options_of_unknown_size_are_refused) {
  const auto folder = fresh_folder("option_size");
  const auto in = Level05::c3().write(folder / "in.fts");
  const auto ctx = arguments_context();
  auto options = default_options();
  options.size = 3;
  BOOST_TEST(corkit_reduce_level1(ctx.get(), in.c_str(), folder.c_str(), &options, nullptr) == CORKIT_ERROR_ARGUMENT);
  options.size = sizeof options + 1000;
  BOOST_TEST(corkit_reduce_level1(ctx.get(), in.c_str(), folder.c_str(), &options, nullptr) == CORKIT_ERROR_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(a_fill_that_is_none_is_refused) {
  const auto folder = fresh_folder("fill");
  const auto in = Level05::c3().write(folder / "in.fts");
  const auto ctx = arguments_context();
  auto options = default_options();
  options.fill = 77;
  BOOST_TEST(corkit_reduce_level1(ctx.get(), in.c_str(), (folder / "out").c_str(), &options, nullptr) == CORKIT_ERROR_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(arrays_of_odd_types_and_sizes_are_refused) {
  const auto folder = fresh_folder("odd_arrays");
  const auto ctx = arguments_context();
  const auto header = read_image(ctx, Level05::c3().write(folder / "in.fts")).header;
  const auto options = default_options();
  std::vector<float> pixels(512 * 512, 700.0F);
  const auto attempt = [&](corkit_array image) {
    corkit_product *product = nullptr;
    const int status = corkit_reduce_level1_array(ctx.get(), &image, header.get(), nullptr, &options, &product);
    corkit_product_free(product);
    return status;
  };
  BOOST_TEST(attempt({pixels.data(), CORKIT_FLOAT32, 512, 512}) == CORKIT_OK);
  BOOST_TEST(attempt({nullptr, CORKIT_FLOAT32, 512, 512}) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(attempt({pixels.data(), 99, 512, 512}) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(attempt({pixels.data(), CORKIT_FLOAT32, -1, 512}) != CORKIT_OK);
  BOOST_TEST(attempt({pixels.data(), CORKIT_FLOAT32, 0, 0}) != CORKIT_OK);
  BOOST_TEST(attempt({pixels.data(), CORKIT_FLOAT32, 500, 300}) != CORKIT_OK);  // at odds with R1COL ... R2ROW
}

BOOST_AUTO_TEST_CASE(short_buffers_are_cut_and_terminated) {
  const Header header(corkit_header_create());
  must(corkit_header_set_string(header.get(), "OBJECT", "a string of some length", ""));
  char little[6];
  BOOST_TEST(corkit_header_get_string(header.get(), "OBJECT", little, sizeof little) == CORKIT_OK);
  BOOST_TEST(std::string(little) == "a str");
}
