// What is doubtful about an image that is reduced all the same: sentences for the product's warnings.
//
// Notes     Nothing here changes a pixel or a card, but mend_sums(), which does what an image needs to be reduced at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/exposure.hpp"

namespace corkit {

// Keywords the chain reads that are given more than once with different values.
std::vector<std::string> duplicate_warnings(const Header &cards);

// Cards of the exposure, the field, the sums, the time and the roll that hold no number, or no whole one where one belongs.
std::vector<std::string> number_warnings(const Header &cards);

// MID_DATE at odds with DATE-OBS. Not for models, whose middle is that of a month.
std::vector<std::string> date_warnings(const LascoHeader &header);

// A bias of 0 because READPORT is missing or unknown.
std::optional<std::string> port_warning(const LascoHeader &header, const ExposureFactor &exposure);

// An exposure factor of 1 because the image's day has no table of them, or the table no row for the image. MID_DATE 0 is date_warnings'
// business.
std::optional<std::string> exposure_warning(const LascoHeader &header, const ExposureFactor &exposure);

// All pixels alike: an image of zeros, or of what a failed read-out leaves.
std::optional<std::string> sameness_warning(const AnyImage &raw);

// An image in which nothing is brighter than 0, or than the bias: a dark image or a closed door. raw: counts, unwrapped.
std::optional<std::string> darkness_warning(const AnyImage &raw, const LascoHeader &header, const ExposureFactor &exposure);

// The header's roll and the one that is used more than a degree apart. cards: whether there is a CROTA1. whose: "of the pointing tables".
std::optional<std::string> roll_warning(const LascoHeader &header, const Header &cards, float roll_deg, std::string_view whose);

// LEBXSUM = LEBYSUM = 1 of images that were summed 2x2 on board (a flight error of 1997): set to 2, with a warning, where the field is
// full, the image 512 x 512 and nothing else says that it was summed. Error with the likely value where the size of a full field disagrees
// with the sums otherwise, if its pixels are to be used.
std::optional<std::string> mend_sums(LascoHeader &header, int nx, int ny, bool pixels_used);

}  // namespace corkit
