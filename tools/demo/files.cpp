#include "demo/files.hpp"

#include <corkit/corkit.h>
#include <fitsio.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>

#include "fits/atomic_file.hpp"
#include "handles.hpp"

namespace tool::demo {

namespace fs = std::filesystem;

namespace {

struct CloseFits {
  void operator()(fitsfile *file) const noexcept {
    int status = 0;
    fits_close_file(file, &status);
  }
};

void require(int status, const fs::path &path) {
  if (status == 0) return;
  std::array<char, FLEN_STATUS> text{};
  fits_get_errstatus(status, text.data());
  fits_clear_errmsg();
  throw Failure(CORKIT_ERROR_IO, fmt::format("{}: cannot be written: {}", path.string(), text.data()));
}

// CFITSIO writes under another name, so that no part of a file has the final one; what is left under it goes.
class PartialFile {
 public:
  explicit PartialFile(const fs::path &path) : name_(path.string() + ".part") { remove(); }
  PartialFile(const PartialFile &) = delete;
  PartialFile &operator=(const PartialFile &) = delete;
  ~PartialFile() { remove(); }
  const std::string &name() const { return name_; }

 private:
  void remove() const noexcept {
    std::error_code ignored;
    fs::remove(name_, ignored);
  }
  std::string name_;
};

template <class T>
struct FitsType;
template <>
struct FitsType<float> {
  static constexpr int bitpix = FLOAT_IMG, data = TFLOAT;
};
template <>
struct FitsType<uint8_t> {
  static constexpr int bitpix = BYTE_IMG, data = TBYTE;
};
template <>
struct FitsType<int16_t> {
  static constexpr int bitpix = SHORT_IMG, data = TSHORT;
};

template <class T>
void write_image(const fs::path &path, std::span<const T> pixels, int nx, const std::vector<std::string> &cards,
                 const std::vector<std::string> &history) {
  fs::create_directories(path.parent_path());
  const PartialFile partial(path);
  int status = 0;
  fitsfile *raw = nullptr;
  fits_create_diskfile(&raw, partial.name().c_str(), &status);
  require(status, path);
  std::unique_ptr<fitsfile, CloseFits> file(raw);
  std::array<long, 2> axes{nx, static_cast<long>(pixels.size()) / nx};
  fits_create_img(raw, FitsType<T>::bitpix, 2, axes.data(), &status);
  // What CFITSIO adds and LASCO files do not have: EXTEND and two lines on the FITS standard.
  fits_delete_key(raw, "EXTEND", &status);
  fits_delete_key(raw, "COMMENT", &status);
  fits_delete_key(raw, "COMMENT", &status);
  for (const std::string &text : cards) fits_write_record(raw, text.c_str(), &status);
  int yes = 1;
  fits_write_key(raw, TLOGICAL, "SYNTHET", &yes, "synthetic demonstration data, no observation", &status);
  fits_write_comment(raw, "Synthetic demonstration data written by corkit; not an observation.", &status);
  for (const std::string &text : history) fits_write_record(raw, ("HISTORY " + text).c_str(), &status);
  std::vector<T> copy(pixels.begin(), pixels.end());
  fits_write_img(raw, FitsType<T>::data, 1, static_cast<LONGLONG>(copy.size()), copy.data(), &status);
  require(status, path);
  file.release();
  fits_close_file(raw, &status);
  require(status, path);
  fs::rename(partial.name(), path);
}

}  // namespace

void write_bytes(const fs::path &path, std::span<const unsigned char> bytes) {
  corkit::AtomicFile file(path);
  file.write(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  file.commit();
}

void write_text(const fs::path &path, std::string_view text) {
  write_bytes(path, {reinterpret_cast<const unsigned char *>(text.data()), text.size()});
}

std::string card(std::string_view keyword, const char *value) {
  return fmt::format("{:<8}= {:<20} /", keyword, fmt::format("'{:<8}'", value));
}

std::string card(std::string_view keyword, long long value) { return fmt::format("{:<8}= {:>20} /", keyword, value); }

std::string float_card(std::string_view keyword, double value) {
  const double size = std::abs(value);
  if (size >= 1e6) return fmt::format("{:<8}= {:>20} /", keyword, fmt::format("{:.7E}", value));
  int decimals = 5;
  for (double limit = 10; size >= limit && decimals > 0; limit *= 10) --decimals;
  return fmt::format("{:<8}= {:>20.{}f} /", keyword, value, decimals);
}

std::string double_card(std::string_view keyword, double value) {
  int decimals = 7;
  for (double limit = 10; std::abs(value) >= limit && decimals > 0; limit *= 10) --decimals;
  return fmt::format("{:<8}= {:>20.{}f} /", keyword, value, decimals);
}

void write_fits(const fs::path &path, std::span<const float> pixels, int nx, const std::vector<std::string> &cards) {
  write_image(path, pixels, nx, cards, {});
}

void write_fits(const fs::path &path, std::span<const uint8_t> pixels, int nx, const std::vector<std::string> &cards) {
  write_image(path, pixels, nx, cards, {});
}

void write_fits(const fs::path &path, std::span<const int16_t> pixels, int nx, const std::vector<std::string> &cards,
                const std::vector<std::string> &history) {
  write_image(path, pixels, nx, cards, history);
}

}  // namespace tool::demo
