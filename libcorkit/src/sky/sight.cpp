#include "sky/sight.hpp"

#include <cmath>

#include "sky/earth.hpp"
#include "sky/photometry.hpp"

namespace corkit::sky {

namespace {

constexpr float kMostValue = 1e30F;

Habits habits_of(Detector detector) {
  if (detector == Detector::C3)
    return {9.5, 75, {0, 0.85}, {0, 0.92}, 26, 0.125, 120, 8.8, std::nullopt, std::nullopt, {3, 2.5, 2, 1.5, 1, 0.8}};
  return {2.6, 230, {0.2, 0.66}, {0.2, 0.92}, 95, 0.1, 1000, 8.5, 0.8, 0.8, {3, 2.5, 2, 1.5, 1.2, 1.2}};
}

Image<float> finite_pixels(const AnyImage &image) {
  auto pixels = convert<float>(image);
  for (auto &value : pixels)
    if (!(std::abs(value) < kMostValue)) value = 0;  // no number, infinite, or as good as
  return pixels;
}

Image<std::uint8_t> excluded_pixels(const Image<float> &pixels, const Scene &scene, const Habits &habits) {
  auto excluded = dead_pixels(pixels);
  const Pixel centre = scene.frame.image(scene.optics.sun);
  const double radius = habits.inner_px / scene.frame.bin;
  for (int y = 0; y < pixels.ny(); ++y)
    for (int x = 0; x < pixels.nx(); ++x)
      if (hypotenuse(x - centre.x, y - centre.y) < radius) excluded(x, y) = 1;
  return excluded;
}

}  // namespace

double loss_mag(const Scene &scene, Pixel full) {
  return scene.level1 ? 0 : dimming_mag(scene.detector, hypotenuse(full.x - scene.optics.sun.x, full.y - scene.optics.sun.y));
}

Sight look(const Scene &scene, const std::vector<Star> &table, const Ephemeris *ephemeris, const AnyImage &image) {
  Sight sight{scene, habits_of(scene.detector), finite_pixels(image), {}, {}, {}, {}};
  sight.excluded = excluded_pixels(sight.pixels, scene, sight.habits);
  PointShape shape = scene.frame.bin > 1 ? sight.habits.summed_shape : sight.habits.shape;
  shape.least_noise = scene.least_noise;
  shape.noise_of_pixels = scene.detector == Detector::C2;
  sight.points = find_points(sight.pixels, sight.excluded, shape);
  for (const auto &point : sight.points.found) {
    const Pixel at = scene.frame.full({point.x, point.y});
    sight.spots.push_back({at, scene.zero_point_mag - loss_mag(scene, at) - 2.5 * std::log10(point.sum * scene.rate_of_unit),
                           scene.frame.bin * point.error_px});
  }
  sight.geocentric = geocentric_sun(scene.utc);
  sight.sun = ephemeris == nullptr ? sight.geocentric : apparent_sun(ephemeris->position_km(scene.utc), scene.utc);
  sight.stars = apparent_stars(table, scene.utc, sight.geocentric, sight.habits.radius_deg);
  for (auto &star : sight.stars) star.seen_mag = star.v_mag + colour_term(scene.detector, star.b_v_mag);
  return sight;
}

double ease(const Sight &sight, const Camera &camera, const SkyStar &star) {
  const auto full = camera.pixel(star.direction);
  if (!full) return 0;
  const Pixel at = sight.scene.frame.image(*full);
  const int x = static_cast<int>(std::lround(at.x)), y = static_cast<int>(std::lround(at.y));
  if (x < 3 || y < 3 || x >= sight.pixels.nx() - 3 || y >= sight.pixels.ny() - 3 || sight.excluded(x, y) != 0) return 0;
  const double needed = noise_at(sight.points.needed, at.x, at.y);
  if (!(needed > 0)) return 0;
  const double light =
      std::pow(10, 0.4 * (sight.scene.zero_point_mag - loss_mag(sight.scene, *full) - star.seen_mag)) / sight.scene.rate_of_unit;
  return light / needed;
}

std::vector<double> tolerances_of(const Sight &sight) {
  auto tolerances = sight.habits.tolerances;
  for (auto &tolerance : tolerances) tolerance *= sight.scene.frame.bin;
  return tolerances;
}

}  // namespace corkit::sky
