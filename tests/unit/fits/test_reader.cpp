#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/thread_group.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

template <class T>
Image<T> ramp(int nx, int ny) {
  Image<T> image(nx, ny);
  for (std::size_t k = 0; k < image.size(); ++k) image[k] = static_cast<T>(static_cast<T>(k % 97) + static_cast<T>(k / 100));
  return image;
}

template <class T>
Image<T> extremes(int nx, int ny) {
  auto image = ramp<T>(nx, ny);
  image[0] = std::numeric_limits<T>::lowest();
  image[1] = std::numeric_limits<T>::max();
  return image;
}

std::vector<AnyImage> every_type() {
  return {extremes<std::uint8_t>(70, 33), extremes<std::int16_t>(70, 33), extremes<std::uint16_t>(70, 33),
          extremes<std::int32_t>(70, 33), extremes<float>(70, 33),        extremes<double>(70, 33)};
}

std::filesystem::path plain(const ScratchFolder &folder, const AnyImage &pixels, const std::string &name) {
  Header header;
  header.set("OBJECT", "Sun", "a star");
  header.add_history(" made here");
  conform_header(header, pixels, "Sun Nov 22 13:02:34 2026");
  write_fits(folder / name, pixels, header);
  return folder / name;
}

// Cards of the first HDU with pixels as CFITSIO shows them.
std::vector<std::string> cfitsio_cards(fitsfile *file) {
  int status = 0, n = 0;
  fits_get_hdrspace(file, &n, nullptr, &status);
  std::vector<std::string> cards;
  for (int k = 1; k <= n; ++k) {
    char line[FLEN_CARD];
    fits_read_record(file, k, line, &status);
    cards.push_back(card80(line));
  }
  BOOST_REQUIRE(status == 0);
  return cards;
}

std::vector<std::filesystem::path> fpacked_references() {
  std::vector<std::filesystem::path> paths;
  for (const auto *folder : {"data/l05", "reference/l05", "reference/real/l05", "reference/e2e"}) {
    const auto path = std::filesystem::path(CORKIT_SHARED_DIR) / folder;
    if (!std::filesystem::is_directory(path)) continue;
    for (const auto &entry : std::filesystem::directory_iterator(path))
      if (entry.path().extension() == ".fz") paths.push_back(entry.path());
  }
  if (paths.empty()) BOOST_TEST_MESSAGE("skipped: the fpacked images of CORKIT_SHARED_DIR are not there");
  return paths;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reader_suite)

BOOST_AUTO_TEST_CASE(every_pixel_type_comes_back_plain_gzipped_and_fpacked) {
  const ScratchFolder folder;
  for (const auto &pixels : every_type()) {
    const std::string name = "type" + std::to_string(pixels.index());
    const auto path = plain(folder, pixels, name + ".fts");
    gzip(path, folder / (name + ".fts.gz"));
    const auto read = read_fits(path);
    BOOST_TEST((read.pixels == pixels), name);
    BOOST_TEST(read.header.get_string("OBJECT").value() == "Sun");
    const auto unzipped = read_fits(folder / (name + ".fts.gz"));
    BOOST_TEST((unzipped.pixels == pixels), name);
    BOOST_TEST((unzipped.header == read.header));
    for (const int algorithm : {RICE_1, GZIP_1, GZIP_2}) {
      const bool real = pixels.index() >= 4;
      if (real && algorithm == RICE_1) continue;  // Rice would quantize
      const auto packed = folder / (name + "-" + std::to_string(algorithm) + ".fz");
      fpack(path, packed, algorithm);
      const auto unpacked = read_fits(packed);
      BOOST_TEST((unpacked.pixels == pixels), name << " algorithm " << algorithm);
      BOOST_TEST((unpacked.header == read.header), name << " algorithm " << algorithm);
      gzip(packed, folder / "both.fz.gz");
      BOOST_TEST((read_fits(folder / "both.fz.gz").pixels == pixels), name);
    }
  }
}

