// A picture of an image with its stars circled.
#pragma once

#include <string>

#include "stars/finding.hpp"

namespace tool {

// Writes PNG: matched stars with their V magnitudes, the Sun (with an ephemeris; else where it would be seen from the Earth's centre).
void write_overlay(corkit_context *ctx, const Finding &finding, const std::string &path);

}  // namespace tool
