// Lost telemetry blocks: which blocks of an image are useful, which are missing, and SolarSoft's text for a list of them.
//
// Follows   get_tmask.pro, getl05hdrparam.pro, find_miss_blocks.pro, mb2strmap.pro, strmap2mb.pro (spec/level1.md 10.1 - 10.4)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/image.hpp"
#include "lasco/detector.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

inline constexpr int kBlock = 32;          // pixels a side
inline constexpr int kBlocksPerSide = 32;  // of the full unbinned frame

// The header's camera; Error(CORKIT_ERROR_KEYWORD_VALUE) when DETECTOR names none.
Detector detector_of(const LascoHeader &header);

// get_tmask(camera, rebin_index): 32 x 32; -2 corner, -1 centre, 1 useful, 2 3 4 fringe. C2 and C3 only.
Image<std::int16_t> get_tmask(Detector detector, int rebin_index);
// The same for the blocks of an image binned by rebin = 1, 2 or 4: every rebin-th element, (32/rebin) a side.
Image<std::int16_t> sampled_tmask(Detector detector, int rebin);

struct FieldGeometry {
  int fxstart = 0, fystart = 0, fxend = 0, fyend = 0;  // pixels of the full unbinned frame
  int rebin = -1;                                      // 1, 2, 4 or -1 (unusable)
};
FieldGeometry getl05hdrparam(const LascoHeader &header);

// The full frame, binned as the image is, and where the image begins in it.
struct BlockFrame {
  FieldGeometry field;
  int rebin = 1;       // 1, 2 or 4
  int blocks = 32;     // a side
  int x0 = 0, y0 = 0;  // pixels of the binned frame; multiples of 32/rebin
  int pixels() const { return blocks * kBlock; }
};
// Error(CORKIT_ERROR_DIMENSIONS) when header and size disagree, the binning is none of 1, 2, 4, or the field leaves the frame.
BlockFrame block_frame(int nx, int ny, const LascoHeader &header);

struct MissingBlocks {
  Image<std::int16_t> map;  // -1 not useful, 0 missing, 1 present; a block an element, of the field the image shows
  int count = 0;
  std::string list;  // mb2strmap(map); empty when nothing is missing
};
// Error(CORKIT_ERROR_DIMENSIONS) for a geometry that is no 1, 2 or 4 binning, Error(CORKIT_ERROR_KEYWORD_VALUE) for no camera of LASCO.
MissingBlocks find_miss_blocks(const AnyImage &image, const LascoHeader &header);

std::string mb2strmap(const Image<std::int16_t> &map);
Image<std::int16_t> strmap2mb(std::string_view text, int n1, int n2);  // Error for text that is no list of base-32 pairs

// C2 (section 10.4): NMISSING and MISSLIST from block means and c2nullblocks.txt. summing is LascoHeader::summing().
struct C2Missing {
  int count = 0;
  std::string list;
};
C2Missing c2_missing_blocks(const AnyImage &image, const std::vector<int> &null_blocks, int summing, bool compat_bugs);

}  // namespace corkit
