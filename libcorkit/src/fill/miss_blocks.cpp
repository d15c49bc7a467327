// Lost blocks of an image: NMISSING and MISSLIST.
//
// Follows   find_miss_blocks.pro 1.2 (spec/level1.md 10.3)
// Notes     1. A block counts as lost when its first pixel is 0.
//           2. The map, the count and the text are of the field that the image shows. The chain gives a sub-field embedded in its frame,
//              so there everything outside counts as lost.
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"

namespace corkit {

Detector detector_of(const LascoHeader &header) {
  const auto detector = parse_detector(header.detector);
  if (!detector) throw Error(CORKIT_ERROR_KEYWORD_VALUE, said("DETECTOR", header.detector) + ", no camera of LASCO: set it to C2 or C3");
  return *detector;
}

MissingBlocks find_miss_blocks(const AnyImage &image, const LascoHeader &header) {
  const int nx = width(image);
  const int ny = height(image);
  const BlockFrame frame = block_frame(nx, ny, header);
  if (nx % kBlock != 0 || ny % kBlock != 0)
    throw Error(CORKIT_ERROR_DIMENSIONS, "NAXIS1=" + std::to_string(nx) + " NAXIS2=" + std::to_string(ny) +
                                             " are no multiples of the 32-pixel telemetry block: use an image of whole blocks");
  const int i0 = frame.field.fxstart / kBlock / frame.rebin;
  const int j0 = frame.field.fystart / kBlock / frame.rebin;

  const auto tmask = sampled_tmask(detector_of(header), frame.rebin);
  MissingBlocks missing;
  missing.map = Image<std::int16_t>(nx / kBlock, ny / kBlock, 0);
  std::visit(
      [&](const auto &pixels) {
        for (int j = 0; j < missing.map.ny(); ++j)
          for (int i = 0; i < missing.map.nx(); ++i) {
            const bool useful = tmask(i0 + i, j0 + j) >= 0;
            missing.map(i, j) = !useful ? -1 : pixels(i * kBlock, j * kBlock) != 0 ? 1 : 0;
          }
      },
      image);
  missing.count = static_cast<int>(std::count(missing.map.begin(), missing.map.end(), std::int16_t{0}));
  missing.list = mb2strmap(missing.map);
  return missing;
}

}  // namespace corkit
