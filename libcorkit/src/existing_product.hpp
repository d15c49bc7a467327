// What lies where a product is to go: file counters have been reset, so that two observations can have one number and one product name.
//
// Given     path  where the product goes; input  header of the level-0.5 image
// Notes     1. A product belongs to the input when their dates agree within an hour: the clock's corrections are minutes, and a number
//              comes again after years. The product's date is that of the line "Original date_obs" in HISTORY, else DATE-OBS.
//           2. Without a date on either side (monthly models) the name decides.
//           3. The product's headers are read, not its pixels.
#pragma once

#include <filesystem>

#include "fits/header.hpp"

namespace corkit {

enum class Existing {
  none,    // nothing, or an empty file
  whole,   // a product of this observation
  damaged  // a product of this observation that is cut short; with overwrite: anything else
};

// Throws Error(CORKIT_ERROR_OTHER_PRODUCT) for a product of another observation, which it names with both dates, and for a file that is no
// level-1 product, unless overwrite is set.
Existing existing_product(const std::filesystem::path &path, const Header &input, bool overwrite);

}  // namespace corkit
