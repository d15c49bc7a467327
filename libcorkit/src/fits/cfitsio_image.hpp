// CFITSIO behind RAII: reads the raw pixels of one image of a FITS file that lies in memory.
//
// Notes     1. The file is never opened by name, so brackets, plus signs and "mem://" in names have no meaning.
//           2. Several threads may read at once: where this CFITSIO was built without --enable-reentrant, reads take turns.
//           3. CFITSIO's error stack is emptied after a failure and nothing is printed.
#pragma once

#include <filesystem>

#include "core/image.hpp"
#include "fits/file_bytes.hpp"
#include "fits/hdu_scan.hpp"

namespace corkit {

// Pixels as stored (BSCALE and BZERO not applied). T is the type of BITPIX: uint8, int16, int32, float or double.
template <class T>
Image<T> read_raw_pixels(FileBytes &bytes, const ImageHdu &hdu, const std::filesystem::path &path);

}  // namespace corkit
