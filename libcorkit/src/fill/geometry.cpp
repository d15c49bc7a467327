// Where an image lies in the full frame of 1024 x 1024 pixels, and how far it is binned.
//
// Follows   getl05hdrparam.pro (spec/level1.md 10.2)
// Notes     1. R1COL.. are 16-bit numbers in SolarSoft's header structure; values beyond are taken as the nearest such number,
//              which makes the geometry unusable.
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"

namespace corkit {
namespace {

int int16_value(int value) { return std::clamp(value, -32768, 32767); }

}  // namespace

FieldGeometry getl05hdrparam(const LascoHeader &header) {
  FieldGeometry field;
  field.fxstart = int16_value(header.r1col) - 20;
  field.fystart = int16_value(header.r1row) - 1;
  field.fxend = int16_value(header.r2col) - 20;
  field.fyend = int16_value(header.r2row) - 1;
  if (header.naxis1 <= 0 || header.naxis2 <= 0) return field;
  const int rebin_x = (field.fxend - field.fxstart + 1) / header.naxis1;
  const int rebin_y = (field.fyend - field.fystart + 1) / header.naxis2;
  if (rebin_x == rebin_y && (rebin_x == 1 || rebin_x == 2 || rebin_x == 4)) field.rebin = rebin_x;
  return field;
}

BlockFrame block_frame(int nx, int ny, const LascoHeader &header) {
  const FieldGeometry field = getl05hdrparam(header);
  const auto refuse = [&](const std::string &what) {
    throw Error(CORKIT_ERROR_DIMENSIONS, what + " (NAXIS1=" + std::to_string(header.naxis1) + " NAXIS2=" + std::to_string(header.naxis2) +
                                             " R1COL=" + std::to_string(header.r1col) + " R1ROW=" + std::to_string(header.r1row) +
                                             " R2COL=" + std::to_string(header.r2col) + " R2ROW=" + std::to_string(header.r2row) +
                                             "): correct the header");
  };
  if (nx != header.naxis1 || ny != header.naxis2)
    refuse("image of " + std::to_string(nx) + " x " + std::to_string(ny) + " pixels is not what its header describes");
  if (field.rebin < 0) refuse("field and image size give no 1x1, 2x2 or 4x4 binning");

  BlockFrame frame;
  frame.field = field;
  frame.rebin = field.rebin;
  frame.blocks = kBlocksPerSide / field.rebin;
  frame.x0 = field.fxstart / kBlock * kBlock / field.rebin;
  frame.y0 = field.fystart / kBlock * kBlock / field.rebin;
  if (frame.x0 < 0 || frame.y0 < 0 || frame.x0 + nx > frame.pixels() || frame.y0 + ny > frame.pixels())
    refuse("the field reaches beyond the detector");
  return frame;
}

}  // namespace corkit
