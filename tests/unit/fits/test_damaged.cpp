// Damaged and hostile files: each gives one sentence that names the file, never a crash, and nothing is allocated on the word of a
// header.
#include <sys/stat.h>

#include <random>

#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "support.hpp"
#include "support/rounds.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

std::string damaged_source() { return simple_fits(16, {64, 64}, 64 * 64 * 2); }

Error read_error(const std::filesystem::path &path) {
  const auto error = error_of([&] { read_fits(path); });
  const auto header_error = error_of([&] { read_fits_header(path); });
  if (error.status() != CORKIT_OK && header_error.status() != CORKIT_OK) BOOST_TEST(header_error.what() == error.what());
  return error;
}

std::string fpacked(const ScratchFolder &folder) {
  Image<std::int16_t> image(64, 48);
  std::mt19937 random(7);
  for (auto &pixel : image) pixel = static_cast<std::int16_t>(random() % 2000);
  Header header;
  conform_header(header, image, "now");
  write_fits(folder / "plain.fts", image, header);
  fpack(folder / "plain.fts", folder / "packed.fz", RICE_1);
  return file_bytes(folder / "packed.fz");
}

// The same file with a card's value replaced; `keyword` must be there.
std::string with_card(std::string file, const std::string &keyword, const std::string &value) {
  std::string name = keyword;
  name.resize(8, ' ');
  const auto at = file.find(name + "=");
  BOOST_REQUIRE_MESSAGE(at != std::string::npos && at % 80 == 0, keyword);
  return file.replace(at, 80, card80(name + "= " + value));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(damaged_suite)

BOOST_AUTO_TEST_CASE(what_is_no_fits_file_is_refused_with_a_sentence) {
  const ScratchFolder folder;
  const auto good = damaged_source();
  const struct {
    std::string name, bytes;
    corkit_status status;
    std::string word;
  } table[] = {
      {"empty", "", CORKIT_ERROR_NOT_FITS, "empty"},
      {"one byte", "S", CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"text", "Dear Sir or Madam,\n", CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"extension only", header_block({"XTENSION= 'IMAGE   '"}), CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"half a card", good.substr(0, 40), CORKIT_ERROR_NOT_FITS, "no END"},
      {"cut in the header", good.substr(0, 300), CORKIT_ERROR_NOT_FITS, "no END"},
      {"header alone", good.substr(0, 2880), CORKIT_ERROR_NOT_FITS, "truncated"},
      {"cut in the data", good.substr(0, 2880 + 8191), CORKIT_ERROR_NOT_FITS, "truncated"},
      {"no END", good.substr(0, 400) + std::string(9000, ' '), CORKIT_ERROR_NOT_FITS, "no END"},
      {"gzip magic alone", std::string("\x1f\x8b\x08", 3), CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"gzip of rubbish", std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + std::string(500, 'x'), CORKIT_ERROR_NOT_FITS,
       "not a FITS file"},
      {"zip", std::string("PK\x03\x04", 4) + std::string(5000, 'x'), CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"lzw", std::string("\x1f\x9d\x90", 3) + std::string(5000, 'x'), CORKIT_ERROR_NOT_FITS, "not a FITS file"},
      {"bzip2", "BZh9" + std::string(5000, 'x'), CORKIT_ERROR_NOT_FITS, "not a FITS file"},
  };
  for (const auto &row : table) {
    const auto path = folder / (row.name + ".fts");
    write_bytes(path, row.bytes);
    check_sentence(read_error(path), row.status, path, row.word);
  }
}

BOOST_AUTO_TEST_CASE(missing_files_folders_and_pipes_are_told_apart) {
  const ScratchFolder folder;
  check_sentence(read_error(folder / "nothing.fts"), CORKIT_ERROR_FILE_NOT_FOUND, folder / "nothing.fts", "not found");
  write_bytes(folder / "file", "x");
  check_sentence(read_error(folder / "file" / "below.fts"), CORKIT_ERROR_FILE_NOT_FOUND, folder / "file" / "below.fts", "not found");
  check_sentence(read_error(folder.path()), CORKIT_ERROR_NOT_FITS, folder.path(), "folder");
  BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  check_sentence(read_error(folder / "pipe"), CORKIT_ERROR_NOT_FITS, folder / "pipe", "regular file");
  BOOST_TEST(read_error("").status() == CORKIT_ERROR_FILE_NOT_FOUND);
  const std::string two_lines = (folder / "a\nb.fts").string();
  BOOST_TEST(std::string(read_error(two_lines).what()).find('\n') == std::string::npos);
  const auto too_long = folder / std::string(300, 'n');
  check_sentence(read_error(too_long), CORKIT_ERROR_INPUT, too_long, "cannot open");
}

BOOST_AUTO_TEST_CASE(dimensions_that_are_no_image_are_refused) {
  const ScratchFolder folder;
  const struct {
    std::string name, bytes;
    std::string word;
  } table[] = {
      {"no axes", simple_fits(16, {}, 0), "no image"},
      {"1-D", simple_fits(16, {100}, 200), "one-dimensional"},
      {"3-D", simple_fits(16, {10, 10, 3}, 600), "10x10x3"},
      {"4-D", simple_fits(16, {4, 4, 1, 2}, 64), "4 dimensions"},
      {"zero side", simple_fits(16, {0, 10}, 0), "nothing to read"},
      {"zero side 2", simple_fits(16, {10, 0}, 0), "nothing to read"},
      {"negative side", simple_fits(16, {-5, 10}, 0), "NAXIS1 = -5"},
      {"huge side", simple_fits(16, {2000000000, 1}, 100), "2000000000x1"},
      {"just too long", simple_fits(16, {16385, 1}, 40000), "16384"},
      {"product overflows", simple_fits(16, {4000000000000000000, 4000000000000000000}, 100), "absurd"},
      {"negative NAXIS", header_block({"SIMPLE  = T", "BITPIX  = 16", "NAXIS   = -2"}), "NAXIS = -2"},
      {"absurd NAXIS", header_block({"SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 1000000000"}), "NAXIS = 1000000000"},
  };
  for (const auto &row : table) {
    const auto path = folder / (row.name + ".fts");
    write_bytes(path, row.bytes);
    check_sentence(read_error(path), CORKIT_ERROR_DIMENSIONS, path, row.word);
  }
}

BOOST_AUTO_TEST_CASE(mandatory_keywords_must_be_there_and_make_sense) {
  const ScratchFolder folder;
  const auto good = damaged_source();
  const struct {
    std::string name, bytes;
    corkit_status status;
    std::string word;
  } table[] = {
      {"BITPIX 17", with_card(good, "BITPIX", "17"), CORKIT_ERROR_NOT_FITS, "BITPIX = 17"},
      {"BITPIX 0", with_card(good, "BITPIX", "0"), CORKIT_ERROR_NOT_FITS, "BITPIX = 0"},
      {"BITPIX text", with_card(good, "BITPIX", "'16'"), CORKIT_ERROR_NOT_FITS, "BITPIX"},
      {"BITPIX 64", simple_fits(64, {4, 4}, 128), CORKIT_ERROR_UNSUPPORTED, "64-bit"},
      {"NAXIS text", with_card(good, "NAXIS", "two"), CORKIT_ERROR_NOT_FITS, "NAXIS"},
      {"no NAXIS2", header_block({"SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 4"}), CORKIT_ERROR_NOT_FITS, "NAXIS2"},
      {"no BITPIX", header_block({"SIMPLE  = T", "NAXIS   = 2", "NAXIS1  = 4", "NAXIS2  = 4"}), CORKIT_ERROR_NOT_FITS, "BITPIX"},
      {"NAXIS1 1e30", with_card(good, "NAXIS1", "1e30"), CORKIT_ERROR_NOT_FITS, "NAXIS1"},
      {"BSCALE 0", simple_fits(16, {4, 4}, 32, {"BSCALE  = 0.0"}), CORKIT_ERROR_KEYWORD_VALUE, "BSCALE"},
      {"BSCALE text", simple_fits(16, {4, 4}, 32, {"BSCALE  = 'one'"}), CORKIT_ERROR_KEYWORD_VALUE, "BSCALE"},
      {"BZERO nan", simple_fits(16, {4, 4}, 32, {"BZERO   = nan"}), CORKIT_ERROR_KEYWORD_VALUE, "BZERO"},
  };
  for (const auto &row : table) {
    const auto path = folder / (row.name + ".fts");
    write_bytes(path, row.bytes);
    check_sentence(error_of([&] { read_fits(path); }), row.status, path, row.word);
  }
}

BOOST_AUTO_TEST_CASE(truncated_gzip_files_are_refused_at_every_length) {
  const ScratchFolder folder;
  write_bytes(folder / "plain.fts", damaged_source());
  gzip(folder / "plain.fts", folder / "plain.fts.gz");
  const auto whole = file_bytes(folder / "plain.fts.gz");
  for (std::size_t length = 3; length < whole.size(); length += 7) {
    write_bytes(folder / "cut.gz", std::string_view(whole).substr(0, length));
    check_sentence(read_error(folder / "cut.gz"), CORKIT_ERROR_NOT_FITS, folder / "cut.gz", "cut.gz");
  }
}

BOOST_AUTO_TEST_CASE(a_gzip_bomb_is_not_unpacked) {
  const ScratchFolder folder;
  const auto bomb = (folder / "bomb.gz").string();
  // 300 MB of zeros in 300 kB: the first block tells that it is no FITS file.
  BOOST_REQUIRE(std::system(("head -c 300000000 /dev/zero | gzip -1 > '" + bomb + "'").c_str()) == 0);
  check_sentence(read_error(bomb), CORKIT_ERROR_NOT_FITS, bomb, "not a FITS file");
}

// CFITSIO's decoder would read on through the zeros, beyond the buffer.
BOOST_AUTO_TEST_CASE(a_rice_stream_of_zeros_is_refused) {
  const ScratchFolder folder;
  auto file = fpacked(folder);
  const auto heap = file.size() / 2880 * 2880;
  const auto header_end = file.rfind("END" + std::string(77, ' ')) / 2880 * 2880 + 2880;
  const std::size_t table = 48 * 8;  // a descriptor for each of the 48 tiles
  BOOST_REQUIRE(header_end + table < heap);
  for (std::size_t k = header_end + table + 3; k < file.size(); ++k) file[k] = k % 200 == 0 ? '\x10' : '\0';
  write_bytes(folder / "zeros.fz", file);
  check_sentence(read_error(folder / "zeros.fz"), CORKIT_ERROR_NOT_FITS, folder / "zeros.fz", "Rice");
}

BOOST_AUTO_TEST_CASE(damaged_compression_keywords_are_refused) {
  const ScratchFolder folder;
  const auto good = fpacked(folder);
  const struct {
    std::string keyword, value;
    corkit_status status;
    std::string word;
  } table[] = {
      {"ZCMPTYPE", "'NOCOMPRESS'", CORKIT_ERROR_UNSUPPORTED, "funpack"},
      {"ZCMPTYPE", "'HCOMPRESS_1'", CORKIT_ERROR_NOT_FITS, "HCOMPRESS stream"},
      {"ZCMPTYPE", "'PLIO_1'", CORKIT_ERROR_NOT_FITS, "16-bit words"},
      {"ZCMPTYPE", "'nonsense'", CORKIT_ERROR_UNSUPPORTED, "ZCMPTYPE"},
      {"ZVAL1", "0", CORKIT_ERROR_NOT_FITS, "BLOCKSIZE"},
      {"ZVAL1", "-32", CORKIT_ERROR_NOT_FITS, "BLOCKSIZE"},
      {"ZVAL2", "3", CORKIT_ERROR_NOT_FITS, "BYTEPIX"},
      {"ZTILE1", "2000000000", CORKIT_ERROR_NOT_FITS, "ZTILE1"},
      {"ZTILE2", "0", CORKIT_ERROR_NOT_FITS, "ZTILE2"},
      {"ZBITPIX", "12", CORKIT_ERROR_NOT_FITS, "ZBITPIX"},
      {"ZNAXIS", "3", CORKIT_ERROR_NOT_FITS, "ZNAXIS3"},
      {"ZNAXIS", "1", CORKIT_ERROR_DIMENSIONS, "one-dimensional"},
      {"ZNAXIS1", "99999", CORKIT_ERROR_DIMENSIONS, "99999"},
      {"ZNAXIS2", "47", CORKIT_ERROR_NOT_FITS, "tiles"},
      {"ZNAXIS2", "-1", CORKIT_ERROR_DIMENSIONS, "-1"},
      {"TFORM1", "'1PX(9)'", CORKIT_ERROR_NOT_FITS, "TFORM1"},
      {"TFORM1", "'99999999999PB'", CORKIT_ERROR_NOT_FITS, "TFORM1"},
      {"TFORM1", "'1QB(9)'", CORKIT_ERROR_NOT_FITS, "columns"},
      {"TFIELDS", "-1", CORKIT_ERROR_NOT_FITS, "TFIELDS"},
      {"PCOUNT", "999999999", CORKIT_ERROR_NOT_FITS, "truncated"},
      {"PCOUNT", "-1", CORKIT_ERROR_NOT_FITS, "PCOUNT"},
      {"PCOUNT", "5", CORKIT_ERROR_NOT_FITS, "tile"},
  };
  for (const auto &row : table) {
    const auto path = folder / "damaged.fz";
    write_bytes(path, with_card(good, row.keyword, row.value));
    BOOST_TEST_CONTEXT(row.keyword << " = " << row.value) check_sentence(read_error(path), row.status, path, row.word);
  }
}

BOOST_AUTO_TEST_CASE(a_compression_keyword_with_a_blank_in_it_is_refused) {
  const ScratchFolder folder;
  auto bytes = fpacked(folder);
  const auto at = bytes.find("ZSIMPLE =");
  BOOST_TEST_REQUIRE((at != std::string::npos));
  bytes.replace(at, 9, "ZNOTE  A=");
  const auto path = folder / "damaged.fz";
  write_bytes(path, bytes);
  check_sentence(read_error(path), CORKIT_ERROR_NOT_FITS, path, "'ZNOTE  A' has a blank in it");
}

// Whatever the bytes are: an image of the announced size, or one sentence.
BOOST_AUTO_TEST_CASE(random_damage_gives_an_image_or_a_sentence) {
  const ScratchFolder folder;
  const auto packed = fpacked(folder);
  gzip(folder / "plain.fts", folder / "plain.gz");
  const std::string originals[] = {file_bytes(folder / "plain.fts"), packed, file_bytes(folder / "plain.gz")};
  const auto path = folder / "damaged.fts";
  int read = 0, refused = 0;
  for (unsigned round = 0; round < 3000; round += round_step) {
    std::mt19937 random(20260101U + round);
    std::string file = originals[round % 3];
    const int hits = 1 + static_cast<int>(random() % 8);
    for (int k = 0; k < hits; ++k) file[random() % file.size()] = static_cast<char>(random());
    if (random() % 4 == 0) file.resize(random() % file.size());
    write_bytes(path, file);
    try {
      const auto image = read_fits(path);
      BOOST_REQUIRE(width(image.pixels) > 0);
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
  // Nothing is left on CFITSIO's error stack.
  char message[FLEN_ERRMSG] = "";
  BOOST_TEST(fits_read_errmsg(message) == 0, message);
}

BOOST_AUTO_TEST_CASE(random_bytes_after_the_magic_are_refused) {
  const ScratchFolder folder;
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string file = "SIMPLE  =                    T";
    const auto length = random() % 20000;
    for (std::size_t k = 0; k < length; ++k) file += static_cast<char>(random());
    write_bytes(folder / "random.fts", file);
    check_sentence(read_error(folder / "random.fts"), CORKIT_ERROR_NOT_FITS, folder / "random.fts", "truncated");
  }
}

BOOST_AUTO_TEST_SUITE_END()
