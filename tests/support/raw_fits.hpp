// A FITS image as it lies in the file: stored values (BSCALE and BZERO not applied), cards verbatim, and the box it was cut from.
//
// Notes     Independent of the library's own FITS reader on purpose. Pixels are held as double, which is exact for BITPIX 8, 16, 32, -32
//           and -64, so that equality of two raw images is equality of their bits but for the sign of zero.
#pragma once

#include <fitsio.h>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace corkit::test {

struct RawImage {
  int bitpix = 0;
  int nx = 0, ny = 0;
  int crop_x = 0, crop_y = 0;    // first pixel of the box in the full frame
  int full_nx = 0, full_ny = 0;  // the full frame
  double bscale = 1, bzero = 0;
  std::vector<double> pixels;

  double at(int x, int y) const { return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(nx) + static_cast<std::size_t>(x)]; }
};

inline RawImage read_raw(const std::filesystem::path &path) {
  fitsfile *opened = nullptr;
  int status = 0;
  fits_open_image(&opened, path.c_str(), READONLY, &status);
  const auto close = [](fitsfile *file) {
    int ignored = 0;
    fits_close_file(file, &ignored);
  };
  const std::unique_ptr<fitsfile, decltype(close)> file(opened, close);
  const auto check = [&] {
    if (status == 0) return;
    char text[FLEN_STATUS] = "";
    fits_get_errstatus(status, text);
    throw std::runtime_error(path.string() + ": " + text);
  };
  check();

  RawImage image;
  int naxis = 0;
  long axes[2] = {0, 0};
  fits_get_img_param(file.get(), 2, &image.bitpix, &naxis, axes, &status);
  check();
  if (naxis != 2) throw std::runtime_error(path.string() + ": not a two-dimensional image");
  image.nx = static_cast<int>(axes[0]);
  image.ny = static_cast<int>(axes[1]);
  const auto number = [&](const char *keyword, double missing) {
    double value = 0;
    int absent = 0;
    fits_read_key(file.get(), TDOUBLE, keyword, &value, nullptr, &absent);
    return absent == 0 ? value : missing;
  };
  image.crop_x = static_cast<int>(number("CROPX0", 0));
  image.crop_y = static_cast<int>(number("CROPY0", 0));
  image.full_nx = static_cast<int>(number("FULLNX", image.nx));
  image.full_ny = static_cast<int>(number("FULLNY", image.ny));
  image.bscale = number("BSCALE", 1);
  image.bzero = number("BZERO", 0);
  image.pixels.resize(static_cast<std::size_t>(image.nx) * static_cast<std::size_t>(image.ny));
  fits_set_bscale(file.get(), 1.0, 0.0, &status);
  fits_read_img(file.get(), TDOUBLE, 1, static_cast<LONGLONG>(image.pixels.size()), nullptr, image.pixels.data(), nullptr, &status);
  check();
  return image;
}

// The 80-column cards of a plain FITS file's first header, END included.
inline std::vector<std::string> file_cards(const std::filesystem::path &path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> cards;
  std::string card(80, ' ');
  while (file.read(card.data(), 80)) {
    cards.push_back(card);
    if (card.starts_with("END     ")) return cards;
  }
  throw std::runtime_error(path.string() + ": no END card");
}

}  // namespace corkit::test
