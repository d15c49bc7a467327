// Lost blocks of a C2 image: NMISSING and MISSLIST.
//
// Follows   reduce_level_1.pro 1.68, C2 branch (spec/level1.md 10.4)
// Given     image as calibrated: full frame, or the summed frame after fixwrap; null_blocks from c2nullblocks.txt
// Notes     1. A block counts as lost when its mean is not above 0; nominally empty blocks are left out.
//           2. Of a summed image SolarSoft subtracts 8 empty blocks, whatever there are: NMISSING can be negative. Here it is at
//              least 0, unless compat_bugs.
//           3. An image summed by 2 with lost blocks ends SolarSoft with an undefined variable. Here its list is that of the other
//              summed images; with compat_bugs it is an Error.
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "idl/arrays.hpp"

namespace corkit {
namespace {

constexpr int kEmptyBlocksOfSummedImage = 8;
constexpr int kLongestList = 17;

std::vector<int> dark_blocks(const AnyImage &image) {
  return std::visit(
      [](const auto &pixels) {
        const auto means = idl::rebin(pixels, pixels.nx() / kBlock, pixels.ny() / kBlock);
        std::vector<int> dark;
        for (std::size_t k = 0; k < means.size(); ++k)
          if (means[k] <= 0) dark.push_back(static_cast<int>(k));
        return dark;
      },
      image);
}

std::string blank_separated(const std::vector<int> &numbers) {
  std::string text;
  for (const int number : numbers) {
    if (!text.empty()) text += ' ';
    text += std::to_string(number);
  }
  return text;
}

}  // namespace

C2Missing c2_missing_blocks(const AnyImage &image, const std::vector<int> &null_blocks, int summing, bool compat_bugs) {
  const int nx = width(image);
  const int ny = height(image);
  if (nx < kBlock || ny < kBlock || nx % kBlock != 0 || ny % kBlock != 0)
    throw Error(CORKIT_ERROR_DIMENSIONS, "NAXIS1=" + std::to_string(nx) + " NAXIS2=" + std::to_string(ny) +
                                             " are no multiples of the 32-pixel telemetry block: use an image of whole blocks");
  std::vector<int> blocks = dark_blocks(image);
  C2Missing missing;
  if (summing == 1) {
    std::erase_if(blocks, [&](int block) { return std::find(null_blocks.begin(), null_blocks.end(), block) != null_blocks.end(); });
    missing.count = static_cast<int>(blocks.size());
  } else if (!blocks.empty()) {
    missing.count = static_cast<int>(blocks.size()) - kEmptyBlocksOfSummedImage;
    if (!compat_bugs) missing.count = std::max(missing.count, 0);
  }

  if (missing.count > kLongestList) {
    missing.list = "More than 17 blocks missing";
  } else if (missing.count == 0) {
    missing.list = "None";
  } else if (summing == 1) {
    missing.list = blank_separated(blocks);
  } else if (summing > 2 || !compat_bugs) {
    missing.list = "Not computed for summed images.";
  } else {
    throw Error(CORKIT_ERROR_UNSUPPORTED,
                "SolarSoft stops at a C2 image summed by 2 (SUMCOL, SUMROW, LEBXSUM, LEBYSUM) with lost blocks: run without compat-bugs");
  }
  return missing;
}

}  // namespace corkit