BOOST_AUTO_TEST_CASE(headers_and_pixels_of_fpacked_images_equal_those_funpack_makes) {
  for (const auto &path : fpacked_references()) {
    const auto image = read_fits(path);
    const auto packed = CfitsioFile::open(path);
    const auto out = CfitsioFile::create("mem://");
    int status = 0, type = 0;
    fits_movabs_hdu(packed, 2, &type, &status);
    fits_img_decompress(packed, out, &status);
    BOOST_REQUIRE(status == 0);
    BOOST_TEST(image.header.cards() == cfitsio_cards(out), boost::test_tools::per_element());
    BOOST_TEST((image.header == read_fits_header(path)));
    // fits_img_decompress() leaves scaling switched off in both files.
    const auto fresh = CfitsioFile::open(path);
    fits_movabs_hdu(fresh, 2, &type, &status);
    const bool same_pixels = std::visit(
        [&](const auto &pixels) {
          std::vector<double> expected(pixels.size());
          fits_read_img(fresh, TDOUBLE, 1, static_cast<LONGLONG>(expected.size()), nullptr, expected.data(), nullptr, &status);
          for (std::size_t k = 0; k < expected.size(); ++k) {
            // CFITSIO's doubles, rounded to the image's type as the reader does.
            const auto wanted = static_cast<std::remove_cvref_t<decltype(pixels[k])>>(expected[k]);
            if (std::memcmp(&wanted, &pixels[k], sizeof wanted) != 0 && !std::isnan(expected[k])) return false;
          }
          return status == 0;
        },
        image.pixels);
    BOOST_TEST(same_pixels, path.string());
  }
}

BOOST_AUTO_TEST_CASE(cards_of_genuine_products_are_kept_byte_for_byte) {
  for (const auto *name : {"25354895.fts", "35082085.fts"}) {
    const auto path = std::filesystem::path(CORKIT_SHARED_DIR) / "data/l1" / name;
    if (!std::filesystem::exists(path)) {
      BOOST_TEST_MESSAGE("skipped: " << path << " is not there");
      continue;
    }
    const auto header = read_fits_header(path);
    const auto bytes = file_bytes(path);
    BOOST_TEST(header.cards().size() > 80u);
    for (std::size_t k = 0; k < header.cards().size(); ++k) BOOST_TEST(header.cards()[k] == bytes.substr(k * 80, 80));
  }
}

BOOST_AUTO_TEST_CASE(scaling_is_applied_and_gives_the_documented_type) {
  const struct {
    int bitpix;
    std::string bscale, bzero;
    std::size_t type;  // of AnyImage
    double expected;   // of the raw value 3
  } table[] = {
      {8, "2.0", "10.0", 4, 16},
      {8, "1.0", "-128", 4, -125},
      {16, "1.0", "32768", 2, 32771},
      {16, "1.0", "0.0", 1, 3},
      {16, "9.91821E-14", "3.25010E-09", 4, 3 * 9.91821e-14 + 3.25010e-09},
      {16, "1D0", "100", 4, 103},
      {32, "0.5", "0", 5, 1.5},
      {32, "1", "2147483648", 5, 2147483651.0},
      {-32, "2", "1", 4, 7},
      {-64, "2", "1", 5, 7},
      {32, "1", "0", 3, 3},
  };
  const ScratchFolder folder;
  for (const auto &row : table) {
    const std::size_t width = static_cast<std::size_t>(std::abs(row.bitpix)) / 8;
    auto file = simple_fits(row.bitpix, {2, 2}, 4 * width, {"BSCALE  = " + row.bscale, "BZERO   = " + row.bzero, "BLANK   = 3"});
    if (row.bitpix == -32)
      std::memcpy(file.data() + 2880, "\x40\x40\x00\x00", 4);
    else if (row.bitpix == -64)
      std::memcpy(file.data() + 2880, "\x40\x08\x00\x00", 4);
    else
      file[2880 + width - 1] = 3;
    write_bytes(folder / "scaled.fts", file);
    const auto image = read_fits(folder / "scaled.fts");
    BOOST_TEST(image.pixels.index() == row.type);
    const double value = convert<double>(image.pixels)[0];
    // Single precision where the result is FLOAT.
    BOOST_TEST(value == (row.type == 4 ? static_cast<double>(static_cast<float>(row.expected)) : row.expected));
  }
}

