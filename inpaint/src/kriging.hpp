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

struct HoleGuess {
  bool carried = false;       // by context images (fill/carried_context.hpp)
  double pixel_variance = 0;  // of the logarithm, around the hole; 0: the hole has no cells
};

// Replaces the guess of the scene's missing pixels in the holes named. With context images it is the mean of the candidates of
// fill/carried_context.hpp, and scene.alone, at_rest, carried and expected get the candidates and the expected error; where that is not
// possible, and without context, it is kriged from the image alone. `change` is the covariance of the ratio to a context.
std::vector<HoleGuess> krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Covariance &single,
                             const Covariance &change);

}  // namespace corkit::inpaint
