// Every tile compression that CFITSIO writes: read as CFITSIO reads it, losses told of, damage refused.
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "fits/hcompress.hpp"
#include "fits/plio.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "support.hpp"
#include "support/rounds.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

constexpr int kNx = 100, kNy = 70;

struct Packing {
  int algorithm = RICE_1;
  float quantize = 0;  // 0: lossless
  float scale = 0;     // of HCOMPRESS
  long tile_x = 0, tile_y = 0;
};

// Counts of a smooth corona with noise, from `lowest` on.
template <class T>
Image<T> corona(int lowest) {
  Image<T> image(kNx, kNy);
  std::mt19937 random(11);
  for (int y = 0; y < kNy; ++y)
    for (int x = 0; x < kNx; ++x) {
      const int r = (x - 50) * (x - 50) + (y - 35) * (y - 35);
      image(x, y) = static_cast<T>(lowest + 120000 / (r + 1000) + static_cast<int>(random() % 9));
    }
  return image;
}

std::filesystem::path written(const ScratchFolder &folder, const AnyImage &pixels, const std::string &name,
                              const std::vector<std::pair<std::string, int>> &cards = {}) {
  Header header;
  conform_header(header, pixels, "now");
  for (const auto &[keyword, value] : cards) header.set(keyword, value);
  write_fits(folder / name, pixels, header);
  return folder / name;
}

std::filesystem::path packed(const std::filesystem::path &from, const Packing &how) {
  const auto to = from.string() + ".fz";
  const auto in = CfitsioFile::open(from);
  const auto out = CfitsioFile::create(to);
  int status = 0;
  fits_set_compression_type(out, how.algorithm, &status);
  fits_set_quantize_level(out, how.quantize, &status);
  fits_set_hcomp_scale(out, how.scale, &status);
  long tile[2] = {how.tile_x, how.tile_y};
  if (how.tile_x > 0) fits_set_tile_dim(out, 2, tile, &status);
  fits_img_compress(in, out, &status);
  BOOST_REQUIRE_MESSAGE(status == 0, "fpack: " << status << " of " << from);
  return to;
}

