// A reference image for a test: any two-dimensional image CFITSIO reads (plain, fpacked, gzipped), with the box it was cut from.
//
// Returned  pixels as asked for (BZERO/BSCALE applied), and crop_x, crop_y (CROPX0, CROPY0: 0-based first pixel in the full frame),
//           full_nx, full_ny (FULLNX, FULLNY); a whole image has crop 0,0 and its own size.
// Notes     1. Independent of the library's own FITS reader on purpose: a test of the one must not rest on the other.
//           2. References lie in the repository's reference_data/ and, larger sets, in CORKIT_SHARED_DIR/reference; a check whose
//              reference is missing is skipped with a message: `if (const auto path = find_reference("stages/rot_0.crop.fts.fz"))`.
#pragma once

#include <fitsio.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "core/image.hpp"

namespace corkit::test {

template <class T>
struct ReferenceImage {
  Image<T> pixels;
  int crop_x = 0, crop_y = 0;    // first pixel of the box in the full frame
  int full_nx = 0, full_ny = 0;  // the full frame
};

namespace detail {

class FitsFile {
 public:
  explicit FitsFile(const std::filesystem::path &path) : name_(path.string()) {
    int status = 0;
    fits_open_image(&file_, name_.c_str(), READONLY, &status);
    check(status, "open");
  }
  ~FitsFile() {
    int status = 0;
    if (file_ != nullptr) fits_close_file(file_, &status);
  }
  FitsFile(const FitsFile &) = delete;
  FitsFile &operator=(const FitsFile &) = delete;

  fitsfile *get() const { return file_; }

  void check(int status, const char *doing) const {
    if (status == 0) return;
    char text[FLEN_STATUS] = "";
    fits_get_errstatus(status, text);
    throw std::runtime_error(std::string(doing) + " " + name_ + ": " + text);
  }

  int integer(const char *keyword, int missing) const {
    long value = 0;
    int status = 0;
    fits_read_key(file_, TLONG, keyword, &value, nullptr, &status);
    return status == 0 ? static_cast<int>(value) : missing;
  }

 private:
  std::string name_;
  fitsfile *file_ = nullptr;
};

template <class T>
constexpr int cfitsio_type() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return TBYTE;
  if constexpr (std::is_same_v<T, std::int16_t>) return TSHORT;
  if constexpr (std::is_same_v<T, std::uint16_t>) return TUSHORT;
  if constexpr (std::is_same_v<T, std::int32_t>) return TINT;
  if constexpr (std::is_same_v<T, float>) return TFLOAT;
  if constexpr (std::is_same_v<T, double>) return TDOUBLE;
}

}  // namespace detail

template <class T>
ReferenceImage<T> read_reference(const std::filesystem::path &path) {
  const detail::FitsFile file(path);
  int status = 0;
  int dimensions = 0;
  fits_get_img_dim(file.get(), &dimensions, &status);
  file.check(status, "dimensions of");
  if (dimensions != 2) throw std::runtime_error(path.string() + ": not a two-dimensional image");
  long axes[2] = {0, 0};
  fits_get_img_size(file.get(), 2, axes, &status);
  file.check(status, "size of");

  ReferenceImage<T> reference;
  reference.pixels = Image<T>(static_cast<int>(axes[0]), static_cast<int>(axes[1]));
  fits_read_img(file.get(), detail::cfitsio_type<T>(), 1, static_cast<LONGLONG>(reference.pixels.size()), nullptr, reference.pixels.data(),
                nullptr, &status);
  file.check(status, "pixels of");
  reference.crop_x = file.integer("CROPX0", 0);
  reference.crop_y = file.integer("CROPY0", 0);
  reference.full_nx = file.integer("FULLNX", reference.pixels.nx());
  reference.full_ny = file.integer("FULLNY", reference.pixels.ny());
  return reference;
}

// The box of a full-size image that a cropped reference covers.
template <class T, class R>
Image<T> same_box(const Image<T> &full, const ReferenceImage<R> &reference) {
  const Image<R> &box = reference.pixels;
  if (full.nx() != reference.full_nx || full.ny() != reference.full_ny) throw std::runtime_error("image and reference differ in size");
  auto cut = Image<T>::uninitialized(box.nx(), box.ny());
  for (int y = 0; y < box.ny(); ++y)
    for (int x = 0; x < box.nx(); ++x) cut(x, y) = full(reference.crop_x + x, reference.crop_y + y);
  return cut;
}

// Number of pixels that differ in any bit (a NaN equals the same NaN, +0 and -0 differ).
template <class T>
std::size_t count_different(const Image<T> &a, const Image<T> &b) {
  if (a.nx() != b.nx() || a.ny() != b.ny()) throw std::runtime_error("images differ in size");
  std::size_t different = 0;
  for (std::size_t k = 0; k < a.size(); ++k) different += std::memcmp(&a[k], &b[k], sizeof(T)) != 0;
  return different;
}

template <class T>
double largest_difference(const Image<T> &a, const Image<T> &b) {
  if (a.nx() != b.nx() || a.ny() != b.ny()) throw std::runtime_error("images differ in size");
  double largest = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double difference = std::abs(static_cast<double>(a[k]) - static_cast<double>(b[k]));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

// A file under reference_data/, and one under the shared reference folder; the latter says so when it is missing.
inline std::filesystem::path committed_reference(const std::string &name) {
  return std::filesystem::path(CORKIT_SOURCE_DIR) / "reference_data" / name;
}

inline std::optional<std::filesystem::path> find_reference(const std::string &name) {
  const std::filesystem::path path = std::filesystem::path(CORKIT_SHARED_DIR) / "reference" / name;
  if (std::filesystem::exists(path)) return path;
  BOOST_TEST_MESSAGE("skipped: " << path.string() << " is not there");
  return std::nullopt;
}

}  // namespace corkit::test
