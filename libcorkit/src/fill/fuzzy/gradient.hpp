// The direction in which the brightness around a gap grows.
//
// Follows   fuzzy/grad_zone.pro (spec/level1.md 10.5)
// Given     zone: pixels around a gap, 0 in the gap; sides are multiples of 8 pixels
// Returned  angle in radians, 0 to 2 pi, from the x axis towards the y axis; 0 where there is no gradient along y
// Notes     1. The sum runs over the cells next to those that border the gap, 8 x 8 pixels each, after a 7 x 7 median.
//           2. NaN pixels give 0 instead of an angle that is none.
//           3. Medians are computed where that sum, or the choice of its cells, depends on them.
#pragma once

#include "core/image.hpp"

namespace corkit::fuzzy {

double grad_zone(const Image<float> &zone);

}  // namespace corkit::fuzzy