BOOST_AUTO_TEST_CASE(names_are_never_read_as_cfitsio_syntax) {
  const ScratchFolder folder;
  const AnyImage pixels = ramp<std::int16_t>(8, 8);
  for (const std::string name :
       {"a[1].fts", "b(out).fts", "c+1", "d[col x].fts.gz", " lead.fts", "mem:", "e[1:2,1:2].fts", "-", "f'q.fts", "@list"}) {
    const auto path = plain(folder, pixels, name);
    BOOST_TEST((read_fits(path).pixels == pixels), name);
  }
}

BOOST_AUTO_TEST_CASE(the_first_two_dimensional_image_is_found_in_extensions) {
  const ScratchFolder folder;
  auto file = simple_fits(8, {}, 0);
  file += header_block({"XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 10", "NAXIS2  = 3", "PCOUNT  = 5", "GCOUNT  = 1",
                        "TFIELDS = 1", "TFORM1  = '10A'"});
  file.append(2880, '\1');
  file += header_block({"XTENSION= 'IMAGE   '", "BITPIX  = 16", "NAXIS   = 1", "NAXIS1  = 4", "PCOUNT  = 0", "GCOUNT  = 1"});
  file.append(2880, '\2');
  file += header_block(
      {"XTENSION= 'IMAGE   '", "BITPIX  = 16", "NAXIS   = 3", "NAXIS1  = 4", "NAXIS2  = 2", "NAXIS3  = 1", "PCOUNT  = 0", "GCOUNT  = 1"});
  file.append(2880, '\3');
  write_bytes(folder / "mef.fts", file);
  const auto image = read_fits(folder / "mef.fts");
  const auto &pixels = std::get<Image<std::int16_t>>(image.pixels);
  BOOST_TEST(pixels.nx() == 4);
  BOOST_TEST(pixels.ny() == 2);
  BOOST_TEST(pixels[0] == 0x0303);
  BOOST_TEST(image.header.cards()[0].substr(0, 8) == "XTENSION");
}

BOOST_AUTO_TEST_CASE(an_extension_is_found_by_its_name_plain_gzipped_and_fpacked) {
  const ScratchFolder folder;
  Image<std::uint8_t> mask(40, 36, 0);
  mask(3, 5) = 1;
  const AnyImage pixels = Image<float>(40, 36, 1.5F), sigma = Image<float>(40, 36, 0.25F);
  Header header;
  conform_header(header, pixels, "Sun Nov 22 13:02:34 2026");
  write_fits(folder / "a.fts", pixels, header, {{"FILLMASK", mask, "", ""}, {"FILLSIG", sigma, "DN", ""}});
  gzip(folder / "a.fts", folder / "a.fts.gz");
  {
    const auto in = CfitsioFile::open(folder / "a.fts");
    const auto out = CfitsioFile::create(folder / "a.fz");
    int status = 0;
    fits_set_compression_type(out, GZIP_1, &status);
    fits_set_quantize_level(out, 0.0F, &status);
    for (int hdu = 1; hdu <= 3; ++hdu) {
      fits_movabs_hdu(in, hdu, nullptr, &status);
      fits_img_compress(in, out, &status);
    }
    BOOST_REQUIRE(status == 0);
  }
  write_fits(folder / "sigma.fts", pixels, header, {{"FILLSIG", sigma, "DN", ""}});
  BOOST_TEST(!read_fits(folder / "sigma.fts").has_fill_mask);
  for (const auto *name : {"a.fts", "a.fts.gz", "a.fz"}) {
    const auto found = read_fits_extension(folder / name, "FILLMASK"), error = read_fits_extension(folder / name, "FILLSIG");
    BOOST_TEST_REQUIRE((found.has_value() && error.has_value()), name);
    BOOST_TEST((*found == AnyImage(mask)), name);
    BOOST_TEST((*error == sigma), name);
    BOOST_TEST(!read_fits_extension(folder / name, "FILL").has_value(), name);
    BOOST_TEST(read_fits(folder / name).has_fill_mask, name);
  }
}

