// Brightness of a star in an image: what is measured, and what is to be expected.
//
// Given     image [any unit]; a position; magnitude and colour of a star
// Returned  the sum over 5 x 5 pixels above a plane through the ring around them [unit of the image]; corrections in magnitudes
// Notes     1. The plane goes through the pixels 4 to 6.5 px away, those far from their median left out.
//           2. Both cameras are more sensitive to red stars of the same V:
//              C3 Clear   V + 2.5 log10(rate) - 0.46 (B-V) - 0.17 max(0, B-V-1) = 10.75, scatter 0.08 to 0.2 mag
//              C2 Orange  V + 2.5 log10(rate) - 0.22 (B-V) = 11.5 at the radius of best throughput, scatter 0.15 mag
//           3. C2's occulter cuts into the beam far beyond its edge, and the corners are dark: the loss is the median of 452 stars of 40
//              images in rings of 40 px.
#pragma once

#include <cstdint>
#include <optional>

#include "core/image.hpp"
#include "lasco/detector.hpp"

namespace corkit::sky {

// Empty where a pixel that is needed is excluded or outside.
std::optional<double> aperture_sum(const Image<float> &image, const Image<std::uint8_t> &excluded, double x, double y);

// What is to be added to V + 2.5 log10(rate) so that stars of all colours have one zero point.
double colour_term(Detector detector, double b_v_mag);

// What a level-0.5 image loses to vignetting at a distance from the camera's nominal Sun pixel, magnitudes; 0 for C3.
double dimming_mag(Detector detector, double r_px);

// Zero point of the sum over 3 x 3 pixels: C3 Clear, C2 Orange, no polariser.
double core_zero_point(Detector detector);

}  // namespace corkit::sky
