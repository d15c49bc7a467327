// Which pixels of a file are lost.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "core/oracle.hpp"
#include "level1.hpp"
#include "stages/rectify.hpp"
#include "stages/warp.hpp"

namespace corkit {

// 1 where the mask file is not 0. Error naming it when its size is not nx x ny. What reading it warned of is added to warnings.
Image<std::uint8_t> read_loss_mask(const std::string &path, int nx, int ny, std::vector<std::string> &warnings);

// Level 0.5, also a sub-field: zero pixels of blocks that the camera sends.
Image<std::uint8_t> level05_missing(const Level1Context &context, const AnyImage &raw, const LascoHeader &header);

// What was done to the pixels of a level-1 product: distortion (null: COMMENT says /NOWARP) and rotation (RECTIFY, HISTORY, CRPIX).
struct ProductGeometry {
  std::shared_ptr<const WarpMap> map;
  Rectification rectification;
};
ProductGeometry product_geometry(const Level1Context &context, const Header &cards, LascoHeader header, Oracle oracle);

// Level 1: the blocks of MISSLIST where distortion and rotation have brought them.
// Error(CORKIT_ERROR_KEYWORD_VALUE) where MISSLIST does not name the blocks.
Image<std::uint8_t> level1_missing(const Level1Context &context, const Header &cards, const LascoHeader &header, Oracle oracle);

}  // namespace corkit
