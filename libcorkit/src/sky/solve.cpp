#include "sky/solve.hpp"

#include "sky/report.hpp"

namespace corkit::sky {

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
