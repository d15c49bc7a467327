#include "sky/search.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace corkit::sky {

namespace {

constexpr double kRollWindow_deg = 2;
constexpr double kEphemerisWindow_px = 5;
constexpr double kDim = 0.4;  // of the light that a detection needs: stars below are not looked for
constexpr double kAsBright_mag = 0.5;
constexpr int kShifts = 96;
constexpr double kShift_px = 17;

std::vector<SkyStar> within_reach(const Sight &sight, const Camera &camera, double least) {
  std::vector<SkyStar> stars;
  for (const auto &star : sight.stars)
    if (ease(sight, camera, star) >= least) stars.push_back(star);
  return stars;
}

// Point minus star, median: what a wrong EXPTIME shifts.
double usual_difference(const Fit &fit, const std::vector<SkyStar> &stars, const std::vector<Spot> &spots) {
  std::vector<double> differences;
  for (const auto &pair : fit.pairs) differences.push_back(spots[pair.spot].seen_mag - stars[pair.star].seen_mag);
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return *middle;
}

std::optional<Found> follow(const Sight &sight, const Candidate &candidate) {
  const auto &optics = sight.scene.optics;
  const Camera start(optics, sight.sun, {optics.sun.x + candidate.offset.x, optics.sun.y + candidate.offset.y}, candidate.roll_deg);
  auto stars = within_reach(sight, start, kDim);
  std::optional<Brightness> brightness;
  if (sight.habits.pair_magnitudes) brightness = Brightness{*sight.habits.pair_magnitudes};
  auto fit = fit_attitude(start, stars, sight.spots, {tolerances_of(sight), brightness});
  if (fit && !brightness && sight.scene.colours_known) {
    brightness = Brightness{kAsBright_mag, usual_difference(*fit, stars, sight.spots)};
    fit = fit_attitude(fit->camera, stars, sight.spots, {{tolerances_of(sight).back()}, brightness});
  }
  if (!fit) return std::nullopt;
  return Found{std::move(*fit), std::move(stars), candidate.votes, brightness, {}};
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
        static_cast<double>(pairs_of(found.fit.camera, found.stars, sight.spots, tolerance, found.brightness, shift).size()) / kShifts;
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
