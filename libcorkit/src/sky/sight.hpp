// What is looked at: an image's points of light, the stars of its part of the sky, and how a camera's images are searched.
#pragma once

#include <optional>
#include <vector>

#include "sky/apparent.hpp"
#include "sky/detect.hpp"
#include "sky/scene.hpp"
#include "sky/vote.hpp"

namespace corkit::sky {

struct Habits {
  double radius_deg;  // of the field, with room for the Sun's shift
  double inner_px;    // full frame: nothing is looked for within, about the nominal Sun
  PointShape shape, summed_shape;
  double window_px, roll_step_deg;
  std::size_t voting_stars;
  double faintest_mag;                                // of those
  std::optional<double> magnitudes, pair_magnitudes;  // of a vote, of a pair of the fit
  std::vector<double> tolerances;
};

struct Sight {
  const Scene &scene;
  Habits habits;
  Image<float> pixels;
  Image<std::uint8_t> excluded;
  Points points;
  std::vector<Spot> spots;
  std::vector<SkyStar> stars;
  Vec3 geocentric{}, sun{};
};

Sight look(const Scene &scene, const std::vector<Star> &table, const Ephemeris *ephemeris, const AnyImage &image);

// What vignetting takes at a pixel of the full frame, magnitudes; products have it corrected.
double loss_mag(const Scene &scene, Pixel full);

// The light that a star's 3 x 3 pixels should hold over what a detection needs; 0 where nothing is looked for.
double ease(const Sight &sight, const Camera &camera, const SkyStar &star);

// Of the fit, pixels of the full frame.
std::vector<double> tolerances_of(const Sight &sight);

}  // namespace corkit::sky
