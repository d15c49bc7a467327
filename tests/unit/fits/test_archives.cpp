// Files as archives and tapes leave them: several gzip streams, padding, text behind END, more than one image.
#include <zlib.h>

#include "fits/gunzip.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

// 64 x 64 pixels of int16, their number modulo 251.
std::string good_image() {
  auto file = simple_fits(16, {64, 64}, 64 * 64 * 2, {"OBJECT  = 'Sun     '"});
  for (std::size_t k = 0; k < 64 * 64; ++k) file[2880 + 2 * k + 1] = static_cast<char>(k % 251);
  return file;
}

bool is_good_image(const FitsImage &image) {
  const auto &pixels = std::get<Image<std::int16_t>>(image.pixels);
  for (std::size_t k = 0; k < pixels.size(); ++k)
    if (pixels[k] != static_cast<std::int16_t>(k % 251)) return false;
  return pixels.nx() == 64 && pixels.ny() == 64 && image.header.get_string("OBJECT") == "Sun";
}

std::string gz(std::string_view bytes) {
  z_stream stream{};
  BOOST_REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  std::string in(bytes);
  stream.next_in = reinterpret_cast<Bytef *>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef *>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  BOOST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string extension(const std::string &kind, std::vector<std::string> more, std::size_t bytes) {
  std::vector<std::string> cards = {
      "XTENSION= '" + kind + "'", "BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 8", "NAXIS2  = 8", "PCOUNT  = 0", "GCOUNT  = 1"};
  cards.insert(cards.end(), more.begin(), more.end());
  std::string hdu = header_block(cards);
  hdu.append((bytes + 2879) / 2880 * 2880, '\0');
  return hdu;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(archives_suite)

BOOST_AUTO_TEST_CASE(gzip_streams_one_after_the_other_are_one_file) {
  const ScratchFolder folder;
  const auto good = good_image();
  const std::string zeros(5000, '\0');
  const struct {
    std::string name, bytes;
  } table[] = {
      {"one", gz(good)},
      {"cut in the data", gz(good.substr(0, 5000)) + gz(good.substr(5000))},
      {"cut within a block of the header", gz(good.substr(0, 100)) + gz(good.substr(100))},
      {"three, the second empty", gz(good.substr(0, 2880)) + gz("") + gz(good.substr(2880))},
      {"the first empty", gz("") + gz(good)},
      {"zeros behind", gz(good) + zeros},
      {"zeros between and behind", gz(good.substr(0, 5000)) + zeros + gz(good.substr(5000)) + zeros},
      {"blanks behind", gz(good) + std::string(512, ' ')},
      {"0xff behind", gz(good) + std::string(512, '\xff')},
  };
  for (const auto &row : table) {
    write_bytes(folder / "a.gz", row.bytes);
    const auto image = read_fits(folder / "a.gz");
    BOOST_TEST(is_good_image(image), row.name);
    BOOST_TEST(image.warnings.empty(), row.name);
    BOOST_TEST((read_fits_header(folder / "a.gz") == image.header), row.name);
  }
}

BOOST_AUTO_TEST_CASE(bytes_behind_a_gzip_stream_that_are_no_padding_are_told_of) {
  const ScratchFolder folder;
  write_bytes(folder / "a.gz", gz(good_image()) + "hello world");
  const auto image = read_fits(folder / "a.gz");
  BOOST_TEST(is_good_image(image));
  BOOST_REQUIRE(image.warnings.size() == 1u);
  BOOST_TEST(image.warnings[0].find("11 bytes behind the gzip stream") == 0u);
}

BOOST_AUTO_TEST_CASE(damage_in_the_second_of_two_gzip_streams_is_refused) {
  const ScratchFolder folder;
  const auto good = good_image();
  const auto first = gz(good.substr(0, 5000)), second = gz(good.substr(5000));
  auto wrong_sum = second, wrong_size = second;
  wrong_sum[second.size() - 6] ^= 1;
  wrong_size[second.size() - 1] ^= 1;
  const auto path = folder / "a.gz";
  for (const auto &bytes : {wrong_sum, wrong_size}) {
    write_bytes(path, first + bytes);
    check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_NOT_FITS, path, "damaged");
  }
  for (std::size_t length = 2; length < second.size(); ++length) {
    write_bytes(path, first + second.substr(0, length));
    check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_NOT_FITS, path, "damaged");
  }
  write_bytes(path, first);
  check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_NOT_FITS, path, "truncated");
  // Its magic is damaged: nothing tells that it was a stream, but the image is not whole.
  write_bytes(path, first + "\x1e" + second.substr(1));
  check_sentence(error_of([&] { read_fits(path); }), CORKIT_ERROR_NOT_FITS, path, "truncated");
}

BOOST_AUTO_TEST_CASE(a_gzip_of_many_small_streams_grows_as_it_is_read) {
  const ScratchFolder folder;
  const auto good = good_image();
  std::string all;
  for (std::size_t k = 0; k < good.size(); k += 700) all += gz(good.substr(k, 700));
  write_bytes(folder / "a.gz", all);
  BOOST_TEST(is_good_image(read_fits(folder / "a.gz")));
}

