// Unusual fields and sums, from the level-0.5 image to the product.

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "level05.hpp"
#include "support/capi.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

const Context &fields_context() {
  static const Context ctx = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  return ctx;
}

ImageWithHeader read(const Level05 &file) { return read_image(fields_context(), file.write(fresh_folder("fields") / "in.fts")); }

void set(const Header &header, const char *keyword, long long value) { must(corkit_header_set_int(header.get(), keyword, value, "")); }

long long integer(const corkit_header *header, const char *keyword) {
  long long value = -1;
  must(corkit_header_get_int(header, keyword, &value));
  return value;
}

double number(const corkit_header *header, const char *keyword) {
  double value = NAN;
  must(corkit_header_get_double(header, keyword, &value));
  return value;
}

Product reduce_array(const Array &image, const Header &header, const corkit_level1_options &options) {
  corkit_product *product = nullptr;
  must(corkit_reduce_level1_array(fields_context().get(), image.get(), header.get(), nullptr, &options, &product));
  return Product(product);
}

corkit_level1_options unscaled() {
  auto options = default_options();
  options.no_scale = 1;
  return options;
}

// nx x ny pixels of an int16 image from column x0, row y0.
Array cut(const Array &image, int x0, int y0, int nx, int ny) {
  Array part(corkit_array_create(CORKIT_INT16, nx, ny));
  const auto from = pixels_of<std::int16_t>(image.get());
  const auto to = pixels_of<std::int16_t>(part.get());
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) to[static_cast<std::size_t>(y * nx + x)] = from[static_cast<std::size_t>((y0 + y) * image->nx + x0 + x)];
  return part;
}

