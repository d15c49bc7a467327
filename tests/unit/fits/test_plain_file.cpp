// The quick way into ordinary files against the way through CFITSIO, which files take that are not.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <random>

#include "fits/cfitsio_image.hpp"
#include "fits/file_bytes.hpp"
#include "fits/hdu_scan.hpp"
#include "fits/plain_file.hpp"
#include "support.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

std::string random_bytes(std::size_t n) {
  std::mt19937 random(31);
  std::string bytes(n, '\0');
  for (char &byte : bytes) byte = static_cast<char>(random() & 0xff);
  return bytes;
}

// A file of 37 x 19 pixels with any bits.
std::string ordinary(int bitpix) {
  const std::size_t bytes = 37 * 19 * static_cast<std::size_t>(std::abs(bitpix)) / 8;
  std::string file = simple_fits(bitpix, {37, 19}, bytes);
  file.replace(file.size() - (bytes + kFitsBlock - 1) / kFitsBlock * kFitsBlock, bytes, random_bytes(bytes));
  return file;
}

template <class T>
void check_same_bits(int bitpix) {
  const ScratchFolder folder;
  const auto path = folder / "image.fts";
  write_bytes(path, ordinary(bitpix));
  const auto plain = read_plain_file(path);
  BOOST_REQUIRE(plain.has_value());
  FileBytes bytes = read_fits_bytes(path);
  const ImageHdu hdu = find_image(bytes.span(), path);
  const auto expected = read_raw_pixels<T>(bytes, hdu, path);
  const auto &found = std::get<Image<T>>(plain->pixels);
  BOOST_TEST(found.nx() == 37);
  BOOST_TEST(found.ny() == 19);
  BOOST_TEST(std::memcmp(found.data(), expected.data(), expected.size() * sizeof(T)) == 0);
  BOOST_TEST(plain->header.cards() == hdu.header.cards(), boost::test_tools::per_element());
}

bool is_ordinary(const std::string &bytes) {
  const ScratchFolder folder;
  write_bytes(folder / "image.fts", bytes);
  return read_plain_file(folder / "image.fts").has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plain_files)

BOOST_AUTO_TEST_CASE(have_the_pixels_and_cards_that_cfitsio_reads) {
  check_same_bits<std::uint8_t>(8);
  check_same_bits<std::int16_t>(16);
  check_same_bits<std::int32_t>(32);
  check_same_bits<float>(-32);
  check_same_bits<double>(-64);
}

BOOST_AUTO_TEST_CASE(that_are_not_ordinary_are_left_to_the_reader_with_all_checks) {
  const std::string file = ordinary(16);
  BOOST_TEST(is_ordinary(file));
  BOOST_TEST(!is_ordinary(file.substr(0, file.size() - kFitsBlock)));
  BOOST_TEST(
      !is_ordinary(file + header_block({"XTENSION= 'IMAGE   '", "BITPIX  =                    8", "NAXIS   =                    0"})));
  const auto changed = [&](std::string_view what, std::string_view by) {
    std::string other = file;
    other.replace(other.find(what), by.size(), by);
    return other;
  };
  BOOST_TEST(!is_ordinary(changed("SIMPLE  =                    T", "SIMPLE  =                    F")));
  BOOST_TEST(!is_ordinary(changed("NAXIS1  =", "NAXIS2  =")));
  BOOST_TEST(!is_ordinary(changed("END  ", "END x")));
  BOOST_TEST(!is_ordinary(changed("END  ", "DNE  ")));
  BOOST_TEST(!is_ordinary(std::string("END") + file.substr(3)));
  BOOST_TEST(!is_ordinary(""));
  BOOST_TEST(!read_plain_file("no/such/file.fts").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