BOOST_AUTO_TEST_CASE(a_fpacked_extension_gets_its_extension_header_back) {
  const ScratchFolder folder;
  auto file = simple_fits(8, {}, 0);
  file += header_block({"XTENSION= 'IMAGE   '           / IMAGE extension", "BITPIX  =                   16 /",
                        "NAXIS   =                    2 /", "NAXIS1  =                   40 /", "NAXIS2  =                   36 /",
                        "PCOUNT  =                    0 /", "GCOUNT  =                    1 /", "EXTNAME = 'SCI     '",
                        "OBJECT  = 'Sun     '"});
  file.append(2880, '\1');
  write_bytes(folder / "ext.fts", file);
  {
    const auto in = CfitsioFile::open(folder / "ext.fts");
    const auto out = CfitsioFile::create(folder / "ext.fz");
    int status = 0;
    fits_movabs_hdu(in, 2, nullptr, &status);
    fits_set_compression_type(out, RICE_1, &status);
    fits_img_compress(in, out, &status);
    BOOST_REQUIRE(status == 0);
  }
  const auto expected = read_fits(folder / "ext.fts"), packed = read_fits(folder / "ext.fz");
  BOOST_TEST((packed.pixels == expected.pixels));
  BOOST_TEST(packed.header.cards() == expected.header.cards(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_missing_final_padding_is_no_damage) {
  const ScratchFolder folder;
  const auto file = simple_fits(16, {10, 10}, 200);
  write_bytes(folder / "short.fts", std::string_view(file).substr(0, 2880 + 200));
  BOOST_TEST(height(read_fits(folder / "short.fts").pixels) == 10);
}

BOOST_AUTO_TEST_CASE(many_threads_read_at_once) {
  const ScratchFolder folder;
  const AnyImage pixels = ramp<std::int16_t>(256, 256);
  const auto path = plain(folder, pixels, "shared.fts");
  fpack(path, folder / "shared.fz", RICE_1);
  write_bytes(folder / "bad.fts", "SIMPLE  = nonsense");
  std::atomic<int> good = 0, refused = 0;
  {
    corkit::ThreadGroup threads;
    for (int t = 0; t < 8; ++t)
      threads.start([&] {
        for (int k = 0; k < 20; ++k) {
          if (read_fits(folder / "shared.fts").pixels == pixels) ++good;
          if (read_fits(folder / "shared.fz").pixels == pixels) ++good;
          try {
            read_fits(folder / "bad.fts");
          } catch (const Error &) {
            ++refused;
          }
        }
      });
  }
  BOOST_TEST(good == 320);
  BOOST_TEST(refused == 160);
}

BOOST_AUTO_TEST_CASE(a_two_megabyte_image_is_read_in_milliseconds) {
  const ScratchFolder folder;
  const auto path = plain(folder, ramp<std::int16_t>(1024, 1024), "large.fts");
  fpack(path, folder / "large.fz", RICE_1);
  for (const auto *name : {"large.fts", "large.fz"}) {
    read_fits(folder / name);
    double best = 1e9;
    for (int k = 0; k < 10; ++k) {
      const auto start = std::chrono::steady_clock::now();
      read_fits(folder / name);
      best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    BOOST_TEST_MESSAGE("reading " << name << ", 1024x1024 int16: " << best << " ms");
  }
  const auto image = read_fits(path);
  double best = 1e9;
  for (int k = 0; k < 10; ++k) {
    const auto start = std::chrono::steady_clock::now();
    write_fits(folder / "written.fts", image.pixels, image.header);
    best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  BOOST_TEST_MESSAGE("writing it: " << best << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
