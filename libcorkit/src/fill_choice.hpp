// Which fill an image gets, and whether its product says which pixels were filled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/image.hpp"
#include "lasco/lasco_header.hpp"
#include "level1.hpp"

namespace corkit {

// Membrane and network, the last step of the chain.
bool fills_last(Fill fill);

// SolarSoft's mask instead of its fill: so that what is not filled is that of --fill none.
bool masks_lost(Fill fill);

// SolarSoft's fill, a step of the calibration.
bool fills_fuzzily(Fill fill, const LascoHeader &header);

// had_mask: the image came with a FILLMASK, which is kept without being asked for.
bool writes_fill_mask(const Level1Options &options, const LascoHeader &header, bool had_mask);

// Where one was asked for in vain.
std::optional<std::string> no_fill_mask_warning(const Level1Options &options, const LascoHeader &header, bool had_mask);

// Where the fuzzy fill was asked for, not only the default, and the image is none that SolarSoft fills.
std::optional<std::string> no_fuzzy_fill_warning(const Level1Options &options, const LascoHeader &header);

// Likewise, where it leaves all blocks of a C3 Clear image masked.
std::optional<std::string> given_up_warning(const Level1Options &options);

// What has no value counts as filled no longer: the occulter, and what is lost now.
void take_out_what_is_masked(const RealImage &image, Image<std::uint8_t> &filled);

}  // namespace corkit
