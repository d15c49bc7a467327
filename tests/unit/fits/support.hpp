// What the tests of the FITS layer share: a scratch folder, files made of bytes, FITS files made by CFITSIO, reference headers.
#pragma once

#include <fitsio.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "fits/header.hpp"
#include "support/file_bytes.hpp"

namespace corkit::test {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "corkit-fits-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder &) = delete;
  ScratchFolder &operator=(const ScratchFolder &) = delete;

  std::filesystem::path operator/(const std::string &name) const { return path_ / name; }
  const std::filesystem::path &path() const { return path_; }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
  }

 private:
  std::filesystem::path path_;
};

inline void write_bytes(const std::filesystem::path &path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::string card80(std::string text) {
  text.resize(80, ' ');
  return text;
}

// Cards, END, padded to whole blocks.
inline std::string header_block(const std::vector<std::string> &cards) {
  std::string block;
  for (const auto &line : cards) block += card80(line);
  block += card80("END");
  block.resize((block.size() + 2879) / 2880 * 2880, ' ');
  return block;
}

// A primary image of zero bytes with these mandatory values.
inline std::string simple_fits(int bitpix, const std::vector<long long> &axes, std::size_t data_bytes,
                               const std::vector<std::string> &more = {}) {
  std::vector<std::string> cards = {"SIMPLE  =                    T", "BITPIX  = " + std::to_string(bitpix),
                                    "NAXIS   = " + std::to_string(axes.size())};
  for (std::size_t k = 0; k < axes.size(); ++k)
    cards.push_back(("NAXIS" + std::to_string(k + 1) + "  ").substr(0, 8) + "= " + std::to_string(axes[k]));
  cards.insert(cards.end(), more.begin(), more.end());
  std::string file = header_block(cards);
  file.append(data_bytes, '\0');
  file.resize((file.size() + 2879) / 2880 * 2880, '\0');
  return file;
}

// status and sentence of the Error that f throws.
template <class F>
Error error_of(F &&f) {
  try {
    f();
  } catch (const Error &error) {
    return error;
  }
  return Error(CORKIT_OK, "nothing was thrown");
}

// One line that names the file.
inline void check_sentence(const Error &error, corkit_status status, const std::filesystem::path &path, std::string_view word) {
  const std::string text = error.what();
  BOOST_TEST(error.status() == status, text);
  BOOST_TEST(text.find(path.string()) != std::string::npos, "names the file: " + text);
  BOOST_TEST(text.find(word) != std::string::npos, "says '" + std::string(word) + "': " + text);
  BOOST_TEST(text.find('\n') == std::string::npos, "is one line: " + text);
}

class CfitsioFile {
 public:
  static CfitsioFile create(const std::filesystem::path &path) {
    CfitsioFile file;
    int status = 0;
    fits_create_file(&file.file_, ("!" + path.string()).c_str(), &status);
    BOOST_REQUIRE(status == 0);
    return file;
  }
  static CfitsioFile open(const std::filesystem::path &path) {
    CfitsioFile file;
    int status = 0;
    fits_open_diskfile(&file.file_, path.c_str(), READONLY, &status);
    BOOST_REQUIRE(status == 0);
    return file;
  }
  CfitsioFile(CfitsioFile &&other) noexcept : file_(std::exchange(other.file_, nullptr)) {}
  CfitsioFile(const CfitsioFile &) = delete;
  CfitsioFile &operator=(const CfitsioFile &) = delete;
  ~CfitsioFile() {
    int status = 0;
    if (file_ != nullptr) fits_close_file(file_, &status);
  }
  operator fitsfile *() const { return file_; }

 private:
  CfitsioFile() = default;
  fitsfile *file_ = nullptr;
};

// Compresses the primary image of a file as fpack does.
inline void fpack(const std::filesystem::path &from, const std::filesystem::path &to, int algorithm) {
  const auto in = CfitsioFile::open(from);
  const auto out = CfitsioFile::create(to);
  int status = 0;
  fits_set_compression_type(out, algorithm, &status);
  fits_set_quantize_level(out, 0.0f, &status);  // floats lossless
  fits_img_compress(in, out, &status);
  BOOST_REQUIRE_MESSAGE(status == 0, "fpack: " << status);
}

inline void gzip(const std::filesystem::path &from, const std::filesystem::path &to) {
  const std::string command = "gzip -c '" + from.string() + "' > '" + to.string() + "'";
  BOOST_REQUIRE(std::system(command.c_str()) == 0);
}

inline std::vector<std::string> read_lines(const std::filesystem::path &path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The reference headers: the larger set where it is, the committed copy otherwise.
inline std::vector<std::filesystem::path> reference_headers() {
  std::filesystem::path folder = std::filesystem::path(CORKIT_SHARED_DIR) / "reference/headers";
  if (!std::filesystem::is_directory(folder)) {
    folder = std::filesystem::path(CORKIT_SOURCE_DIR) / "reference_data/headers";
    BOOST_TEST_MESSAGE("reference headers: " << folder << " (CORKIT_SHARED_DIR is not there)");
  }
  std::vector<std::filesystem::path> paths;
  for (const auto &entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  BOOST_REQUIRE(paths.size() >= 70);
  return paths;
}

}  // namespace corkit::test
