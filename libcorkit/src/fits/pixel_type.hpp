// What FITS and IDL's routines call the pixel types.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <variant>

#include "core/image.hpp"

namespace corkit {

struct PixelType {
  int bitpix;
  const char *fxhmake;     // FXHMAKE's comment of BITPIX
  const char *check_fits;  // CHECK_FITS's, when WRITEFITS corrects BITPIX
};

inline constexpr PixelType kPixelTypes[] = {
    // In the order of AnyImage.
    {8, "Integer*1 (byte)", " Character or unsigned binary integer"},
    {16, "Integer*2 (short integer)", " 16-bit twos complement binary integer"},
    {16, "Integer*2 (short integer)", " 16-bit unsigned binary integer"},
    {32, "Integer*4 (long integer)", " 32-bit twos complement binary integer"},
    {-32, "Real*4 (floating point)", " IEEE single precision floating point"},
    {-64, "Real*8 (double precision)", " IEEE double precision floating point"},
};

static_assert(std::variant_size_v<AnyImage> == std::size(kPixelTypes));

inline const PixelType &pixel_type(const AnyImage &pixels) { return kPixelTypes[pixels.index()]; }
inline int bitpix_of(const AnyImage &pixels) { return pixel_type(pixels).bitpix; }

}  // namespace corkit
