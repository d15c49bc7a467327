#include "sky/solve.hpp"

#include <cmath>
#include <optional>

#include "sky/earth.hpp"
#include "sky/report.hpp"

namespace corkit::sky {

namespace {

// Where an image is solved without an ephemeris, and with it is not, the ephemeris is doubtful.
std::optional<std::string> doubt_ephemeris(const Scene &scene, const std::vector<Star> &table, const Ephemeris &ephemeris,
                                           const AnyImage &image) {
  const Sight sight = look(scene, table, nullptr, image);
  const Outcome outcome = search_sky(sight, rolls_around(sight), false);
  if (!outcome.proved()) return std::nullopt;
  const auto sun = outcome.found->fit.camera.pixel(apparent_sun(ephemeris.position_km(scene.utc), scene.utc));
  const double off = sun ? hypotenuse(sun->x - scene.optics.sun.x, sun->y - scene.optics.sun.y) : 0;
  return "with the ephemeris " + ephemeris.file() + " the Sun would be " + std::to_string(std::lround(off)) +
         " px from its usual pixel, without it " + std::to_string(outcome.found->fit.pairs.size()) +
         " stars prove a pointing: is it SOHO's?";
}

}  // namespace

Solution solve_stars(const CalibrationStore &store, const std::vector<Star> &table, const Ephemeris *ephemeris, const AnyImage &image,
                     const Header &cards, const SolveOptions &options) {
  const Scene scene = scene_of(store, image, cards, options);
  Solution solution;
  solution.detector = scene.detector;
  solution.level1 = scene.level1;
  solution.utc = scene.utc;
  solution.clock_s = scene.clock_s;
  solution.clock_corrected = scene.clock_corrected;
  solution.frame = scene.frame;
  solution.nominal_sun = scene.frame.image(scene.optics.sun);
  solution.warnings = scene.warnings;

  const Sight sight = look(scene, table, ephemeris, image);
  solution.points = static_cast<int>(sight.spots.size());
  const bool sun_known = ephemeris != nullptr;
  Outcome outcome = search_sky(sight, rolls_around(sight), sun_known);
  // The header's roll may be wrong by any angle. More rolls ask for more stars: the gates know how many were tried.
  if (!outcome.proved())
    if (auto wide = search_sky(sight, rolls_all_around(sight), sun_known); wide.proved()) outcome = std::move(wide);
  solution.reason = outcome.reason;
  if (!outcome.proved() && sun_known)
    if (auto reason = doubt_ephemeris(scene, table, *ephemeris, image)) solution.reason = *reason;
  if (outcome.found) {
    solution.votes = outcome.found->votes;
    solution.seeable = outcome.found->evidence.seeable;
    solution.chance = outcome.found->evidence.chance;
  }
  if (!outcome.proved()) return solution;
  solution.solved = true;
  report(sight, table, *outcome.found, sun_known, solution);
  return solution;
}

}  // namespace corkit::sky
