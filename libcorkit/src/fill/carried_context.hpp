// What a hole looks like by the cells around it and by context images, carried along with what moves.
//
// Given     an image and the states of its pixels, context images with the time they were taken, the radial profile
// Returned  the logarithm of image / profile in the hole and a little around it
// Notes     1. Kriging with external drift. The logarithm of image / profile on polar cells (fill/polar_cells.hpp) is a sum of the same of
//              each context image, carried outward (inward from one taken later) by 0, 12, 24, 36 and 48 pixels, and across by 12 to either
//              side or not at all, with coefficients that are not known, and of a remainder with the covariance of the corona. The measured
//              cells around the hole decide over all of them at once: a corona at rest makes the first coefficient 1, a front that moves
//              the others, a context that tells nothing none.
//           2. Four candidates: no context; the ratio to the contexts at rest, as if hardly anything had changed; and carried, with two
//              covariances of the remainder: that of images, where coefficients may vary over the hole, and that of their changes. Each is
//              asked to foretell the cells of one sector around the hole from the others, twelve times; their mean has weights that fall
//              with the twelfth power of the error of that. So a context that tells nothing, or misleads, is left out, and none is carried
//              where nothing moves.
//           3. The expected error of a cell grows with the mean variance of the candidates, the error of the sectors, and how far the
//              candidates are from each other.
//           4. What is finer than a cell (stars, the edges of plumes) comes from the contexts at rest, in proportion to their coefficient.
//           5. One thread, sums in a fixed order.
#pragma once

#include <optional>
#include <vector>

#include "fill/corona_covariance.hpp"
#include "fill/polar_cells.hpp"

namespace corkit {

struct CarriedImage {
  const Image<double> *image = nullptr;  // smoothed (fill/context_reference.hpp); NaN where it has no value
  double hours = 0;                      // after the image; only the sign counts. NaN: not known, and it is not carried
};

struct CarryScene {
  const Image<double> *image = nullptr;
  const Image<std::uint8_t> *state = nullptr;  // fill/pixel_state.hpp
  double sun_x = 0, sun_y = 0;
  std::vector<CarriedImage> contexts;
  const Image<double> *reference = nullptr;  // the contexts' mean, smoothed (fill/context_reference.hpp)
  const RadialProfile *profile = nullptr;
  Covariance single = kImageCovariance, change = kChangeCovariance;
};

// One estimate of a hole.
struct CarriedField {
  std::vector<double> log_ratio;  // log(image / profile) by cells; 0 where nothing was wanted
  double rest = 0;                // coefficient of the contexts at rest, 0 ... 1
};

struct CarriedEstimate {
  PolarCells cells;
  CarriedField best;                     // the mean of the candidates
  CarriedField alone, at_rest, carried;  // the candidates, the last two of them averaged; `best` where one could not be had
  std::vector<double> fine_base;         // log(reference / profile) by cells
  std::vector<double> deviation;         // by cells of the hole: expected error of best's logarithm, the noise of a pixel not counted
  double pixel_variance = 0;             // of the logarithm, around the hole
  double structure = 0;                  // share of the error of the sectors that is no noise, 0 ... 1
  double moved_pixels = 0;               // mean displacement, outward in time, of what the contexts contribute

  // Brightness by one of the fields, and expected relative error, at a pixel of the hole or next to it.
  double value(const CarryScene &scene, const CarriedField &field, int x, int y) const;
  double error(int x, int y) const;
};

// None when a context has no value in the hole or around it, for holes larger than 192 pixels a side, and for those with hardly a measured
// cell around them.
std::optional<CarriedEstimate> carry_into(const CarryScene &scene, const std::vector<std::size_t> &hole);

}  // namespace corkit
