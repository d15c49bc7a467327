// FITS files: plain, compressed in tiles, gzipped; pixels and header.
#include "fits/reader.hpp"

#include "../expectations.hpp"

namespace corkit::fuzz {

void fits_reader(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto image = read_fits(path);
    check(width(image.pixels) > 0 && height(image.pixels) > 0, "an image has pixels");
    check(read_fits_header(path) == image.header, "the header alone is that of the image");
    for (const auto &warning : image.warnings) check_sentence(warning);
  });
  read_or_refuse(path, [&] { read_fits_header(path); });
  read_or_refuse(path, [&] { read_fits_extension(path, "FILLMASK"); });
}

}  // namespace corkit::fuzz
