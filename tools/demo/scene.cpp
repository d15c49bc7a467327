#include "demo/scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tool::demo {

namespace {

using std::numbers::pi;

double square(double x) { return x * x; }

double smooth_step(double x, double low, double high) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

// Difference of two angles, -pi..pi.
double angle_between(double a, double b) { return std::remainder(a - b, 2 * pi); }

double bump(double x, double centre, double width) { return std::exp(-square((x - centre) / width)); }

struct Polar {
  double r, angle;
};

Polar around_occulter(const Camera &camera, double x, double y) {
  return {std::hypot(x - camera.occulter_x, y - camera.occulter_y), std::atan2(y - camera.occulter_y, x - camera.occulter_x)};
}

// Solar radii and position angle from the Sun's centre.
Polar around_sun(const Camera &camera, double x, double y) {
  return {std::hypot(x - camera.sun_x, y - camera.sun_y) / camera.pixels_per_radius, std::atan2(y - camera.sun_y, x - camera.sun_x)};
}

constexpr double field_radius = 508;             // of C3's field stop, pixels
constexpr double pylon_angle = -140 * pi / 180;  // towards the lower left
constexpr double pylon_length = 420, pylon_half_width = 11;

double pylon_cover(const Camera &camera, double x, double y) {
  const double dx = x - camera.occulter_x, dy = y - camera.occulter_y;
  const double along = dx * std::cos(pylon_angle) + dy * std::sin(pylon_angle);
  const double across = std::abs(dy * std::cos(pylon_angle) - dx * std::sin(pylon_angle));
  if (along < 0) return 0;
  return (1 - smooth_step(across, pylon_half_width - 3, pylon_half_width + 3)) * (1 - smooth_step(along, pylon_length - 30, pylon_length));
}

struct Streamer {
  double angle, width, strength, bend;  // radians; share of the background; radians per e-fold of distance
};
constexpr std::array<Streamer, 7> streamer_list{{{0.10, 0.13, 0.55, 0.02},
                                                 {0.42, 0.06, 0.30, -0.03},
                                                 {2.72, 0.10, 0.48, 0.03},
                                                 {3.20, 0.16, 0.62, -0.02},
                                                 {3.72, 0.07, 0.35, 0.04},
                                                 {5.45, 0.09, 0.42, 0.02},
                                                 {5.95, 0.05, 0.26, -0.02}}};

constexpr double ejection_angle = 1.05;

}  // namespace

Camera c2_camera() { return {false, 512.6, 505.3, 511.2, 506.4, 80.7, 160, 25.1, 590.8}; }
Camera c3_camera() { return {true, 516.3, 529.5, 517.9, 531.8, 17.1, 62, 19.1, 379.2}; }

double transmission(const Camera &camera, double x, double y) {
  const auto [r, angle] = around_occulter(camera, x, y);
  if (!camera.c3) return std::clamp((r - 150) / 340, 0.01, 1.0) * (1 - 0.04 * smooth_step(r, 250, 650) * (1 + std::cos(2 * angle)));
  const double ramp = 1 - std::exp(-std::pow(std::max(r - camera.shadow, 0.0) / 65, 1.5));
  const double field = 1 - 0.8 * smooth_step(r, field_radius + 5, field_radius + 55);
  return std::max(0.02, 1.06 * ramp * (1 - 0.06 * square(r / 600)) * field * (1 - 0.6 * pylon_cover(camera, x, y)));
}

float inverse_vignetting(const Camera &camera, int x, int y) {
  const double r = around_occulter(camera, x, y).r;
  // Behind C2's occulter SolarSoft's map is 0, and so is the product.
  if (!camera.c3 && r < camera.shadow - 6) return 0;
  return static_cast<float>(1 / transmission(camera, x, y));
}

bool masked(const Camera &camera, int x, int y) {
  const double r = around_occulter(camera, x, y).r;
  return r < camera.shadow + 3 || r > field_radius || pylon_cover(camera, x, y) > 0.02;
}

