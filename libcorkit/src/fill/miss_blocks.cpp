// Lost blocks of a C3 image: NMISSING and MISSLIST.
//
// Follows   find_miss_blocks.pro (spec/level1.md 10.3)
// Notes     1. A block counts as lost when its first pixel is 0; everything outside a sub-field counts as lost.
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"

namespace corkit {
namespace {

Detector detector_of(const LascoHeader &header) {
  const auto detector = parse_detector(header.detector);
  if (!detector) throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DETECTOR '" + header.detector + "' is no LASCO camera: set it to C2 or C3");
  return *detector;
}

}  // namespace

MissingBlocks find_miss_blocks(const AnyImage &image, const LascoHeader &header) {
  const int nx = width(image);
  const int ny = height(image);
  const BlockFrame frame = block_frame(nx, ny, header);
  if (nx % kBlock != 0 || ny % kBlock != 0)
    throw Error(CORKIT_ERROR_DIMENSIONS, "NAXIS1=" + std::to_string(nx) + " NAXIS2=" + std::to_string(ny) +
                                             " are no multiples of the 32-pixel telemetry block: use an image of whole blocks");
  const int i0 = frame.field.fxstart / kBlock / frame.rebin;
  const int j0 = frame.field.fystart / kBlock / frame.rebin;

  MissingBlocks missing;
  missing.map = Image<std::int16_t>(frame.blocks, frame.blocks, 0);
  std::visit(
      [&](const auto &pixels) {
        for (int j = 0; j < ny / kBlock; ++j)
          for (int i = 0; i < nx / kBlock; ++i) missing.map(i0 + i, j0 + j) = pixels(i * kBlock, j * kBlock) != 0 ? 1 : 0;
      },
      image);
  const auto tmask = sampled_tmask(detector_of(header), frame.rebin);
  for (std::size_t k = 0; k < tmask.size(); ++k)
    if (tmask[k] < 0) missing.map[k] = -1;
  missing.count = static_cast<int>(std::count(missing.map.begin(), missing.map.end(), std::int16_t{0}));
  missing.list = mb2strmap(missing.map);
  return missing;
}

}  // namespace corkit
