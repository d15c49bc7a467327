// What the rim of a hole says beyond the estimate by contexts that were carried into it.
//
// Given     the estimate (fill/carried_context.hpp) and the hole
// Returned  a factor for each of the hole's pixels
// Notes     1. Measured pixels beside the hole over what the estimate says of them, each the mean of 3 x 3 (stars left out: a single pixel
// is
//              mostly noise), and the harmonic surface between them.
//           2. Of its logarithm the estimate's `structure` is taken: nothing where the surroundings are foretold as well as their noise
//              allows, nearly all where a front crosses.
#pragma once

#include <vector>

#include "fill/carried_context.hpp"
#include "fill/membrane_system.hpp"

namespace corkit {

// In the order of hole.pixels; 1 where nothing was measured beside the hole.
std::vector<double> rim_factors(const CarryScene &scene, const CarriedEstimate &estimate, const MembraneHole &hole);

}  // namespace corkit
