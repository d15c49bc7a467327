#include "sky/solve.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "sky/apparent.hpp"
#include "sky/detect.hpp"
#include "sky/earth.hpp"
#include "sky/fit.hpp"
#include "sky/gates.hpp"
#include "sky/photometry.hpp"
#include "sky/scene.hpp"
#include "sky/vote.hpp"

namespace corkit::sky {

namespace {

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

Habits habits_of(Detector detector) {
  if (detector == Detector::C3)
    return {9.5, 75, {0, 0.85}, {0, 0.92}, 26, 0.125, 120, 8.8, std::nullopt, std::nullopt, {3, 2.5, 2, 1.5, 1, 0.8}};
  return {2.6, 230, {0.2, 0.66}, {0.2, 0.92}, 95, 0.1, 1000, 8.5, 0.8, 0.8, {3, 2.5, 2, 1.5, 1.2, 1.2}};
}

constexpr double kRollWindow_deg = 2;
constexpr double kEphemerisWindow_px = 5;
constexpr double kDim = 0.4;  // of the light that a detection needs: stars below are not looked for
constexpr int kShifts = 96;
constexpr double kShift_px = 17;
constexpr std::size_t kScaleStars = 50;  // more than these
constexpr double kClip = 3;
constexpr double kBright = 20;  // times the noise of 5 x 5 pixels
constexpr int kLeastBright = 5;
constexpr double kLeastScatter_mag = 0.05;
constexpr double kApertureGain_mag = 0.17;  // 5 x 5 pixels hold more of a star than 3 x 3
constexpr double kOddBrightness_mag = 0.5;
constexpr int kLeastJudges = 5;

std::vector<double> rolls_around(double roll_deg, double step_deg) {
  std::vector<double> rolls;
  const int n = static_cast<int>(std::lround(kRollWindow_deg / step_deg));
  for (const double turn : {0.0, 180.0})
    for (int k = -n; k <= n; ++k) rolls.push_back(roll_deg + turn + k * step_deg);
  return rolls;
}

Image<float> finite_pixels(const AnyImage &image) {
  auto pixels = convert<float>(image);
  for (auto &value : pixels)
    if (!std::isfinite(value)) value = 0;
  return pixels;
}

// What the search works with.
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

Image<std::uint8_t> excluded_pixels(const Image<float> &pixels, const Scene &scene, const Habits &habits) {
  auto excluded = dead_pixels(pixels);
  const Pixel centre = scene.frame.image(scene.optics.sun);
  const double radius = habits.inner_px / scene.frame.bin;
  for (int y = 0; y < pixels.ny(); ++y)
    for (int x = 0; x < pixels.nx(); ++x)
      if (hypotenuse(x - centre.x, y - centre.y) < radius) excluded(x, y) = 1;
  return excluded;
}

// Products have their vignetting corrected.
double loss_mag(const Scene &scene, Pixel full) {
  return scene.level1 ? 0 : dimming_mag(scene.detector, hypotenuse(full.x - scene.optics.sun.x, full.y - scene.optics.sun.y));
}

Sight look(const Scene &scene, const std::vector<Star> &table, const Ephemeris *ephemeris, const AnyImage &image) {
  Sight sight{scene, habits_of(scene.detector), finite_pixels(image), {}, {}, {}, {}};
  sight.excluded = excluded_pixels(sight.pixels, scene, sight.habits);
  sight.points = find_points(sight.pixels, sight.excluded, scene.frame.bin > 1 ? sight.habits.summed_shape : sight.habits.shape);
  for (const auto &point : sight.points.found) {
    const Pixel at = scene.frame.full({point.x, point.y});
    sight.spots.push_back({at, scene.zero_point_mag - loss_mag(scene, at) - 2.5 * std::log10(point.sum * scene.rate_of_unit)});
  }
  sight.geocentric = geocentric_sun(scene.utc);
  sight.sun = ephemeris == nullptr ? sight.geocentric : apparent_sun(ephemeris->position_km(scene.utc), scene.utc);
  sight.stars = apparent_stars(table, scene.utc, sight.geocentric, sight.habits.radius_deg);
  for (auto &star : sight.stars) star.seen_mag = star.v_mag + colour_term(scene.detector, star.b_v_mag);
  return sight;
}

// The light that a star's 3 x 3 pixels should hold over what a detection needs; 0 where nothing is looked for.
double ease(const Sight &sight, const Camera &camera, const SkyStar &star) {
  const auto full = camera.pixel(star.direction);
  if (!full) return 0;
  const Pixel at = sight.scene.frame.image(*full);
  const int x = static_cast<int>(std::lround(at.x)), y = static_cast<int>(std::lround(at.y));
  if (x < 3 || y < 3 || x >= sight.pixels.nx() - 3 || y >= sight.pixels.ny() - 3 || sight.excluded(x, y) != 0) return 0;
  const double noise = noise_at(sight.points.noise, at.x, at.y);
  if (!(noise > 0)) return 0;
  const double light =
      std::pow(10, 0.4 * (sight.scene.zero_point_mag - loss_mag(sight.scene, *full) - star.seen_mag)) / sight.scene.rate_of_unit;
  return light / (3 * kLeastSignificance * noise);
}

std::vector<SkyStar> within_reach(const Sight &sight, const Camera &camera, double least) {
  std::vector<SkyStar> stars;
  for (const auto &star : sight.stars)
    if (ease(sight, camera, star) >= least) stars.push_back(star);
  return stars;
}

struct Found {
  Fit fit;
  std::vector<SkyStar> stars;  // the fit's
  int votes = 0;
  Evidence evidence;
};

std::vector<double> tolerances_of(const Sight &sight) {
  auto tolerances = sight.habits.tolerances;
  for (auto &tolerance : tolerances) tolerance *= sight.scene.frame.bin;
  return tolerances;
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

struct Outcome {
  std::optional<Found> found;
  std::string reason;
};

Outcome search_sky(const Sight &sight, bool sun_known) {
  Search search;
  search.rolls_deg = rolls_around(sight.scene.roll_deg, sight.habits.roll_step_deg);
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

void report_pointing(const Sight &sight, const Found &found, bool sun_known, Solution &solution) {
  const auto &scene = sight.scene;
  const auto &camera = found.fit.camera;
  const auto pixel_of = [&](const Camera &c, const Vec3 &d) { return scene.frame.image(c.pixel(d).value_or(Pixel{})); };
  solution.camera = camera;
  solution.rms_px = found.fit.rms / scene.frame.bin;
  solution.geocentric_sun = pixel_of(camera, sight.geocentric);
  const double ex = error_of(found.fit, [&](const Camera &c) { return pixel_of(c, sight.geocentric).x; });
  const double ey = error_of(found.fit, [&](const Camera &c) { return pixel_of(c, sight.geocentric).y; });
  solution.position_error_px = hypotenuse(ex, ey);
  const Pixel at = scene.optics.sun;
  solution.nominal_sun = scene.frame.image(at);
  solution.roll_deg = camera.roll_deg(at);
  // Near +-180 the angle jumps: the difference to the solution is what counts.
  solution.roll_error_deg = error_of(found.fit, [&](const Camera &c) { return std::remainder(c.roll_deg(at) - solution.roll_deg, 360.0); });
  const Vec3 nominal = camera.direction(at);
  solution.nominal_ra_deg = ra_degrees(nominal);
  solution.nominal_dec_deg = dec_degrees(nominal);
  if (!sun_known) return;
  solution.sun = pixel_of(camera, sight.sun);
  solution.sun_roll_deg = camera.roll_deg(camera.pixel(sight.sun).value_or(at));
}

void report_scale(const Sight &sight, const Found &found, Solution &solution) {
  if (found.fit.pairs.size() <= kScaleStars) return;
  FitSettings settings{{tolerances_of(sight).back()}, sight.habits.pair_magnitudes};
  settings.scale = true;
  const auto free = fit_attitude(found.fit.camera, found.stars, sight.spots, settings);
  if (!free) return;
  const double product = sight.scene.optics.product_scale_arcsec * sight.scene.frame.bin;
  const auto relative = [&](const Camera &c) { return c.optics().scale_arcsec / sight.scene.optics.scale_arcsec; };
  solution.scale_arcsec = product * relative(free->camera);
  solution.scale_error_arcsec = product * error_of(*free, relative);
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void report_stars(const Sight &sight, const std::vector<Star> &table, const Found &found, Solution &solution) {
  for (const auto &pair : found.fit.pairs) {
    const auto &sky = found.stars[pair.star];
    MatchedStar star;
    star.star = table[static_cast<std::size_t>(sky.index)];
    star.measured = sight.scene.frame.image(sight.spots[pair.spot].at);
    star.off = {pair.off.x / sight.scene.frame.bin, pair.off.y / sight.scene.frame.bin};
    star.ra_deg = ra_degrees(sky.direction);
    star.dec_deg = dec_degrees(sky.direction);
    const auto light = aperture_sum(sight.pixels, sight.excluded, star.measured.x, star.measured.y);
    if (light && *light > 0) {
      star.rate = *light * (sight.scene.level1 ? 1 : sight.scene.rate_of_unit);
      star.zero_point_mag = sky.seen_mag + 2.5 * std::log10(*star.rate);
    }
    solution.stars.push_back(star);
  }
}

// The radii at which a camera's throughput is even, full frame; C2's level-0.5 images by the known loss.
bool within_even_field(Detector detector, double r_px) { return detector == Detector::C2 || (r_px >= 270 && r_px <= 510); }

void report_zero_point(const Sight &sight, Solution &solution) {
  std::vector<double> points;
  std::vector<std::pair<MatchedStar *, double>> counted;
  for (auto &star : solution.stars) {
    const Pixel at = sight.scene.frame.full(star.measured);
    if (!star.rate ||
        !within_even_field(sight.scene.detector, hypotenuse(at.x - sight.scene.optics.sun.x, at.y - sight.scene.optics.sun.y)))
      continue;
    counted.emplace_back(&star, star.zero_point_mag + loss_mag(sight.scene, at));
  }
  // Faint stars say little, and are blends more often than not.
  const auto bright = [&](const auto &pair) {
    const MatchedStar &star = *pair.first;
    const double light = *star.rate / (sight.scene.level1 ? 1 : sight.scene.rate_of_unit);
    return light > kBright * 5 * noise_at(sight.points.noise, star.measured.x, star.measured.y);
  };
  if (std::count_if(counted.begin(), counted.end(), bright) >= kLeastBright)
    std::erase_if(counted, [&](const auto &pair) { return !bright(pair); });
  for (const auto &pair : counted) points.push_back(pair.second);
  if (points.empty()) return;
  const double zero = median_of(points);
  for (auto &value : points) value = std::abs(value - zero);
  const double limit = kClip * std::max(1.4826 * median_of(points), kLeastScatter_mag);
  double total = 0, squares = 0;
  int n = 0;
  for (auto &[star, point] : counted) {
    star->photometric = std::abs(point - zero) <= limit;
    if (!star->photometric) continue;
    ++n;
    total += point - zero;
    squares += (point - zero) * (point - zero);
  }
  const double mean = total / n;
  solution.zero_point_mag = zero + mean;
  solution.zero_point_scatter_mag = std::sqrt(std::max(squares / n - mean * mean, 0.0));
  solution.photometric_stars = n;
}

// An EXPTIME that is wrong shows in the stars.
void judge_brightness(const Scene &scene, Solution &solution) {
  if (scene.level1 || !solution.zero_point_mag || solution.photometric_stars < kLeastJudges) return;
  const double off = *solution.zero_point_mag - (scene.zero_point_mag + kApertureGain_mag);
  if (std::abs(off) < kOddBrightness_mag) return;
  char text[160];
  std::snprintf(text, sizeof text,
                "the stars are %.1f times %s than EXPTIME %.2f s lets expect: exposure time, filter or polariser of the header is doubtful",
                std::pow(10, 0.4 * std::abs(off)), off < 0 ? "fainter" : "brighter", scene.exposure_s);
  solution.warnings.emplace_back(text);
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
  const Outcome outcome = search_sky(sight, ephemeris != nullptr);
  solution.reason = outcome.reason;
  if (outcome.found) {
    solution.votes = outcome.found->votes;
    solution.seeable = outcome.found->evidence.seeable;
    solution.chance = outcome.found->evidence.chance;
  }
  if (!outcome.found || !outcome.reason.empty()) return solution;
  solution.solved = true;
  report_pointing(sight, *outcome.found, ephemeris != nullptr, solution);
  report_scale(sight, *outcome.found, solution);
  report_stars(sight, table, *outcome.found, solution);
  report_zero_point(sight, solution);
  judge_brightness(scene, solution);
  return solution;
}

}  // namespace corkit::sky