BOOST_AUTO_TEST_CASE(files_of_other_compressors_are_named_with_the_remedy) {
  const ScratchFolder folder;
  const struct {
    std::string name, magic, word;
  } table[] = {
      {"a.fts.Z", std::string("\x1f\x9d\x90", 3), "uncompress"},
      {"a.fts.bz2", "BZh9", "bunzip2"},
      {"a.fts.xz",
       std::string("\xfd"
                   "7zXZ\0",
                   6),
       "unxz"},
      {"a.fts.zst", "\x28\xb5\x2f\xfd", "unzstd"},
      {"a.zip", "PK\x03\x04", "unzip"},
      {"a.fts.gz", gz(gz(good_image())), "gunzip"},
  };
  for (const auto &row : table) {
    write_bytes(folder / row.name, row.magic + std::string(4000, 'x'));
    check_sentence(error_of([&] { read_fits(folder / row.name); }), CORKIT_ERROR_NOT_FITS, folder / row.name, row.word);
  }
}

BOOST_AUTO_TEST_CASE(what_stands_behind_end_is_passed_over) {
  const ScratchFolder folder;
  const auto good = good_image();
  const auto end = good.find("END" + std::string(77, ' '));
  const std::string nuls(77, '\0');
  const auto with_end = [&](const std::string &card, char fill) {
    auto file = good;
    file.replace(end, 80, card);
    for (std::size_t k = end + 80; k < 2880; ++k) file[k] = fill;
    return file;
  };
  const struct {
    std::string name, bytes;
  } table[] = {
      {"text", with_end(card80("END     of the header"), ' ')},
      {"a comment", with_end(card80("END / of the header"), ' ')},
      {"NULs in its card", with_end("END" + nuls, ' ')},
      {"NULs to the end of the block", with_end("END" + nuls, '\0')},
      {"NULs in the cards behind it", with_end(card80("END"), '\0')},
      {"text in the cards behind it", with_end(card80("END"), 'x')},
  };
  const auto header = read_fits_header([&] {
    write_bytes(folder / "good.fts", good);
    return folder / "good.fts";
  }());
  for (const auto &row : table) {
    write_bytes(folder / "a.fts", row.bytes);
    const auto image = read_fits(folder / "a.fts");
    BOOST_TEST(is_good_image(image), row.name);
    BOOST_TEST((image.header == header), row.name);
    write_bytes(folder / "a.gz", gz(row.bytes));
    BOOST_TEST(is_good_image(read_fits(folder / "a.gz")), row.name);
  }
}

BOOST_AUTO_TEST_CASE(nuls_in_a_header_are_blanks) {
  const ScratchFolder folder;
  auto file = good_image();
  const auto end = file.find("END" + std::string(77, ' '));
  file.replace(end, 160, std::string(80, '\0') + card80("END"));
  for (std::size_t k = file.find("OBJECT"); file[k] != '\n' && k % 80 != 79; ++k)
    if (k % 80 > 40) file[k] = '\0';
  write_bytes(folder / "a.fts", file);
  const auto image = read_fits(folder / "a.fts");
  BOOST_TEST(is_good_image(image));
  BOOST_TEST(image.header.cards().back() == std::string(80, ' '));
}

BOOST_AUTO_TEST_CASE(a_keyword_that_begins_with_end_does_not_end_the_header) {
  const ScratchFolder folder;
  write_bytes(folder / "a.fts", simple_fits(16, {4, 4}, 32, {"ENDTIME = 5", "END_DATE= '2005'", "OBJECT  = 'Sun     '"}));
  const auto image = read_fits(folder / "a.fts");
  BOOST_TEST(image.header.get_int("ENDTIME").value() == 5);
  BOOST_TEST(image.header.get_string("OBJECT").value() == "Sun");
}

BOOST_AUTO_TEST_CASE(further_images_in_a_file_are_told_of) {
  const ScratchFolder folder;
  const auto good = good_image();
  const auto image = extension("IMAGE   ", {}, 128), table = extension("TABLE   ", {"TFIELDS = 0"}, 128);
  const auto mask = extension("IMAGE   ", {"EXTNAME = 'FILLMASK'"}, 128), sigma = extension("IMAGE   ", {"EXTNAME = 'FILLSIG '"}, 128);
  const struct {
    std::string name, bytes, warning;
  } rows[] = {
      {"alone", good, ""},
      {"a table", good + table, ""},
      {"what corkit writes beside an image", good + mask + sigma, ""},
      {"one", good + image, "the file holds 1 more image behind"},
      {"two and a table", good + image + table + image, "the file holds 2 more images behind"},
      {"damage behind it", good + image.substr(0, 500), ""},
      {"rubbish behind it", good + std::string(3000, 'x'), ""},
  };
  for (const auto &row : rows) {
    write_bytes(folder / "a.fts", row.bytes);
    const auto read = read_fits(folder / "a.fts");
    BOOST_TEST(is_good_image(read), row.name);
    if (row.warning.empty())
      BOOST_TEST(read.warnings.empty(), row.name);
    else
      BOOST_TEST((read.warnings.size() == 1 && read.warnings[0].starts_with(row.warning)), row.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
