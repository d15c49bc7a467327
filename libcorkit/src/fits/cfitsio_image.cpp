#include "fits/cfitsio_image.hpp"

#include <fitsio.h>

#include <limits>
#include <mutex>
#include <string>

#include "core/error.hpp"

namespace corkit {

namespace {

// One read at a time, and only where CFITSIO itself is not thread-safe.
std::unique_lock<std::mutex> turn() {
  static std::mutex mutex;
  return fits_is_reentrant() != 0 ? std::unique_lock<std::mutex>() : std::unique_lock<std::mutex>(mutex);
}

class MemoryFile {
 public:
  MemoryFile(FileBytes &bytes, const std::filesystem::path &path) : path_(path), memory_(bytes.data.get()), size_(bytes.padded) {
    int status = 0;
    // The name is only parsed for an extended syntax it does not have; the bytes are ours and stay so.
    fits_open_memfile(&file_, "image.fits", READONLY, &memory_, &size_, 0, nullptr, &status);
    check(status);
  }
  ~MemoryFile() {
    int status = 0;
    if (file_ != nullptr) fits_close_file(file_, &status);
    fits_clear_errmsg();  // also the warnings of reads that succeeded
  }
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;

  fitsfile *get() const { return file_; }

  void check(int status) const {
    if (status == 0) return;
    char text[FLEN_STATUS] = "";
    fits_get_errstatus(status, text);
    fits_clear_errmsg();
    constexpr int kOverflowOfTile = -11;  // OVERFLOW_ERR of CFITSIO's private header
    if (status == NUM_OVERFLOW || status == kOverflowOfTile)
      throw Error(
          CORKIT_ERROR_NOT_FITS,
          shown(path_) + " cannot be read: its compression lost so much that pixels fall outside the range of BITPIX, take the original");
    if (status == MEMORY_ALLOCATION) throw Error(CORKIT_ERROR_MEMORY, "out of memory while reading " + shown(path_));
    throw Error(CORKIT_ERROR_NOT_FITS,
                shown(path_) + " is damaged: CFITSIO reports '" + text + "' (" + std::to_string(status) + "), copy the file again");
  }

 private:
  const std::filesystem::path &path_;
  void *memory_;  // CFITSIO keeps the addresses of these two while the file is open
  std::size_t size_;
  fitsfile *file_ = nullptr;
};

template <class T>
constexpr int type_code() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return TBYTE;
  if constexpr (std::is_same_v<T, std::int16_t>) return TSHORT;
  if constexpr (std::is_same_v<T, std::int32_t>) return TINT;
  if constexpr (std::is_same_v<T, float>) return TFLOAT;
  if constexpr (std::is_same_v<T, double>) return TDOUBLE;
}

}  // namespace

template <class T>
Image<T> read_raw_pixels(FileBytes &bytes, const ImageHdu &hdu, const std::filesystem::path &path) {
  const auto lock = turn();
  const MemoryFile file(bytes, path);
  int status = 0;
  int type = 0;
  fits_movabs_hdu(file.get(), hdu.number + 1, &type, &status);
  int bitpix = 0, naxis = 0;
  long axes[2] = {0, 0};
  fits_get_img_param(file.get(), 2, &bitpix, &naxis, axes, &status);
  file.check(status);
  if (type != IMAGE_HDU || bitpix != hdu.bitpix || naxis < 2 || axes[0] != hdu.nx || axes[1] != hdu.ny)
    throw Error(CORKIT_ERROR_NOT_FITS, shown(path) + " is damaged: the keywords of its image contradict each other");
  fits_set_bscale(file.get(), 1.0, 0.0, &status);
  auto pixels = Image<T>::uninitialized(hdu.nx, hdu.ny);
  void *null_value = nullptr;
  [[maybe_unused]] T nan{};
  if constexpr (std::is_floating_point_v<T>) {
    // Quantised tiles hold NaN as an integer of its own; otherwise CFITSIO is not to look at the numbers, which would round tiny ones to 0.
    nan = std::numeric_limits<T>::quiet_NaN();
    if (hdu.losses.quantized) null_value = &nan;
  }
  fits_read_img(file.get(), type_code<T>(), 1, static_cast<LONGLONG>(pixels.size()), null_value, pixels.data(), nullptr, &status);
  file.check(status);
  return pixels;
}

template Image<std::uint8_t> read_raw_pixels(FileBytes &, const ImageHdu &, const std::filesystem::path &);
template Image<std::int16_t> read_raw_pixels(FileBytes &, const ImageHdu &, const std::filesystem::path &);
template Image<std::int32_t> read_raw_pixels(FileBytes &, const ImageHdu &, const std::filesystem::path &);
template Image<float> read_raw_pixels(FileBytes &, const ImageHdu &, const std::filesystem::path &);
template Image<double> read_raw_pixels(FileBytes &, const ImageHdu &, const std::filesystem::path &);

}  // namespace corkit
