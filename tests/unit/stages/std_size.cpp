#include "stages/std_size.hpp"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>

#include "core/error.hpp"

using namespace corkit;
namespace data = boost::unit_test::data;

namespace {

enum class Sum { none, leb, chip };

LascoHeader of_field(int r1col, int r1row, int r2col, int r2row, Sum where = Sum::none, int sum = 1) {
  LascoHeader h;
  h.telescop = "SOHO";
  h.detector = "C3";
  h.r1col = r1col;
  h.r1row = r1row;
  h.r2col = r2col;
  h.r2row = r2row;
  h.lebxsum = h.lebysum = where == Sum::leb ? sum : 1;
  h.sumcol = h.sumrow = where == Sum::chip ? sum : 0;
  h.naxis1 = (r2col - r1col + 1) / sum;
  h.naxis2 = (r2row - r1row + 1) / sum;
  return h;
}

Image<std::int16_t> filled(const LascoHeader &h) { return {h.naxis1, h.naxis2, 7}; }

struct Box {
  int x = -1, y = -1, nx = 0, ny = 0;
  friend bool operator==(const Box &, const Box &) = default;
  friend std::ostream &operator<<(std::ostream &out, const Box &b) { return out << b.nx << " x " << b.ny << " at " << b.x << ", " << b.y; }
};

// Where the sevens are; empty if they are no rectangle.
Box box_of(const AnyImage &image) {
  const auto &pixels = std::get<Image<std::int16_t>>(image);
  Box box;
  int count = 0, right = -1, top = -1;
  for (int y = 0; y < pixels.ny(); ++y)
    for (int x = 0; x < pixels.nx(); ++x)
      if (pixels(x, y) == 7) {
        ++count;
        if (box.x < 0 || x < box.x) box.x = x;
        if (box.y < 0) box.y = y;
        right = std::max(right, x);
        top = y;
      }
  box.nx = right - box.x + 1;
  box.ny = top - box.y + 1;
  return count == box.nx * box.ny ? box : Box{};
}

std::string sentence_of(const AnyImage &image, LascoHeader h, const StdSizeOptions &options) {
  try {
    reduce_std_size(image, h, options);
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

StdSizeOptions std_size_with_bugs() {
  StdSizeOptions options;
  options.compat_bugs = true;
  return options;
}

struct Summed {
  int r1col, r1row, r2col, r2row;
  Box at;  // of the frame of 512 pixels
};
std::ostream &operator<<(std::ostream &out, const Summed &s) { return out << s.at; }

}  // namespace

BOOST_AUTO_TEST_SUITE(std_size)

// Fields of images that SolarSoft reduced; ((R1COL-20)/2, (R1ROW-1)/2).
BOOST_DATA_TEST_CASE(a_field_summed_on_board_lies_at_its_corner_of_the_512_frame,
                     data::make(std::vector<Summed>{{660, 257, 915, 768, {320, 128, 128, 256}},
                                                    {532, 65, 1043, 448, {256, 32, 256, 192}},
                                                    {596, 1, 851, 1024, {288, 0, 128, 512}},
                                                    {724, 705, 1043, 1024, {352, 352, 160, 160}},
                                                    {20, 513, 1043, 960, {0, 256, 512, 224}}}),
                     field) {
  for (const bool compat_bugs : {false, true}) {
    auto h = of_field(field.r1col, field.r1row, field.r2col, field.r2row, Sum::leb, 2);
    StdSizeOptions options;
    options.compat_bugs = compat_bugs;
    options.true_factors = !compat_bugs;
    StdSizePlace place;
    const auto out = reduce_std_size(filled(h), h, options, &place);
    BOOST_TEST(width(out) == 512);
    BOOST_TEST(height(out) == 512);
    BOOST_TEST(box_of(out) == field.at);
    BOOST_TEST(place.column == field.at.x);
    BOOST_TEST(place.field_fits_size);
    BOOST_TEST(h.full_field());
    BOOST_TEST(h.naxis1 == 512);
  }
}

BOOST_AUTO_TEST_CASE(a_field_summed_on_the_chip_lies_32_pixels_low_and_left_as_in_solarsoft) {
  for (const bool compat_bugs : {false, true}) {
    auto h = of_field(532, 577, 979, 960, Sum::chip, 2);
    StdSizeOptions options;
    options.compat_bugs = compat_bugs;
    StdSizePlace place;
    BOOST_TEST(box_of(reduce_std_size(filled(h), h, options, &place)) == (Box{240, 272, 224, 192}));
    BOOST_TEST(place.field.r1col == 532);
  }
}

BOOST_AUTO_TEST_CASE(a_field_summed_on_the_chip_at_the_edge_is_not_moved) {
  const auto left = of_field(20, 257, 531, 768, Sum::chip, 2);
  const auto lower = of_field(276, 1, 787, 512, Sum::chip, 2);
  auto h = left;
  BOOST_TEST(box_of(reduce_std_size(filled(h), h, {})) == (Box{0, 128, 256, 256}));
  h = lower;
  BOOST_TEST(box_of(reduce_std_size(filled(h), h, {})) == (Box{128, 0, 256, 256}));
  for (const auto &field : {left, lower}) {
    const auto sentence = sentence_of(filled(field), field, std_size_with_bugs());
    BOOST_TEST(sentence.find("SolarSoft") != std::string::npos);
    BOOST_TEST(sentence.find("256 x 256") != std::string::npos);
    BOOST_TEST(sentence.find("compat-bugs") != std::string::npos);
    BOOST_TEST(sentence.find("header") == std::string::npos);
  }
}

// From R1COL = 33 on SolarSoft has room, but counts columns from 1, not from 20.
BOOST_AUTO_TEST_CASE(a_field_summed_on_the_chip_close_to_the_edge_is_moved_with_solarsofts_bugs_only) {
  auto h = of_field(40, 257, 551, 768, Sum::chip, 2);
  auto compatible = h;
  BOOST_TEST(box_of(reduce_std_size(filled(h), h, {})) == (Box{10, 128, 256, 256}));
  BOOST_TEST(box_of(reduce_std_size(filled(compatible), compatible, std_size_with_bugs())) == (Box{3, 112, 256, 256}));
}

BOOST_AUTO_TEST_CASE(what_is_larger_than_the_frame_is_cut) {
  auto h = of_field(20, 1, 919, 2000);
  StdSizeOptions options;
  options.full = true;
  StdSizePlace place;
  BOOST_TEST(box_of(reduce_std_size(filled(h), h, options, &place)) == (Box{0, 0, 900, 1024}));
  BOOST_TEST(place.cut);
}

BOOST_AUTO_TEST_CASE(a_field_that_contradicts_the_size_and_has_no_place_is_an_error) {
  auto h = of_field(20, 1, 531, 512);
  h.r2col = 600;
  BOOST_TEST(sentence_of(filled(h), h, {}).find("R1COL") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(fields_without_r_keywords_lie_where_the_p_keywords_say) {
  auto h = of_field(276, 257, 787, 768, Sum::leb, 2);
  h.p1col = h.r1col;
  h.p1row = h.r1row;
  h.p2col = h.r2col;
  h.p2row = h.r2row;
  const auto at = [](LascoHeader header, const StdSizeOptions &options) {
    return box_of(reduce_std_size(Image<std::int16_t>(256, 256, 7), header, options));
  };
  h.r1col = h.r1row = 0;
  BOOST_TEST(at(h, {}) == (Box{128, 128, 256, 256}));
  BOOST_TEST(at(h, std_size_with_bugs()) == (Box{128, 128, 256, 256}));  // R2COL, R2ROW are right
  h.r2col = h.r2row = 0;
  BOOST_TEST(at(h, {}) == (Box{128, 128, 256, 256}));
  BOOST_TEST(at(h, std_size_with_bugs()) == (Box{112, 112, 256, 256}));
  h.p2col = h.p2row = 0;
  BOOST_TEST(at(h, {}) == (Box{128, 128, 256, 256}));
}

BOOST_AUTO_TEST_CASE(a_field_summed_by_four_is_embedded_by_its_own_factor) {
  for (const auto where : {Sum::leb, Sum::chip}) {
    auto h = of_field(276, 257, 787, 768, where, 4);
    StdSizeOptions options;
    options.true_factors = true;
    StdSizePlace place;
    const auto out = reduce_std_size(filled(h), h, options, &place);
    const int shift = where == Sum::chip ? 8 : 0;
    BOOST_TEST(width(out) == 256);
    BOOST_TEST(box_of(out) == (Box{64 - shift, 64 - shift, 128, 128}));
    BOOST_TEST(h.naxis1 == 256);
    BOOST_TEST(h.naxis2 == 256);
    BOOST_TEST(place.field_fits_size);
  }
}

// Level-0.5 headers of 2013 and 2014: unbinned images have CRPIX 511.2, 507.5, those of 2 x 2 pixels 256.1, 254.25.
BOOST_AUTO_TEST_CASE(crpix_of_a_binned_image_is_its_own_pixel_plus_one) {
  const SunPosition sun{510.2F, 506.5F, 0.5F};
  const auto crpix = [&](LascoHeader h, bool full) {
    StdSizeOptions options;
    options.full = full;
    options.sun = sun;
    reduce_std_size(filled(h), h, options);
    BOOST_TEST(h.crota1 == 0.5F);
    BOOST_TEST(h.crota == 0.5F);
    return std::pair(h.crpix1, h.crpix2);
  };
  const auto leb = of_field(20, 1, 1043, 1024, Sum::leb, 2);
  BOOST_TEST(crpix(leb, false).first == 256.1F);
  BOOST_TEST(crpix(leb, false).second == 254.25F);
  BOOST_TEST(crpix(leb, true).first == 512.2F);
  BOOST_TEST(crpix(leb, true).second == 508.5F);
  const auto chip = of_field(20, 1, 1043, 1024, Sum::chip, 2);
  BOOST_TEST(crpix(chip, false).first == 256.1F);
  const auto unbinned = of_field(20, 1, 1043, 1024);
  BOOST_TEST(crpix(unbinned, true).first == 511.2F);
  BOOST_TEST(crpix(unbinned, false).first == 255.6F);
  // the frame of a sub-field
  BOOST_TEST(crpix(of_field(276, 257, 787, 768, Sum::leb, 2), false).first == 256.1F);
  BOOST_TEST(crpix(of_field(276, 257, 787, 768), true).second == 507.5F);
}

BOOST_AUTO_TEST_CASE(an_unknown_roll_leaves_crota_alone) {
  auto h = of_field(20, 1, 1043, 1024);
  h.crota1 = 12;
  StdSizeOptions options;
  options.sun = SunPosition{510.2F, 506.5F, std::nullopt};
  reduce_std_size(filled(h), h, options);
  BOOST_TEST(h.crota1 == 12.0F);
}

BOOST_AUTO_TEST_CASE(a_bias_is_taken_off_and_the_header_says_so) {
  auto h = of_field(20, 1, 1043, 1024, Sum::leb, 2);
  h.offset = 582;
  StdSizeOptions options;
  options.bias = 3.0F;
  const auto out = std::get<Image<float>>(reduce_std_size(filled(h), h, options));
  BOOST_TEST(out(5, 5) == 1.0F);  // (7 - 3) / (2 x 2)
  BOOST_TEST(h.lebxsum == 1);
  BOOST_TEST(h.lebysum == 1);
  BOOST_TEST(h.offset == 0);
}

BOOST_AUTO_TEST_CASE(nocal_takes_no_bias_off_but_the_header_says_so_all_the_same) {
  auto h = of_field(20, 1, 1043, 1024, Sum::leb, 2);
  h.offset = 582;
  StdSizeOptions options;
  options.bias = 3.0F;
  options.nocal = true;
  BOOST_TEST(std::get<Image<std::int16_t>>(reduce_std_size(filled(h), h, options))(5, 5) == 7);
  BOOST_TEST(h.lebxsum == 1);
  BOOST_TEST(h.offset == 0);
}

BOOST_AUTO_TEST_CASE(sums_and_offset_stay_without_a_bias_with_savehdr_and_for_other_telescopes) {
  auto h = of_field(20, 1, 1043, 1024, Sum::leb, 2);
  h.offset = 582;
  const auto unchanged = [](const LascoHeader &header) { return header.lebxsum == 2 && header.lebysum == 2 && header.offset == 582; };
  StdSizeOptions options;
  auto plain = h;
  reduce_std_size(filled(h), plain, options);
  BOOST_TEST(unchanged(plain));
  options.bias = 3.0F;
  auto other = h;
  other.telescop = "STEREO";
  reduce_std_size(filled(h), other, options);
  BOOST_TEST(unchanged(other));
  options.savehdr = true;
  auto saved = h;
  reduce_std_size(filled(h), saved, options);
  BOOST_TEST(unchanged(saved));
}

BOOST_AUTO_TEST_CASE(the_bias_is_divided_by_the_sum_on_the_chip_where_sumcol_says_so) {
  StdSizeOptions options;
  options.bias = 3.0F;
  options.savehdr = true;
  const auto value = [&](int sumcol, int sumrow, int lebxsum, int lebysum) {
    auto h = of_field(20, 1, 1043, 1024);
    h.sumcol = sumcol;
    h.sumrow = sumrow;
    h.lebxsum = lebxsum;
    h.lebysum = lebysum;
    return std::get<Image<float>>(reduce_std_size(Image<std::int16_t>(1024, 1024, 19), h, options))(0, 0);
  };
  BOOST_TEST(value(2, 2, 1, 1) == 4.0F);
  BOOST_TEST(value(2, 2, 2, 2) == 4.0F);  // the other sum does not count
  BOOST_TEST(value(2, 1, 1, 1) == 8.0F);
  BOOST_TEST(value(1, 2, 2, 2) == 4.0F);  // SUMROW alone is no sum on the chip
  BOOST_TEST(value(1, 2, 1, 1) == 16.0F);
  BOOST_TEST(value(0, 0, 0, 0) == 16.0F);
}

BOOST_AUTO_TEST_SUITE_END()