bool same_or_both_nan(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(compression_suite)

BOOST_AUTO_TEST_CASE(integers_come_back_exactly_from_every_lossless_compression_and_tile_size) {
  const ScratchFolder folder;
  const std::vector<AnyImage> images = {corona<std::uint8_t>(3), corona<std::int16_t>(500), corona<std::uint16_t>(40000),
                                        corona<std::int32_t>(100000)};
  const std::vector<std::pair<long, long>> tiles = {{0, 0}, {kNx, kNy}, {32, 32}, {37, 19}, {2000, 2000}};
  for (const auto &image : images) {
    const auto path = written(folder, image, "a.fts");
    for (const int algorithm : {RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1, PLIO_1})
      for (const auto &[x, y] : tiles) {
        Packing how;
        how.algorithm = algorithm;
        how.tile_x = x;
        how.tile_y = y;
        if (algorithm == HCOMPRESS_1 && x == 0) how.tile_x = kNx, how.tile_y = 16;
        const auto read = read_fits(packed(path, how));
        BOOST_TEST((read.pixels == image), "type " << image.index() << ", algorithm " << algorithm << ", tiles " << x << "x" << y);
        BOOST_TEST(read.warnings.empty());
        BOOST_TEST((read.header == read_fits_header(path)));
      }
  }
}

BOOST_AUTO_TEST_CASE(negative_integers_come_back_from_hcompress) {
  const ScratchFolder folder;
  const AnyImage image = corona<std::int16_t>(-80);
  Packing how;
  how.algorithm = HCOMPRESS_1;
  how.tile_x = kNx;
  how.tile_y = kNy;
  BOOST_TEST((read_fits(packed(written(folder, image, "a.fts"), how)).pixels == image));
}

BOOST_AUTO_TEST_CASE(integers_that_lost_bits_are_read_with_a_warning) {
  const ScratchFolder folder;
  const auto image = corona<std::int16_t>(500);
  Packing how;
  how.algorithm = HCOMPRESS_1;
  how.scale = 4;
  how.tile_x = kNx;
  how.tile_y = 16;
  const auto read = read_fits(packed(written(folder, image, "a.fts"), how));
  const auto &pixels = std::get<Image<std::int16_t>>(read.pixels);
  int largest = 0;
  for (std::size_t k = 0; k < image.size(); ++k) largest = std::max(largest, std::abs(pixels[k] - image[k]));
  BOOST_TEST(largest > 0);
  BOOST_TEST(largest < 60);  // a few times scale and noise
  BOOST_REQUIRE(read.warnings.size() == 1u);
  BOOST_TEST(read.warnings[0].find("HCOMPRESS with a scale") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(lossy_bytes_out_of_their_range_are_refused) {
  const ScratchFolder folder;
  Image<std::uint8_t> image(kNx, kNy);
  std::mt19937 random(3);
  for (auto &pixel : image) pixel = static_cast<std::uint8_t>(random() % 10);
  for (int y = 20; y < 40; ++y) std::fill_n(image.row(y) + 30, 40, std::uint8_t{255});
  Packing how;
  how.algorithm = HCOMPRESS_1;
  how.scale = 20;
  how.tile_x = kNx;
  how.tile_y = kNy;
  const auto path = packed(written(folder, image, "a.fts"), how);
  check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_NOT_FITS, path, "outside the range of BITPIX");
}

BOOST_AUTO_TEST_CASE(nan_stays_nan_and_rounding_is_told_of_in_quantised_images) {
  const ScratchFolder folder;
  const auto check = [&](const auto &image, const Packing &how) {
    const auto read = read_fits(packed(written(folder, AnyImage(image), "a.fts"), how));
    const auto pixels = convert<double>(read.pixels);
    std::size_t invented = 0, lost = 0;
    double largest = 0;
    for (std::size_t k = 0; k < image.size(); ++k) {
      if (std::isnan(image[k]) && !std::isnan(pixels[k])) ++invented;
      if (!std::isnan(image[k]) && std::isnan(pixels[k])) ++lost;
      if (!std::isnan(image[k])) largest = std::max(largest, std::abs(pixels[k] - static_cast<double>(image[k])));
    }
    BOOST_TEST_CONTEXT("algorithm " << how.algorithm << ", tiles " << how.tile_x << "x" << how.tile_y) {
      BOOST_TEST(invented == 0u);
      BOOST_TEST(lost == 0u);
      BOOST_TEST(largest > 0);
      BOOST_TEST(largest < 2);  // half a step: the noise of +-4 over the level 4, twice
      BOOST_TEST((read.pixels.index() == AnyImage(image).index()));
      BOOST_REQUIRE(read.warnings.size() == 1u);
      BOOST_TEST(read.warnings[0].find("rounded to steps") != std::string::npos);
    }
  };
  auto floats = corona<float>(500);
  auto doubles = corona<double>(500);
  std::mt19937 random(5);
  for (std::size_t k = 0; k < floats.size(); ++k) {
    floats[k] += static_cast<float>(random() % 1000) / 1000.0F;
    doubles[k] += static_cast<double>(random() % 1000) / 1000.0;
    if (random() % 50 == 0) floats[k] = std::numeric_limits<float>::quiet_NaN(), doubles[k] = std::numeric_limits<double>::quiet_NaN();
  }
  for (const int algorithm : {RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1})
    for (const long side : {0L, 32L}) {
      Packing how;
      how.algorithm = algorithm;
      how.quantize = 4;
      how.tile_x = side == 0 && algorithm == HCOMPRESS_1 ? kNx : side;
      how.tile_y = side == 0 && algorithm == HCOMPRESS_1 ? 16 : side;
      check(floats, how);
      check(doubles, how);
    }
}

BOOST_AUTO_TEST_CASE(lossless_floats_come_back_bit_for_bit_without_a_warning) {
  const ScratchFolder folder;
  auto image = corona<float>(500);
  image[0] = std::numeric_limits<float>::quiet_NaN();
  image[1] = 0.1F;
  for (const int algorithm : {GZIP_1, GZIP_2}) {
    Packing how;
    how.algorithm = algorithm;
    const auto read = read_fits(packed(written(folder, image, "a.fts"), how));
    const auto &pixels = std::get<Image<float>>(read.pixels);
    for (std::size_t k = 0; k < image.size(); ++k)
      BOOST_TEST_REQUIRE(same_or_both_nan(static_cast<double>(pixels[k]), static_cast<double>(image[k])));
    BOOST_TEST(read.warnings.empty());
  }
}

BOOST_AUTO_TEST_CASE(floats_that_hcompress_scaled_are_refused) {
  const ScratchFolder folder;
  Packing how;
  how.algorithm = HCOMPRESS_1;
  how.quantize = 4;
  how.scale = 4;
  how.tile_x = kNx;
  how.tile_y = kNy;
  const auto path = packed(written(folder, corona<float>(500), "a.fts"), how);
  check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_UNSUPPORTED, path, "fpack it without -s");
}

// SolarSoft's READFITS gives raw numbers.
BOOST_AUTO_TEST_CASE(blank_has_no_meaning_for_integers) {
  const ScratchFolder folder;
  auto image = corona<std::int16_t>(500);
  for (std::size_t k = 0; k < 40; ++k) image[k * 7] = -32768;
  image[3] = 500;
  for (const int blank : {-32768, 500}) {
    const auto path = written(folder, image, "a.fts", {{"BLANK", blank}});
    BOOST_TEST((read_fits(path).pixels == AnyImage(image)));
    for (const int algorithm : {RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1}) {
      Packing how;
      how.algorithm = algorithm;
      how.tile_x = kNx;
      how.tile_y = kNy;
      const auto read = read_fits(packed(path, how));
      BOOST_TEST((read.pixels == AnyImage(image)), "BLANK " << blank << ", algorithm " << algorithm);
      BOOST_TEST(read.warnings.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(hcompress_streams_are_walked_to_their_last_bit) {
  const ScratchFolder folder;
  for (const auto &[nx, ny] : std::vector<std::pair<int, int>>{{32, 32}, {33, 17}, {8, 8}, {9, 100}, {100, 11}}) {
    Image<std::int16_t> image(nx, ny);
    std::mt19937 random(static_cast<unsigned>(nx));
    for (auto &pixel : image) pixel = static_cast<std::int16_t>(random() % 3000);
    Packing how;
    how.algorithm = HCOMPRESS_1;
    how.tile_x = nx;
    how.tile_y = ny;
    const auto path = packed(written(folder, image, "a.fts"), how);
    BOOST_TEST((read_fits(path).pixels == AnyImage(image)), nx << "x" << ny);
    const auto bytes = file_bytes(path);
    const auto start = bytes.rfind("\xdd\x99");
    const auto stream = bytes.substr(start);
    BOOST_TEST(hcompress_scale(stream, static_cast<std::size_t>(nx), static_cast<std::size_t>(ny), 32).has_value());
    BOOST_TEST(!hcompress_scale(stream, static_cast<std::size_t>(ny) + 1, static_cast<std::size_t>(nx), 32).has_value());
    BOOST_TEST(!hcompress_scale(stream, static_cast<std::size_t>(nx), static_cast<std::size_t>(ny), 2).has_value());
    // Where the stream ends: without its last byte it is not whole.
    auto length = stream.size();
    while (hcompress_scale(stream.substr(0, length - 1), static_cast<std::size_t>(nx), static_cast<std::size_t>(ny), 32)) --length;
    for (std::size_t cut = 0; cut < length; ++cut)
      BOOST_TEST_REQUIRE(
          !hcompress_scale(stream.substr(0, cut), static_cast<std::size_t>(nx), static_cast<std::size_t>(ny), 32).has_value());
    BOOST_TEST(bytes.find_first_not_of('\0', start + length) == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(plio_lists_must_end_within_their_bytes) {
  const auto list = [](const std::vector<int> &words) {
    std::string bytes;
    for (const int word : words) {
      bytes += static_cast<char>(word >> 8 & 0xff);
      bytes += static_cast<char>(word & 0xff);
    }
    return bytes;
  };
  const std::vector<int> header = {0, 7, -100, 9, 0, 0, 0};
  const auto with = [&](int length, std::vector<int> code) {
    auto words = header;
    words[3] = length;
    words.insert(words.end(), code.begin(), code.end());
    return list(words);
  };
  BOOST_TEST(plio_list_is_whole(with(9, {0x4005, 0x0003})));
  BOOST_TEST(plio_list_is_whole(with(9, {0x1005, 0x0003})));   // sets the value from two words
  BOOST_TEST(!plio_list_is_whole(with(9, {0x4005, 0x1003})));  // the second is missing
  BOOST_TEST(!plio_list_is_whole(with(10, {0x4005, 0x0003})));
  BOOST_TEST(!plio_list_is_whole(list({0, 7, -100, 9})));
  BOOST_TEST(!plio_list_is_whole(""));
}

// Whatever the bytes are: an image, or one sentence.
BOOST_AUTO_TEST_CASE(random_damage_of_every_compression_gives_an_image_or_a_sentence) {
  const ScratchFolder folder;
  std::vector<std::string> originals;
  for (const int algorithm : {RICE_1, GZIP_2, HCOMPRESS_1, PLIO_1}) {
    Packing how;
    how.algorithm = algorithm;
    how.tile_x = 50;
    how.tile_y = 35;
    originals.push_back(file_bytes(packed(written(folder, corona<std::int16_t>(500), "a.fts"), how)));
    originals.push_back(file_bytes(packed(written(folder, corona<std::int32_t>(500), "a.fts"), how)));
    how.quantize = 4;
    if (algorithm != PLIO_1) originals.push_back(file_bytes(packed(written(folder, corona<float>(500), "a.fts"), how)));
  }
  const auto path = folder / "damaged.fz";
  int read = 0, refused = 0;
  for (unsigned round = 0; round < 4000; round += round_step) {
    std::mt19937 random(20260202U + round);
    std::string file = originals[round % originals.size()];
    const int hits = 1 + static_cast<int>(random() % 6);
    for (int k = 0; k < hits; ++k)
      file[random() % 2 == 0 ? file.size() - 1 - random() % 4000 : random() % file.size()] = static_cast<char>(random());
    write_bytes(path, file);
    try {
      read_fits(path);
      ++read;
    } catch (const Error &error) {
      const std::string text = error.what();
      BOOST_REQUIRE_MESSAGE(text.find(path.string()) != std::string::npos && text.find('\n') == std::string::npos, text);
      ++refused;
    }
  }
  BOOST_TEST_MESSAGE(read << " read, " << refused << " refused");
  BOOST_TEST(read > 100);
  BOOST_TEST(refused > 100);
}

BOOST_AUTO_TEST_SUITE_END()