// The half-size means of a FLOAT image.
Array halved(const Array &image) {
  Array half(corkit_array_create(CORKIT_FLOAT32, image->nx / 2, image->ny / 2));
  const auto from = as_double(image.get());
  const auto to = pixels_of<float>(half.get());
  const auto at = [&](int x, int y) { return from[static_cast<std::size_t>(y * image->nx + x)]; };
  for (int y = 0; y < half->ny; ++y)
    for (int x = 0; x < half->nx; ++x)
      to[static_cast<std::size_t>(y * half->nx + x)] =
          static_cast<float>((at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4);
  return half;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sub_field_summed_by_four_is_part_of_the_whole_image_summed_by_four) {
  for (const bool chip : {false, true}) {
    const auto [whole, header] = read(Level05::c2(256));
    if (chip) {
      for (const auto *keyword : {"LEBXSUM", "LEBYSUM"}) set(header, keyword, 1);
      for (const auto *keyword : {"SUMCOL", "SUMROW"}) set(header, keyword, 4);
    }
    auto options = unscaled();
    options.no_warp = 1;  // every pixel stays where it is
    const auto full = reduce_array(whole, header, options);
    // columns 256..767, rows 320..639 of the frame; on the chip SolarSoft moves them by 32, so the header has them 32 pixels further on
    const int moved = chip ? 32 : 0;
    const auto part = cut(whole, 64, 80, 128, 80);
    set(header, "R1COL", 276 + moved);
    set(header, "R2COL", 787 + moved);
    set(header, "R1ROW", 321 + moved);
    set(header, "R2ROW", 640 + moved);
    const auto product = reduce_array(part, header, options);
    const auto *image = corkit_product_image(product.get());
    BOOST_TEST(image->nx == 256);
    BOOST_TEST(image->ny == 256);
    const auto of_part = as_double(image);
    const auto of_whole = as_double(corkit_product_image(full.get()));
    std::size_t same = 0;
    for (int y = 0; y < 80; ++y)
      for (int x = 0; x < 128; ++x) {
        const auto k = static_cast<std::size_t>((80 + y) * 256 + 64 + x);
        // times the warped mask of lost blocks, a sum of weights in DOUBLE
        if (std::abs(of_part[k] - of_whole[k]) <= 1e-12 * std::abs(of_whole[k])) ++same;
      }
    // that mask is warped, /NOWARP or not: it reaches up to 9/4 pixels into the field
    BOOST_TEST(same >= 122U * 74U);
    BOOST_TEST(number(corkit_product_header(product.get()), "CDELT1") == 4 * 11.9, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(number(corkit_product_header(product.get()), "CRPIX1") == number(corkit_product_header(full.get()), "CRPIX1"));
  }
}

BOOST_AUTO_TEST_CASE(a_c3_sub_field_summed_by_four_is_reduced) {
  const auto [whole, header] = read(Level05::c3(256));
  const auto part = cut(whole, 64, 96, 128, 64);
  set(header, "R1COL", 276);
  set(header, "R2COL", 787);
  set(header, "R1ROW", 385);
  set(header, "R2ROW", 640);
  for (const int fill : {CORKIT_FILL_DEFAULT, CORKIT_FILL_MEMBRANE}) {
    auto options = unscaled();
    options.fill = fill;
    const auto product = reduce_array(part, header, options);
    const auto *image = corkit_product_image(product.get());
    BOOST_TEST(image->nx == 256);
    const auto pixels = as_double(image);
    BOOST_TEST(pixels[128 * 256 + 100] > 0);
    BOOST_TEST(corkit_product_nmissing(product.get()) > 0);
  }
}

BOOST_AUTO_TEST_CASE(sums_of_zero_give_the_pixels_of_sums_of_one) {
  const auto [image, header] = read(Level05::c2(1024));
  const auto one = reduce_array(image, header, unscaled());
  set(header, "LEBXSUM", 0);
  set(header, "LEBYSUM", 0);
  const auto zero = reduce_array(image, header, unscaled());
  const bool same = as_double(corkit_product_image(one.get())) == as_double(corkit_product_image(zero.get()));
  BOOST_TEST(same);
  BOOST_TEST(integer(corkit_product_header(zero.get()), "LEBXSUM") == 0);
}

BOOST_AUTO_TEST_CASE(an_image_of_zeros_gives_a_c3_product_of_raw_zeros_to_the_last_pixel) {
  const auto [image, header] = read(Level05::c3());
  for (auto &pixel : pixels_of<std::int16_t>(image.get())) pixel = 0;
  auto options = default_options();
  options.compat_bugs = 1;
  const auto product = reduce_array(image, header, options);
  const auto pixels = as_double(corkit_product_image(product.get()));
  BOOST_TEST(std::all_of(pixels.begin(), pixels.end(), [](double p) { return p == 0; }));
}

BOOST_AUTO_TEST_CASE(a_model_of_half_size_is_the_mean_of_the_model_of_full_size) {
  for (const bool c3 : {true, false}) {
    auto file = c3 ? Level05::c3(1024) : Level05::c2(1024);
    file.set("FILENAME", c3 ? "'3m_clcl_050513.fts'" : "'2m_orcl_050513.fts'").remove("FILEORIG");
    const auto [counts, header] = read(file);
    for (const auto *keyword : {"LEBXSUM", "LEBYSUM"}) set(header, keyword, 0);
    Array model(corkit_array_create(CORKIT_FLOAT32, 1024, 1024));
    const auto pixels = pixels_of<float>(model.get());
    const auto values = as_double(counts.get());
    for (std::size_t k = 0; k < values.size(); ++k) pixels[k] = static_cast<float>(values[k]);
    const auto half = halved(model);
    const auto full_product = reduce_array(model, header, unscaled());
    const auto product = reduce_array(half, header, unscaled());
    const auto *image = corkit_product_image(product.get());
    BOOST_TEST(image->nx == 512);
    const auto *cards = corkit_product_header(product.get());
    BOOST_TEST(number(cards, "CDELT1") == (c3 ? 112 : 23.8), boost::test_tools::tolerance(1e-6));
    BOOST_TEST(integer(cards, "LEBXSUM") == 0);
    BOOST_TEST(integer(cards, "R2COL") == 1043);
    const double crpix = number(corkit_product_header(full_product.get()), "CRPIX1");
    BOOST_TEST(number(cards, "CRPIX1") == (crpix - 1) / 2 + 1, boost::test_tools::tolerance(1e-5));
    // Means of vignetting times means of the image, and another grid of the distortion: not exactly the mean of the product.
    Array full_image(corkit_array_create(CORKIT_FLOAT32, 1024, 1024));
    const auto full = as_double(corkit_product_image(full_product.get()));
    std::transform(full.begin(), full.end(), pixels_of<float>(full_image.get()).begin(), [](double v) { return static_cast<float>(v); });
    const auto mean = as_double(halved(full_image).get());
    const auto mine = as_double(image);
    std::size_t compared = 0, close = 0;
    for (int y = 64; y < 448; ++y)
      for (int x = 64; x < 448; ++x) {
        const auto k = static_cast<std::size_t>(y * 512 + x);
        if (std::hypot(x - 256, y - 256) < 60 || mean[k] == 0) continue;
        ++compared;
        if (std::abs(mine[k] - mean[k]) <= 0.02 * std::abs(mean[k])) ++close;
      }
    BOOST_TEST(compared > 100000U);
    BOOST_TEST(static_cast<double>(close) > 0.97 * static_cast<double>(compared));
  }
}

BOOST_AUTO_TEST_CASE(reduce_std_size_hands_the_changed_keywords_back) {
  // after the last row of the pointing tables: the centre is the nominal one, 510.2, 506.5
  const ImageWithHeader in = read(Level05::c2().set("DATE-OBS", "'2032/05/13'").set("OFFSET", "582.143").set("CROTA1", "0.0"));
  corkit_std_size_options options;
  corkit_std_size_options_default(&options);
  const auto resized = [&](const Header &h) {
    corkit_array *out = nullptr;
    must(corkit_reduce_std_size(fields_context().get(), in.image.get(), h.get(), &options, &out));
    return Array(out);
  };
  const auto copy = [&]() {
    std::string text;
    const auto cards = cards_of(in.header.get());
    for (const auto &card : cards) text += card;
    return Header(corkit_header_from_cards(text.c_str(), cards.size()));
  };
  {
    const auto h = copy();
    resized(h);
    BOOST_TEST(number(h.get(), "CRPIX1") == 256.1, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(number(h.get(), "CRPIX2") == 254.25, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(number(h.get(), "OFFSET") == 582.143);
    BOOST_TEST(integer(h.get(), "LEBXSUM") == 2);
  }
  options.bias_set = 1;
  options.bias = 100;
  for (const int nocal : {0, 1}) {
    options.nocal = nocal;
    const auto h = copy();
    resized(h);
    BOOST_TEST(number(h.get(), "OFFSET") == 0);
    BOOST_TEST(integer(h.get(), "LEBXSUM") == 1);
    BOOST_TEST(integer(h.get(), "LEBYSUM") == 1);
  }
  options.nocal = 0;
  options.full = 1;
  {
    const auto h = copy();
    resized(h);
    BOOST_TEST(number(h.get(), "CRPIX1") == 512.2, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(number(h.get(), "CRPIX2") == 508.5, boost::test_tools::tolerance(1e-6));
  }
  const auto h = copy();
  set(h, "NAXIS1", 0);
  const auto before = cards_of(h.get());
  const auto unchanged = resized(h);
  BOOST_TEST(unchanged->nx == 512);
  BOOST_TEST(unchanged->type == CORKIT_INT16);
  BOOST_TEST(cards_of(h.get()) == before);
}

BOOST_AUTO_TEST_CASE(a_field_of_the_frames_size_elsewhere_is_refused_by_the_calibration_routines_too) {
  const auto [image, header] = read(Level05::c3());
  set(header, "R1COL", 10);
  set(header, "R2COL", 1033);
  corkit_array *out = nullptr;
  int mask_blocks = 0;
  const int status = corkit_c3_calibrate(fields_context().get(), image.get(), header.get(), nullptr, &out, &mask_blocks);
  BOOST_TEST(status == CORKIT_ERROR_DIMENSIONS);
  BOOST_TEST(std::string(corkit_last_error(nullptr)).find("R1COL") != std::string::npos);
  corkit_array_free(out);
}
