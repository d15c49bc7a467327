// The cards of a level-1 header that come from the level-0.5 header and from the pointing.
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md sections 12 and 20.5)
#pragma once

#include <optional>
#include <string>

#include "core/image.hpp"
#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/rectify.hpp"

namespace corkit {

// FXHMAKE's cards, the copied keywords, LEVEL, and the level-0.5 HISTORY and COMMENT lines.
Header begin_product_header(const AnyImage &image, const LascoHeader &header, const std::string &product_name);

// The calibration reads EXPTIME and MID_TIME from the product's cards, which hold six digits.
void reread_times(const Header &product, LascoHeader &header);

struct PointingCards {
  std::string date, time;  // of the image, corrected where possible
  bool final_correction = false;
  bool no_time_correction = false;
  double rsun_arcsec = 0;
  bool sun_from_stars = false, roll_from_stars = false;
  std::optional<float> arcsec_per_pixel = std::nullopt;  // of Geometry::sky; else get_sec_pixel's
};

// RECTIFY ... RSUN: file name, WCS, times.
void add_pointing_cards(Header &product, const LascoHeader &header, const std::string &product_name, const Rectification &plan,
                        const PointingCards &pointing);

// BSCALE, BZERO, BLANK and the comments about scaling.
void add_scaling_cards(Header &product);

}  // namespace corkit
