#include "stages/std_size.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "stages/bias.hpp"
#include "stages/field.hpp"
#include "stages/pointing.hpp"

namespace corkit {
namespace {

constexpr int kChipShift = 32;     // pixels
constexpr int kUnknownRoll = 360;  // degrees; get_crota's 999 says that no attitude is known

// 2^(sum-1) per axis, as SolarSoft computes the binning from the two sums; the exponent is limited to what a frame can hold.
int binning(int chip, int leb) {
  const int exponent = std::clamp(std::max(chip, 1) + std::max(leb, 1) - 2, 0, 10);
  return 1 << exponent;
}

struct Corner {
  int column = 0, row = 0;
};

// nx, ny: the image's own size.
Corner place_at(int r1col, int r1row, int nx, int ny, int nxfac, int nyfac) {
  const int offrow = r1row > kFrame ? 1 : r1row;
  if (r1col < 20) return {(r1col - 1) / nxfac, std::min((offrow - 1) / nyfac, kFrame - ny)};
  Corner p{(r1col - 20) / nxfac, (offrow - 1) / nyfac};
  if (p.column + (nx - 1) > kFrame / nxfac) p.column = 0;
  if (p.row + (ny - 1) > kFrame / nyfac) p.row = 0;
  return p;
}

// What lies beyond 1024 columns or rows is left out.
template <class T>
Image<T> embed(const Image<T> &image, int frame_nx, int frame_ny, Corner at) {
  const int nx = std::min(image.nx(), kFrame);
  const int ny = std::min(image.ny(), kFrame);
  if (at.column < 0 || at.row < 0 || at.column + nx > frame_nx || at.row + ny > frame_ny)
    throw Error(CORKIT_ERROR_DIMENSIONS,
                "NAXIS1 x NAXIS2 = " + std::to_string(image.nx()) + " x " + std::to_string(image.ny()) +
                    " does not fit into the frame at R1COL, R1ROW: check R1COL R2COL R1ROW R2ROW and the summing keywords");
  Image<T> frame(frame_nx, frame_ny);
  for (int y = 0; y < ny; ++y) std::copy_n(image.row(y), nx, frame.row(at.row + y) + at.column);
  return frame;
}

// (image - bias) / summing, FLOAT. The sum on the chip counts alone where there is one.
AnyImage without_bias(const AnyImage &image, const LascoHeader &h, float bias) {
  const float offset = bias == 1 ? as_float(offset_bias(h, false)) : bias;
  const int chip = std::max(h.sumcol, 1) * std::max(h.sumrow, 1);
  const int leb = std::max(h.lebxsum, 1) * std::max(h.lebysum, 1);
  const auto sum = static_cast<float>(h.sumcol > 1 ? chip : leb);
  auto out = convert<float>(image);
  for (float &value : out) value = (value - offset) / sum;
  return out;
}

// CRPIX in a frame of scale_to pixels, from the centre in the image's own.
float own_crpix(float full, int sum, int scale_to, int naxis) {
  return (full / static_cast<float>(sum) + 1.0F) * static_cast<float>(scale_to) / static_cast<float>(naxis);
}

}  // namespace

AnyImage reduce_std_size(const AnyImage &image, LascoHeader &h, const StdSizeOptions &options, StdSizePlace *place) {
  const int naxis1 = width(image);
  const int naxis2 = height(image);
  Field field = field_of(h, naxis1, naxis2);
  if (options.compat_bugs) {
    field.r2col = h.r2col;
    field.r2row = h.r2row;
  }
  const bool soho = h.telescop == "SOHO";
  int nxfac = options.true_factors ? std::clamp(h.xsumming(), 1, kFrame) : binning(h.sumcol, h.lebxsum);
  int nyfac = options.true_factors ? std::clamp(h.ysumming(), 1, kFrame) : binning(h.sumrow, h.lebysum);
  // An image that was brought to the standard size before, without a word of that in the sums.
  const bool standard_size = soho && field.width() == kFrame && field.height() == kFrame && naxis1 == kFrame / 2;
  if (standard_size) nxfac = nyfac = 2;
  const int lebx = std::clamp(h.lebxsum, 1, kFrame);
  const int leby = options.compat_bugs ? lebx : std::clamp(h.lebysum, 1, kFrame);
  int r1col = field.width() != naxis1 * lebx ? field.r1col - kChipShift : field.r1col;
  int r1row = field.height() != naxis2 * leby ? field.r1row - kChipShift : field.r1row;

  const bool subfield = (nxfac * naxis1 < kFrame || nyfac * naxis2 < kFrame) && soho;
  const bool on_chip = h.sumcol > 1 || h.sumrow > 1;
  if (subfield && on_chip && !options.compat_bugs && (r1col < 20 || r1row < 1)) {
    r1col = field.r1col;
    r1row = field.r1row;
  }
  const Corner corner = place_at(r1col, r1row, std::min(naxis1, kFrame), std::min(naxis2, kFrame), nxfac, nyfac);
  if (subfield && on_chip && options.compat_bugs && (corner.column < 0 || corner.row < 0))
    throw Error(CORKIT_ERROR_DIMENSIONS,
                "SolarSoft moves a field that was summed on the chip by 32 pixels to the left and down, this one of " +
                    std::to_string(naxis1) + " x " + std::to_string(naxis2) +
                    " pixels out of the frame, and stops: run without compat-bugs");
  const int xsum = standard_size ? 2 : std::clamp(h.xsumming(), 1, kFrame);
  const int ysum = standard_size ? 2 : std::clamp(h.ysumming(), 1, kFrame);
  if (place != nullptr)
    *place = {subfield,
              corner.column,
              corner.row,
              field,
              nxfac,
              nyfac,
              subfield && (naxis1 > kFrame || naxis2 > kFrame),
              field.width() == naxis1 * xsum && field.height() == naxis2 * ysum};

  const auto standard = [](int factor) { return factor < 2 ? kFrame : kFrame / 2; };
  const int frame_nx = options.true_factors ? kFrame / nxfac : subfield ? standard(nxfac) : naxis1;
  const int frame_ny = options.true_factors ? kFrame / nyfac : subfield ? standard(nyfac) : naxis2;
  const int scale_to = options.full ? kFrame : options.no_rebin || options.true_factors ? frame_nx : kFrame / 2;
  const int scale_to_y = options.true_factors && !options.full ? frame_ny : scale_to;
  const AnyImage unbiased = options.bias && !options.nocal ? without_bias(image, h, *options.bias) : image;
  AnyImage result = std::visit(
      [&](const auto &pixels) -> AnyImage {
        if (!subfield) return idl::rebin(pixels, scale_to, scale_to_y);
        return idl::rebin(embed(pixels, kFrame / nxfac, kFrame / nyfac, corner), scale_to, scale_to_y);
      },
      unbiased);
  if (options.savehdr) return result;
  if (options.nocal) {
    h.crpix1 = (h.crpix1 * static_cast<float>(nxfac) + static_cast<float>(r1col) - 20.0F) * static_cast<float>(scale_to) / 1024.0F;
    h.crpix2 = (h.crpix2 * static_cast<float>(nyfac) + static_cast<float>(r1row) - 1.0F) * static_cast<float>(scale_to) / 1024.0F;
  } else if (options.sun) {
    h.crpix1 = own_crpix(options.sun->x, xsum, scale_to, frame_nx);
    h.crpix2 = own_crpix(options.sun->y, ysum, scale_to, frame_ny);
    if (options.sun->roll_deg) h.crota = h.crota1 = *options.sun->roll_deg;
  }
  if (soho) {
    h.r1col = 20;
    h.r1row = 1;
    h.r2col = 1043;
    h.r2row = kFrame;
    // The values are corrected for both, so nobody may correct them again. SolarSoft says so with /NOCAL too.
    if (options.bias) {
      h.lebxsum = h.lebysum = 1;
      h.offset = 0;
    }
  }
  h.naxis1 = scale_to;
  h.naxis2 = scale_to_y;
  h.cdelt1 *= static_cast<float>(kFrame / scale_to);
  h.cdelt2 *= static_cast<float>(kFrame / scale_to);
  return result;
}

SunPosition look_up_sun(const CalibrationStore &store, const LascoHeader &h) {
  const Position sun = get_sun_center(store, h);
  const float roll = get_roll(store, h).degrees;
  if (std::abs(roll) > kUnknownRoll) return {sun.x, sun.y, std::nullopt};
  return {sun.x, sun.y, roll};
}

}  // namespace corkit
