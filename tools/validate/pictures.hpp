// Pictures of two products and of how far they are apart.
#pragma once

#include <corkit/corkit.h>

#include <string>
#include <vector>

#include "validate/checked.hpp"

namespace tool::validate {

// PNG files in memory: SolarSoft's product, corkit's with the same scale, and the difference of each pixel relative to its brightness
// and the image's median: black for identical, then by powers of ten from 1e-8 to 1, the largest in each picture pixel, so that a single
// one shows; a circle where the difference is worst. Failure where a product cannot be shown.
std::vector<std::string> pictures_of(corkit_context *ctx, const Checked &checked, const Image &theirs, const Image &mine);

}  // namespace tool::validate
