#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdint>

#include "fits/fxhmake.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

const std::string kSystime = "Sun Nov 22 13:02:34 2026";

AnyImage small_image() {
  Image<std::int16_t> image(7, 5);
  for (std::size_t k = 0; k < image.size(); ++k) image[k] = static_cast<std::int16_t>(static_cast<int>(k) * 900 - 16000);
  return image;
}

Header header_for(const AnyImage &pixels) {
  Header header = fxhmake(pixels);
  conform_header(header, pixels, kSystime);
  return header;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(writer_suite)

BOOST_AUTO_TEST_CASE(cards_are_written_verbatim_and_cfitsio_reads_the_file) {
  const ScratchFolder folder;
  const AnyImage images[] = {Image<std::uint8_t>(7, 5, 200),    small_image(),
                             Image<std::uint16_t>(7, 5, 60000), Image<std::int32_t>(7, 5, -123456789),
                             Image<float>(7, 5, -1.5e-12f),     Image<double>(7, 5, 0.1)};
  for (const auto &pixels : images) {
    auto header = header_for(pixels);
    header.set("MISSLIST", std::string(150, 'V'));
    header.add_history("offset_bias.pro\t1.39, 12/27/16, 606.524");
    const auto path = folder / "out.fts";
    write_fits(path, pixels, header);
    const auto bytes = file_bytes(path);
    BOOST_TEST(bytes.size() % 2880 == 0u);
    for (std::size_t k = 0; k < header.cards().size(); ++k) BOOST_TEST(bytes.substr(k * 80, 80) == header.cards()[k]);
    BOOST_TEST(bytes.substr(header.cards().size() * 80, 80) == card80("END"));
    const auto file = CfitsioFile::open(path);
    int status = 0;
    std::visit(
        [&](const auto &image) {
          std::vector<double> values(image.size());
          fits_read_img(file, TDOUBLE, 1, static_cast<LONGLONG>(values.size()), nullptr, values.data(), nullptr, &status);
          for (std::size_t k = 0; k < values.size(); ++k) BOOST_TEST(values[k] == static_cast<double>(image[k]));
        },
        pixels);
    BOOST_TEST(status == 0);
    const auto again = read_fits(path);
    BOOST_TEST((again.pixels == pixels));
    BOOST_TEST((again.header == header));
  }
  BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_CASE(conforming_follows_writefits) {
  auto header = fxhmake(small_image());
  conform_header(header, small_image(), kSystime);
  BOOST_TEST(header.cards()[0] == card80("SIMPLE  =                    T / Written by IDL:  Sun Nov 22 13:02:34 2026"));
  BOOST_TEST(header.cards()[1] == card80("BITPIX  =                   16 / Integer*2 (short integer)"));
  conform_header(header, Image<float>(7, 5), kSystime);
  BOOST_TEST(header.cards()[1] == card80("BITPIX  =                  -32 /  IEEE single precision floating point"));
  BOOST_TEST(header.cards()[3] == card80("NAXIS1  =                    7 /"));
  conform_header(header, Image<std::int16_t>(512, 5), kSystime);
  BOOST_TEST(header.cards()[1] == card80("BITPIX  =                   16 /  16-bit twos complement binary integer"));
  BOOST_TEST(header.cards()[3] == card80("NAXIS1  =                  512 / Number of positions along axis 1"));
  conform_header(header, Image<double>(512, 5), kSystime);
  BOOST_TEST(header.cards()[1] == card80("BITPIX  =                  -64 /  IEEE double precision floating point"));
}

BOOST_AUTO_TEST_CASE(a_header_without_mandatory_cards_gets_them_in_order) {
  Header header({"OBJECT  = 'Sun     '", "NAXIS2  =                    9", "BITPIX  =                   16", "HISTORY x"});
  conform_header(header, small_image(), kSystime);
  const char *expected[] = {"SIMPLE  ", "BITPIX  ", "NAXIS   ", "NAXIS1  ", "NAXIS2  ", "OBJECT  ", "HISTORY "};
  BOOST_REQUIRE(header.cards().size() == std::size(expected));
  for (std::size_t k = 0; k < std::size(expected); ++k) BOOST_TEST(header.cards()[k].substr(0, 8) == expected[k]);
  BOOST_TEST(header.get_int("NAXIS2").value() == 5);
}

BOOST_AUTO_TEST_CASE(cards_that_would_change_the_numbers_are_dropped) {
  Header header({"XTENSION= 'IMAGE   '", "BITPIX  =                   16 / kept?", "NAXIS   =                    3",
                 "NAXIS1  =                    7", "NAXIS2  =                    5", "NAXIS3  =                    1",
                 "PCOUNT  =                    0", "GCOUNT  =                    1", "BSCALE  =                  2.0",
                 "BZERO   =                  1.0", "BLANK   =               -32768", "CHECKSUM= 'abc'", "DATASUM = '1'"});
  Header integer = header;
  conform_header(header, Image<float>(7, 5), kSystime);
  for (const auto *keyword : {"XTENSION", "NAXIS3", "PCOUNT", "GCOUNT", "BSCALE", "BZERO", "BLANK", "CHECKSUM", "DATASUM"})
    BOOST_TEST(!header.has(keyword), keyword);
  BOOST_TEST(header.get_int("NAXIS").value() == 2);
  conform_header(integer, small_image(), kSystime);  // a scaled int16 product keeps its scaling
  BOOST_TEST(integer.get_double("BSCALE").value() == 2.0);
  BOOST_TEST(integer.has("BLANK"));
}

BOOST_AUTO_TEST_CASE(a_header_that_contradicts_the_pixels_is_refused) {
  const ScratchFolder folder;
  const auto path = folder / "x.fts";
  const auto good = header_for(small_image());
  Header bitpix = good, axis = good, order;
  bitpix.set("BITPIX", 32);
  axis.set("NAXIS1", 8);
  order.set("OBJECT", "Sun");
  for (const auto &header : {bitpix, axis, order, Header{}})
    check_sentence(error_of([&] { write_fits(path, small_image(), header); }), CORKIT_ERROR_HEADER, path, "header");
  check_sentence(error_of([&] { write_fits(path, Image<std::uint16_t>(7, 5), good); }), CORKIT_ERROR_HEADER, path, "BZERO");
  BOOST_TEST(folder.entries() == 0u);
}

BOOST_AUTO_TEST_CASE(missing_folders_are_created) {
  const ScratchFolder folder;
  const auto path = folder / "a/b/c/out.fts";
  write_fits(path, small_image(), header_for(small_image()));
  BOOST_TEST(std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(a_relative_name_is_written_in_the_current_folder) {
  const ScratchFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  write_fits("relative.fts", small_image(), header_for(small_image()));
  std::filesystem::current_path(before);
  BOOST_TEST(std::filesystem::exists(folder / "relative.fts"));
  BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_CASE(an_existing_file_is_replaced_whole) {
  const ScratchFolder folder;
  const auto path = folder / "out.fts";
  write_bytes(path, std::string(100000, 'x'));
  write_fits(path, small_image(), header_for(small_image()));
  BOOST_TEST((read_fits(path).pixels == small_image()));
  BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_CASE(the_longest_possible_name_can_be_written) {
  const ScratchFolder folder;
  const auto path = folder / std::string(255, 'n');
  write_fits(path, small_image(), header_for(small_image()));
  BOOST_TEST(folder.entries() == 1u);
  const auto longer = folder / std::string(256, 'n');
  check_sentence(error_of([&] { write_fits(longer, small_image(), header_for(small_image())); }), CORKIT_ERROR_IO, longer, "too long");
  BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_CASE(targets_that_cannot_be_written_leave_nothing_behind) {
  const ScratchFolder folder;
  const auto write = [](const std::filesystem::path &path) {
    return error_of([&] { write_fits(path, small_image(), header_for(small_image())); });
  };
  std::filesystem::create_directory(folder / "folder");
  check_sentence(write(folder / "folder"), CORKIT_ERROR_IO, folder / "folder", "directory");
  write_bytes(folder / "file", "x");
  check_sentence(write(folder / "file/out.fts"), CORKIT_ERROR_IO, folder / "file/out.fts", "folder");
  check_sentence(write("/proc/corkit.fts"), CORKIT_ERROR_IO, "/proc/corkit.fts", "cannot write");
  BOOST_TEST(write("").status() == CORKIT_ERROR_IO);
  BOOST_TEST(write(folder.path() / "").status() == CORKIT_ERROR_IO);
  BOOST_TEST(folder.entries() == 2u);
  if (geteuid() == 0) {
    BOOST_TEST_MESSAGE("skipped: permissions do not bind root");
    return;
  }
  chmod((folder / "folder").c_str(), 0500);
  check_sentence(write(folder / "folder/out.fts"), CORKIT_ERROR_IO, folder / "folder/out.fts", "ermission");
  chmod((folder / "folder").c_str(), 0700);
}

BOOST_AUTO_TEST_CASE(a_write_that_fails_half_way_leaves_the_old_file_alone) {
  const ScratchFolder folder;
  const auto path = folder / "out.fts";
  write_bytes(path, "old");
  const AnyImage large = Image<float>(512, 512);
  const auto header = header_for(large);
  // The file size limit stands in for a full disk: write(2) fails in the middle.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit limit = before;
  limit.rlim_cur = 100000;
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto error = error_of([&] { write_fits(path, large, header); });
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  check_sentence(error, CORKIT_ERROR_IO, path, "cannot write");
  BOOST_TEST(file_bytes(path) == "old");
  BOOST_TEST(folder.entries() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
