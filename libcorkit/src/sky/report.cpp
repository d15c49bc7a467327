#include "sky/report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sky/photometry.hpp"

namespace corkit::sky {

namespace {

constexpr std::size_t kScaleStars = 50;  // more than these
constexpr double kClipAt = 3;
constexpr double kBright = 20;  // times the noise of 5 x 5 pixels
constexpr int kLeastBright = 5;
constexpr double kLeastScatter_mag = 0.05;
constexpr double kApertureGain_mag = 0.17;  // 5 x 5 pixels hold more of a star than 3 x 3
constexpr double kOddBrightness_mag = 0.5;
constexpr int kLeastJudges = 5;

// The scatter that the noise of the image alone gives the stars, full-frame pixels an axis.
double noise_rms(const Sight &sight, const Found &found) {
  double squares = 0;
  for (const auto &pair : found.fit.pairs) squares += sight.spots[pair.spot].error_px * sight.spots[pair.spot].error_px;
  return std::sqrt(squares / static_cast<double>(found.fit.pairs.size()));
}

void report_pointing(const Sight &sight, const Found &found, bool sun_known, Solution &solution) {
  const auto &scene = sight.scene;
  const auto &camera = found.fit.camera;
  const auto pixel_of = [&](const Camera &c, const Vec3 &d) { return scene.frame.image(c.pixel(d).value_or(Pixel{})); };
  solution.camera = camera;
  solution.rms_px = found.fit.rms / scene.frame.bin;
  solution.noise_rms_px = noise_rms(sight, found) / scene.frame.bin;
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
  FitSettings settings{{tolerances_of(sight).back()}, found.brightness};
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
    star.noise_px = sight.spots[pair.spot].error_px / sight.scene.frame.bin;
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
  points.reserve(counted.size());
  for (const auto &pair : counted) points.push_back(pair.second);
  if (points.empty()) return;
  const double zero = median_of(points);
  for (auto &value : points) value = std::abs(value - zero);
  const double limit = kClipAt * std::max(1.4826 * median_of(points), kLeastScatter_mag);
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

void report(const Sight &sight, const std::vector<Star> &table, const Found &found, bool sun_known, Solution &solution) {
  report_pointing(sight, found, sun_known, solution);
  report_scale(sight, found, solution);
  report_stars(sight, table, found, solution);
  report_zero_point(sight, solution);
  judge_brightness(sight.scene, solution);
}

}  // namespace corkit::sky
