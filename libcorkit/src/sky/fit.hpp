// A camera's attitude from stars and points that belong together.
//
// Given     a camera that is right to a few pixels, stars (brightest first), points
// Returned  the camera turned so that the stars fall on the points, and which fell on which
// Notes     1. Nearest neighbours within a tolerance that shrinks from step to step; a point belongs to one star, the brightest.
//           2. Three angles, and where asked for the scale, by Gauss-Newton; the loss grows like a square up to 0.3 px and linearly beyond
//              (soft L1), so that blends and wrong pairs pull little.
//           3. Errors are those of such a fit, from the scatter found: var = <psi^2> / <psi'>^2 (J^T J)^-1.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sky/vote.hpp"

namespace corkit::sky {

struct Pair {
  std::size_t star = 0, spot = 0;
  Pixel off;  // measured minus predicted
};

// Which differences of brightness, point minus star, a pair may have: what differs more is blended, or no star.
struct Brightness {
  double width = 0, middle = 0;  // magnitudes
};

struct FitSettings {
  std::vector<double> tolerances;  // px, one a step
  std::optional<Brightness> brightness;
  double soft = 0.3;  // px
  bool scale = false;
};

struct Fit {
  Camera camera;
  std::vector<Pair> pairs;
  double rms = 0;                                     // px, an axis
  std::array<std::array<double, 4>, 4> covariance{};  // of east, north, out [rad] and of the scale's logarithm
};

// Empty where fewer than three pairs are found.
std::optional<Fit> fit_attitude(const Camera &start, std::span<const SkyStar> stars, std::span<const Spot> spots,
                                const FitSettings &settings);

// Pairs of a camera as it is, shifted by `shift`.
std::vector<Pair> pairs_of(const Camera &camera, std::span<const SkyStar> stars, std::span<const Spot> spots, double tolerance,
                           const std::optional<Brightness> &brightness, Pixel shift = {});

// The camera turned by small angles about its axes, its scale changed by a factor 1 + stretch.
Camera turned(const Camera &camera, const std::array<double, 4> &change);

// Standard error of a quantity of the camera.
template <class Quantity>
double error_of(const Fit &fit, Quantity &&quantity) {
  constexpr double kStep = 1e-6;
  std::array<double, 4> slope{};
  for (std::size_t k = 0; k < 4; ++k) {
    std::array<double, 4> change{};
    change[k] = kStep;
    const double up = quantity(turned(fit.camera, change));
    change[k] = -kStep;
    slope[k] = (up - quantity(turned(fit.camera, change))) / (2 * kStep);
  }
  double variance = 0;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j) variance += slope[i] * fit.covariance[i][j] * slope[j];
  return std::sqrt(variance);
}

}  // namespace corkit::sky
