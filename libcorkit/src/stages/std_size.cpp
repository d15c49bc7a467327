#include "stages/std_size.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "stages/bias.hpp"
#include "stages/pointing.hpp"

namespace corkit {
namespace {

constexpr int kFrame = 1024;

// 2^(sum-1) per axis, as SolarSoft computes the binning from the two sums; the exponent is limited to what a frame can hold.
int binning(int chip, int leb) {
  const int exponent = std::clamp(std::max(chip, 1) + std::max(leb, 1) - 2, 0, 10);
  return 1 << exponent;
}

struct Placement {
  int column = 0, row = 0;
};

Placement place(int r1col, int r1row, int nx, int ny, int nxfac, int nyfac) {
  const int offrow = r1row > kFrame ? 1 : r1row;
  if (r1col < 20) return {(r1col - 1) / nxfac, std::min((offrow - 1) / nyfac, kFrame - ny)};
  Placement p{(r1col - 20) / nxfac, (offrow - 1) / nyfac};
  if (p.column + (nx - 1) > kFrame / nxfac) p.column = 0;
  if (p.row + (ny - 1) > kFrame / nyfac) p.row = 0;
  return p;
}

template <class T>
Image<T> embed(const Image<T> &image, int width, int height, Placement at) {
  if (at.column < 0 || at.row < 0 || at.column + image.nx() > width || at.row + image.ny() > height)
    throw Error(CORKIT_ERROR_DIMENSIONS,
                "NAXIS1 x NAXIS2 = " + std::to_string(image.nx()) + " x " + std::to_string(image.ny()) +
                    " does not fit into the frame at R1COL, R1ROW: check R1COL R2COL R1ROW R2ROW and the summing keywords");
  Image<T> frame(width, height);
  for (int y = 0; y < image.ny(); ++y) std::copy_n(image.row(y), image.nx(), frame.row(at.row + y) + at.column);
  return frame;
}

// (image - bias) / summing, FLOAT.
AnyImage without_bias(const AnyImage &image, const LascoHeader &h, float bias) {
  const float offset = bias == 1 ? as_float(offset_bias(h, false)) : bias;
  const int chip = std::max(h.sumcol, 1) * std::max(h.sumrow, 1);
  const int leb = std::max(h.lebxsum, 1) * std::max(h.lebysum, 1);
  const auto sum = static_cast<float>(chip > 1 ? chip : leb);
  auto out = convert<float>(image);
  for (float &value : out) value = (value - offset) / sum;
  return out;
}

}  // namespace

AnyImage reduce_std_size(const AnyImage &image, LascoHeader &h, const StdSizeOptions &options) {
  if (options.bias && !options.nocal) {
    StdSizeOptions plain = options;
    plain.bias.reset();
    return reduce_std_size(without_bias(image, h, *options.bias), h, plain);
  }
  const int naxis1 = width(image);
  const int naxis2 = height(image);
  int r1col = h.r1col;
  int r2col = h.r2col;
  int r1row = h.r1row;
  int r2row = h.r2row;
  if (r1col < 1) {
    r1col = h.p1col;
    r2col = h.p2col;
  }
  if (r1row < 1) {
    r1row = h.p1row;
    r2row = h.p2row;
  }
  const bool soho = h.telescop == "SOHO";
  int nxfac = binning(h.sumcol, h.lebxsum);
  int nyfac = binning(h.sumrow, h.lebysum);
  if (soho && r2col - r1col == kFrame - 1 && r2row - r1row == kFrame - 1 && naxis1 == kFrame / 2) nxfac = nyfac = 2;
  const int nx = nxfac * naxis1;
  const int ny = nyfac * naxis2;
  const int lebx = std::max(h.lebxsum, 1);
  const int leby = options.compat_bugs ? lebx : std::max(h.lebysum, 1);
  const int full_naxis1 = r2col - r1col + 1;
  const int full_naxis2 = r2row - r1row + 1;
  if (full_naxis1 != naxis1 * lebx) r1col -= 32;
  if (full_naxis2 != naxis2 * leby) r1row -= 32;

  const bool subfield = (nx < kFrame || ny < kFrame) && soho;
  const int frame_nx = subfield ? (nxfac < 2 ? kFrame : kFrame / 2) : naxis1;
  const int scale_to = options.full ? kFrame : options.no_rebin ? frame_nx : kFrame / 2;
  AnyImage result = std::visit(
      [&](const auto &pixels) -> AnyImage {
        if (!subfield) return idl::rebin(pixels, scale_to, scale_to);
        const auto frame = embed(pixels, kFrame / nxfac, kFrame / nyfac, place(r1col, r1row, nx, ny, nxfac, nyfac));
        return idl::rebin(frame, scale_to, scale_to);
      },
      image);
  if (options.savehdr) return result;
  if (options.nocal) {
    h.crpix1 = (h.crpix1 * static_cast<float>(nxfac) + static_cast<float>(r1col) - 20.0F) * static_cast<float>(scale_to) / 1024.0F;
    h.crpix2 = (h.crpix2 * static_cast<float>(nyfac) + static_cast<float>(r1row) - 1.0F) * static_cast<float>(scale_to) / 1024.0F;
  }
  if (soho) {
    h.r1col = 20;
    h.r1row = 1;
    h.r2col = 1043;
    h.r2row = kFrame;
  }
  h.naxis1 = h.naxis2 = scale_to;
  h.cdelt1 *= static_cast<float>(kFrame / scale_to);
  h.cdelt2 *= static_cast<float>(kFrame / scale_to);
  return result;
}

void set_sun_center(const CalibrationStore &store, LascoHeader &h, int scale_to) {
  const Position sun = get_sun_center(store, h);
  const float scale = static_cast<float>(scale_to) / 1024.0F;
  h.crpix1 = (sun.x + 1.0F) * scale;
  h.crpix2 = (sun.y + 1.0F) * scale;
  const float roll = get_roll(store, h).degrees;
  // get_crota's 999 says that no attitude is known: the header's own value is the better guess.
  if (std::abs(roll) > 360) return;
  h.crota = h.crota1 = roll;
}

}  // namespace corkit
