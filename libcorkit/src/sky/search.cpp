#include "sky/search.hpp"

#include <cmath>
#include <numbers>

namespace corkit::sky {

namespace {

constexpr double kRollWindow_deg = 2;
constexpr double kEphemerisWindow_px = 5;
constexpr double kDim = 0.4;  // of the light that a detection needs: stars below are not looked for
constexpr int kShifts = 96;
constexpr double kShift_px = 17;

std::vector<SkyStar> within_reach(const Sight &sight, const Camera &camera, double least) {
  std::vector<SkyStar> stars;
  for (const auto &star : sight.stars)
    if (ease(sight, camera, star) >= least) stars.push_back(star);
  return stars;
}

std::optional<Found> follow(const Sight &sight, const Candidate &candidate) {
  const auto &optics = sight.scene.optics;
  const Camera start(optics, sight.sun, {optics.sun.x + candidate.offset.x, optics.sun.y + candidate.offset.y}, candidate.roll_deg);
  auto stars = within_reach(sight, start, kDim);
  auto fit = fit_attitude(start, stars, sight.spots, {tolerances_of(sight), sight.habits.pair_magnitudes});
  if (!fit) return std::nullopt;
  return Found{std::move(*fit), std::move(stars), candidate.votes, {}};
}

Evidence evidence_of(const Sight &sight, const Found &found, const Search &search) {
  Evidence evidence;
  evidence.pairs = static_cast<int>(found.fit.pairs.size());
  evidence.rms_px = found.fit.rms / sight.scene.frame.bin;
  for (const auto &star : sight.stars)
    if (ease(sight, found.fit.camera, star) >= 1) ++evidence.seeable;
  const double tolerance = tolerances_of(sight).back();
  for (int k = 0; k < kShifts; ++k) {
    const double angle = 2 * std::numbers::pi * k / kShifts;
    const double reach = kShift_px * (1 + k % 4 / 2.0);
    const Pixel shift{reach * std::cos(angle), reach * std::sin(angle)};
    evidence.chance +=
        static_cast<double>(pairs_of(found.fit.camera, found.stars, sight.spots, tolerance, sight.habits.pair_magnitudes, shift).size()) /
        kShifts;
  }
  const double side = 2 * search.half_window / tolerance;
  evidence.trials = static_cast<double>(search.rolls_deg.size()) * side * side;
  return evidence;
}

}  // namespace

std::vector<double> rolls_around(const Sight &sight) {
  const double step_deg = sight.habits.roll_step_deg;
  std::vector<double> rolls;
  const int n = static_cast<int>(std::lround(kRollWindow_deg / step_deg));
  for (const double turn : {0.0, 180.0})
    for (int k = -n; k <= n; ++k) rolls.push_back(sight.scene.roll_deg + turn + k * step_deg);
  return rolls;
}

std::vector<double> rolls_all_around(const Sight &sight) {
  std::vector<double> rolls;
  const int n = static_cast<int>(std::lround(360 / sight.habits.roll_step_deg));
  rolls.reserve(static_cast<std::size_t>(n));
  for (int k = 0; k < n; ++k) rolls.push_back(sight.scene.roll_deg + k * sight.habits.roll_step_deg);
  return rolls;
}

Outcome search_sky(const Sight &sight, const std::vector<double> &rolls_deg, bool sun_known) {
  Search search;
  search.rolls_deg = rolls_deg;
  search.half_window = sun_known ? kEphemerisWindow_px : sight.habits.window_px;
  search.magnitudes = sight.habits.magnitudes;
  if (sight.spots.empty()) return {std::nullopt, "no point of light is found in the image"};
  const Camera nominal(sight.scene.optics, sight.sun, sight.scene.optics.sun, sight.scene.roll_deg);
  std::vector<SkyStar> voters;
  for (const auto &star : sight.stars) {
    if (voters.size() == sight.habits.voting_stars || star.v_mag > sight.habits.faintest_mag) break;
    const auto full = nominal.pixel(star.direction);
    if (!full) continue;
    const Pixel at = sight.scene.frame.image(*full);
    const double margin = search.half_window / sight.scene.frame.bin;
    if (at.x > -margin && at.y > -margin && at.x < sight.pixels.nx() + margin && at.y < sight.pixels.ny() + margin) voters.push_back(star);
  }
  Outcome outcome;
  for (const auto &candidate : vote(sight.scene.optics, sight.sun, voters, sight.spots, search)) {
    auto found = follow(sight, candidate);
    if (found && (!outcome.found || found->fit.pairs.size() > outcome.found->fit.pairs.size())) outcome.found = std::move(found);
  }
  if (!outcome.found) return {std::nullopt, "no roll and shift brings three stars onto points of light"};
  outcome.found->evidence = evidence_of(sight, *outcome.found, search);
  if (auto reason = doubt(sight.scene.detector, outcome.found->evidence)) outcome.reason = *reason;
  return outcome;
}

}  // namespace corkit::sky