double background(const Camera &camera, double x, double y) {
  const double r = std::max(around_occulter(camera, x, y).r, camera.shadow);
  const double angle = around_sun(camera, x, y).angle;
  const double flattening = 1 + 0.12 * std::cos(2 * (angle - 0.12));
  if (camera.c3) return transmission(camera, x, y) * (2900 * std::pow(r / 200, -2.6) * flattening + 430);
  // Diffracted light makes a bright ring at the edge of C2's occulter.
  const double behind = 90 + 140 * smooth_step(around_occulter(camera, x, y).r, 70, 150);
  const double seen = smooth_step(around_occulter(camera, x, y).r, camera.shadow - 12, camera.shadow);
  const double ring = 5200 * bump(around_occulter(camera, x, y).r, camera.shadow + 4, 9);
  return behind * (1 - seen) + ring + seen * transmission(camera, x, y) * (12500 * std::pow(r / 200, -2.8) * flattening + 420);
}

double streamers(const Camera &camera, double x, double y) {
  const auto [radii, angle] = around_sun(camera, x, y);
  if (radii < 1.8) return 0;
  double sum = 0;
  for (const Streamer &streamer : streamer_list) {
    const double away = angle_between(angle, streamer.angle + streamer.bend * std::log(radii / 2));
    // Helmet at the base, narrow stalk outwards, fine rays inside.
    const double width = streamer.width * (0.45 + 0.9 / radii);
    sum += streamer.strength * bump(away, 0, width) * (1 + 0.18 * std::cos(70 * away));
  }
  const double level = camera.c3 ? 2900 * std::pow(radii * camera.pixels_per_radius / 200, -2.5)
                                 : 12500 * std::pow(radii * camera.pixels_per_radius / 200, -2.7);
  return level * sum * smooth_step(radii, 1.8, 2.4);
}

double mass_ejection(const Camera &camera, double x, double y, double front) {
  if (front <= 0) return 0;
  const auto [radii, angle] = around_sun(camera, x, y);
  const double away = angle_between(angle, ejection_angle) / 0.62;
  if (std::abs(away) > 1.3 || radii < 1.8) return 0;
  // Bright front, dark cavity, bright core: the three parts of a classic one.
  const double distance = radii / front * (1 + 0.28 * square(away));
  const double loop = 0.9 * bump(distance, 0.95, 0.055) * (1 - smooth_step(std::abs(away), 0.9, 1.3));
  const double core = 1.1 * bump(distance, 0.55, 0.09) * bump(away, 0.05, 0.22) * (1 + 0.5 * std::sin(9 * away + 14 * distance));
  const double legs = 0.35 * (bump(away, 0.8, 0.10) + bump(away, -0.8, 0.10)) * smooth_step(0.95 - distance, 0, 0.2);
  const double unit = camera.c3 ? 2900 * std::pow(front * camera.pixels_per_radius / 200, -2.0)
                                : 12500 * std::pow(front * camera.pixels_per_radius / 200, -2.4);
  return 0.55 * unit * (loop + core + legs);
}

std::vector<int> unsent_blocks(const Camera &camera) {
  const double inner = camera.c3 ? 62 : 150, outer = camera.c3 ? 560 : 645;
  std::vector<int> blocks;
  for (int row = 0; row < frame / block; ++row) {
    for (int column = 0; column < frame / block; ++column) {
      double nearest = frame * 2, farthest = 0;
      for (const int x : {column * block, column * block + block - 1}) {
        for (const int y : {row * block, row * block + block - 1}) {
          const double r = around_occulter(camera, x, y).r;
          nearest = std::min(nearest, r);
          farthest = std::max(farthest, r);
        }
      }
      if (farthest < inner || nearest > outer) blocks.push_back(row * (frame / block) + column);
    }
  }
  return blocks;
}

double Random::uniform() {
  state_ += 0x9E3779B97F4A7C15U;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1.0p-53;
}

double Random::normal() {
  const double u = 1 - uniform(), v = uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * pi * v);
}

}  // namespace tool::demo
