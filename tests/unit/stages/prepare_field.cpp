#include "stages/prepare_field.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "stages/field.hpp"

using namespace corkit;

namespace {

LascoHeader header_of(const std::string &detector, int sum = 1) {
  LascoHeader h;
  h.telescop = "SOHO";
  h.detector = detector;
  h.date_obs = "2005/05/13";
  h.time_obs = "12:00:00.000";
  h.r1col = 20;
  h.r1row = 1;
  h.r2col = 1043;
  h.r2row = 1024;
  h.lebxsum = h.lebysum = sum;
  return h;
}

LascoHeader of_chip_field(int r1col, int r1row, int r2col, int r2row, int sum = 1) {
  auto h = header_of("C3", sum);
  h.r1col = r1col;
  h.r1row = r1row;
  h.r2col = r2col;
  h.r2row = r2row;
  return h;
}

Image<std::int16_t> sevens(int nx, int ny) { return {nx, ny, 7}; }

PreparedField prepare(const AnyImage &image, LascoHeader &h, const PrepareOptions &options = {}) {
  static const CalibrationStore store{CalibrationPaths{}};
  h.naxis1 = width(image);
  h.naxis2 = height(image);
  return prepare_field(store, image, h, options);
}

struct Refusal {
  int status = CORKIT_OK;
  std::string sentence;
  bool says(const std::string &text) const { return sentence.find(text) != std::string::npos; }
};

Refusal refusal(const AnyImage &image, LascoHeader h, const PrepareOptions &options = {}) {
  try {
    prepare(image, h, options);
  } catch (const Error &error) {
    return {error.status(), error.what()};
  }
  return {};
}

bool warns(const PreparedField &prepared, const std::string &text) {
  for (const auto &warning : prepared.warnings)
    if (warning.find(text) != std::string::npos) return true;
  return false;
}

PrepareOptions model() {
  PrepareOptions options;
  options.model = true;
  return options;
}

PrepareOptions with_bugs() {
  PrepareOptions options;
  options.compat_bugs = true;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preparation)

BOOST_AUTO_TEST_CASE(a_full_image_goes_through_as_it_is) {
  auto h = header_of("C3");
  const auto prepared = prepare(sevens(1024, 1024), h);
  BOOST_TEST(width(prepared.image) == 1024);
  BOOST_TEST(prepared.outside.empty());
  BOOST_TEST(prepared.warnings.empty());
}

BOOST_AUTO_TEST_CASE(a_sub_field_of_less_than_128_x_128_pixels_is_no_zero_image) {
  auto h = of_chip_field(340, 321, 435, 416);
  const auto prepared = prepare(sevens(96, 96), h);
  const auto &pixels = std::get<Image<std::int16_t>>(prepared.image);
  BOOST_TEST(pixels.nx() == 1024);
  BOOST_TEST(pixels(320, 320) == 7);
  BOOST_TEST(pixels(319, 320) == 0);
  BOOST_TEST(prepared.outside(319, 320) == 1);
  BOOST_TEST(prepared.outside(415, 415) == 0);
  BOOST_TEST(prepared.warnings.empty());
  BOOST_TEST(h.full_field());
}

BOOST_AUTO_TEST_CASE(a_first_pixel_of_65535_in_a_summed_image_is_no_zero_image) {
  auto image = sevens(512, 512);
  image(0, 0) = -1;
  auto h = header_of("C3", 2);
  BOOST_TEST(std::get<Image<std::int32_t>>(prepare(image, h).image)(0, 0) == 65535);
}

BOOST_AUTO_TEST_CASE(a_first_pixel_of_minus_one_inside_a_sub_field_is_no_zero_image) {
  auto image = sevens(256, 256);
  image(0, 0) = -1;
  auto h = of_chip_field(276, 257, 531, 512);
  BOOST_TEST(std::get<Image<std::int16_t>>(prepare(image, h).image)(256, 256) == -1);
}

BOOST_AUTO_TEST_CASE(zero_images_are_refused) {
  auto image = sevens(1024, 1024);
  image(0, 0) = -1;
  BOOST_TEST(refusal(image, header_of("C3")).status == CORKIT_ERROR_ZERO_IMAGE);
  BOOST_TEST(refusal(sevens(64, 64), header_of("C3")).status == CORKIT_ERROR_ZERO_IMAGE);
}

BOOST_AUTO_TEST_CASE(a_field_of_the_frames_size_elsewhere_is_refused_and_named) {
  const struct {
    LascoHeader header;
    int n;
  } rows[] = {{of_chip_field(10, 1, 1033, 1024), 1024},    {of_chip_field(20, 1025, 1043, 2048), 1024},
              {of_chip_field(21, 1, 1044, 1024), 1024},    {of_chip_field(10, 1, 1033, 1024, 2), 512},
              {of_chip_field(20, 33, 1043, 1056, 4), 256}, {of_chip_field(36, 17, 1043 + 16, 1040, 2), 512}};
  for (const auto &row : rows) {
    const auto refused = refusal(sevens(row.n, row.n), row.header);
    BOOST_TEST(refused.status == CORKIT_ERROR_KEYWORD_VALUE);
    for (const auto *keyword : {"R1COL", "R2COL", "R1ROW", "R2ROW", "SolarSoft"}) BOOST_TEST(refused.says(keyword), refused.sentence);
    BOOST_TEST(refused.says(std::to_string(row.header.r1col) + ".." + std::to_string(row.header.r2col)));
    PrepareOptions header_only;
    header_only.noimg = true;
    BOOST_TEST(refusal(sevens(row.n, row.n), row.header, header_only).status == CORKIT_OK);
    BOOST_TEST(refusal(sevens(row.n, row.n), row.header, with_bugs()).status == CORKIT_ERROR_KEYWORD_VALUE);
  }
  auto h = rows[0].header;  // a model is a full frame, whatever its header says
  BOOST_TEST(width(prepare(sevens(1024, 1024), h, model()).image) == 1024);
}

BOOST_AUTO_TEST_CASE(a_whole_image_of_another_field_is_the_frame_with_a_warning) {
  auto h = of_chip_field(10, 1, 1043, 1024);
  const auto prepared = prepare(sevens(1024, 1024), h);
  BOOST_TEST(h.full_field());
  BOOST_TEST(warns(prepared, "R1COL..R2COL = 10..1043"));
}

BOOST_AUTO_TEST_CASE(a_sub_field_that_solarsoft_moves_gives_a_warning) {
  auto h = of_chip_field(532, 577, 979, 960);
  h.sumcol = h.sumrow = 2;
  BOOST_TEST(warns(prepare(sevens(224, 192), h), "column 240, row 272"));
  auto contradictory = of_chip_field(532, 577, 979, 960);
  BOOST_TEST(warns(prepare(sevens(400, 384), contradictory), "is not the size of the image"));
}

BOOST_AUTO_TEST_CASE(a_sub_field_is_placed_by_the_p_keywords_where_the_r_keywords_are_missing) {
  auto h = of_chip_field(0, 0, 0, 0, 2);
  h.p1col = 276;
  h.p1row = 257;
  auto whole = h;
  whole.p2col = 787;
  whole.p2row = 768;
  for (auto header : {h, whole}) {
    const auto prepared = prepare(sevens(256, 256), header);
    BOOST_TEST(prepared.warnings.empty());
    BOOST_TEST(prepared.outside(128, 128) == 0);
    BOOST_TEST(prepared.outside(127, 128) == 1);
    BOOST_TEST(prepared.outside(383, 383) == 0);
    BOOST_TEST(prepared.outside(384, 383) == 1);
  }
  h.p1col = 0;
  const auto refused = refusal(sevens(256, 256), h);
  BOOST_TEST(refused.status == CORKIT_ERROR_KEYWORD_VALUE);
  BOOST_TEST(refused.says("R1COL and P1COL"));
}

BOOST_AUTO_TEST_CASE(a_whole_image_without_any_field_is_the_frame) {
  auto h = of_chip_field(0, 0, 0, 0, 2);
  const auto prepared = prepare(sevens(512, 512), h);
  BOOST_TEST(prepared.warnings.empty());
  BOOST_TEST(h.full_field());
}

BOOST_AUTO_TEST_CASE(a_sub_field_of_an_unknown_telescope_is_refused) {
  auto h = of_chip_field(276, 257, 787, 768);
  h.telescop = "0";
  BOOST_TEST(refusal(sevens(512, 512), h).says("TELESCOP"));
}

BOOST_AUTO_TEST_CASE(sub_fields_with_sums_of_four_are_prepared) {
  for (const bool chip : {false, true}) {
    auto h = of_chip_field(276, 257, 787, 768, chip ? 1 : 4);
    if (chip) h.sumcol = h.sumrow = 4;
    const auto refused = refusal(sevens(128, 128), h, with_bugs());
    BOOST_TEST(refused.status == CORKIT_ERROR_UNSUPPORTED);
    BOOST_TEST(refused.says("128 x 128"));
    BOOST_TEST(!refused.says("header"));
    const auto prepared = prepare(sevens(128, 128), h);
    BOOST_TEST(width(prepared.image) == 256);
    BOOST_TEST(height(prepared.image) == 256);
  }
  auto both = of_chip_field(276, 257, 787, 768, 2);
  both.sumcol = both.sumrow = 2;
  BOOST_TEST(width(prepare(sevens(128, 128), both).image) == 256);
}

BOOST_AUTO_TEST_CASE(unequal_sums_and_odd_ones_are_refused_without_blaming_the_header) {
  const struct {
    const char *detector;
    int x, y, nx, ny;
  } rows[] = {{"C3", 2, 1, 512, 1024}, {"C2", 1, 2, 1024, 512}, {"C2", 2, 1, 256, 512},
              {"C3", 3, 3, 341, 341},  {"C2", 3, 3, 341, 341},  {"C3", 8, 8, 128, 128}};
  for (const auto &row : rows) {
    auto h = header_of(row.detector);
    h.lebxsum = row.x;
    h.lebysum = row.y;
    const auto refused = refusal(sevens(row.nx, row.ny), h);
    BOOST_TEST(refused.status == CORKIT_ERROR_UNSUPPORTED);
    BOOST_TEST(refused.says(std::to_string(row.nx) + " x " + std::to_string(row.ny)), refused.sentence);
    BOOST_TEST(refused.says("corkit reduces"));
    BOOST_TEST(!refused.says("header"));
  }
  auto h = header_of("C2", 8);
  BOOST_TEST(width(prepare(sevens(128, 128), h).image) == 128);
}

BOOST_AUTO_TEST_CASE(sums_of_zero_count_as_one) {
  auto h = header_of("C2", 0);
  BOOST_TEST(width(prepare(sevens(1024, 1024), h).image) == 1024);
  BOOST_TEST(h.xbinning() == 1);
  BOOST_TEST(h.lebxsum == 0);
}

BOOST_AUTO_TEST_CASE(a_model_of_half_size_without_sums_is_a_mean_of_2_x_2_pixels) {
  for (const auto *detector : {"C2", "C3"}) {
    auto h = header_of(detector, 0);
    BOOST_TEST(width(prepare(Image<float>(512, 512, 7.0F), h, model()).image) == 512);
    BOOST_TEST(h.rebinned == 2);
    BOOST_TEST(h.xbinning() == 2);
    BOOST_TEST(h.summing() == 1);
    const auto refused = refusal(Image<float>(512, 512, 7.0F), header_of(detector, 0));
    BOOST_TEST(refused.status == CORKIT_ERROR_DIMENSIONS);
  }
  auto summed = header_of("C3", 2);
  prepare(Image<float>(512, 512, 7.0F), summed, model());
  BOOST_TEST(summed.rebinned == 1);
}

BOOST_AUTO_TEST_CASE(the_field_follows_the_first_keywords_that_tell_it) {
  auto h = of_chip_field(276, 257, 787, 768, 2);
  BOOST_TEST(field_of(h, 256, 256).r2col == 787);
  h.p1col = 100;
  h.p2col = 200;
  BOOST_TEST(field_of(h, 256, 256).r1col == 276);
  h.r1col = 0;
  BOOST_TEST(field_of(h, 256, 256).r1col == 100);
  BOOST_TEST(field_of(h, 256, 256).r2col == 200);
  h.p1col = 276;
  BOOST_TEST(field_of(h, 256, 256).r2col == 787);  // R2COL is as far away as the image is wide, P2COL is not
  h.r2col = 0;
  h.p2col = 0;
  BOOST_TEST(field_of(h, 256, 256).r2col == 787);
  BOOST_TEST(field_of(h, 200, 256).r2col == 675);
}

BOOST_AUTO_TEST_SUITE_END()
