// The best linear estimate of a hole from the cells around it, given how the corona varies (kriging).
//
// Notes     1. Works on the cells of hole_cells.hpp with the covariance of covariance.hpp; the noise of each cell is part of it.
//           2. The corona is quiet here and structured there: the amplitude of the covariance is that of a few that makes the cells around
//              the hole most likely.
//           3. Holes of more than 192 pixels a side, and holes with hardly a cell around them, keep the first guess they have.
#pragma once

#include <optional>
#include <vector>

#include "covariance.hpp"
#include "hole_cells.hpp"

namespace corkit::inpaint {

// The wanted cells' values, in their order; none when there are too few cells around, or too many.
std::optional<std::vector<double>> krige_cells(const HoleCells &cells, const Covariance &covariance);

// With context images a hole is estimated with these carried along (fill/carried_context.hpp), `alone` being the covariance of images and
// `covariance` that of changes; where that is not possible, from the ratio to the reference.
// Replaces the guess of the scene's missing pixels in the holes named. Returns the number of holes it estimated. With context,
// scene.alone gets the estimate that does without, by the covariance `alone`.
int krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Covariance &covariance, const Covariance &alone);

}  // namespace corkit::inpaint
