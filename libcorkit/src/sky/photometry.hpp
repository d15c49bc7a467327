// Brightness of a star in an image.
//
// Given     image [any unit]; a position
// Returned  the sum over 5 x 5 pixels above a plane through the ring around them [unit of the image]
// Notes     1. The plane goes through the pixels 4 to 6.5 px away, those far from their median left out.
//           2. Colour: C3 Clear is most sensitive in the red, V alone would make red stars too bright:
//              zero point = V + 2.5 log10(rate) + 0.46 (B-V) + 0.17 max(0, B-V-1), scatter 0.08 mag.
#pragma once

#include <cstdint>
#include <optional>

#include "core/image.hpp"
#include "lasco/detector.hpp"

namespace corkit::sky {

// Empty where a pixel that is needed is excluded or outside.
std::optional<double> aperture_sum(const Image<float> &image, const Image<std::uint8_t> &excluded, double x, double y);

// What is to be added to V + 2.5 log10(rate) so that stars of all colours have one zero point; 0 for C2, where no dependence was found.
double colour_term(Detector detector, double b_v_mag);

}  // namespace corkit::sky
