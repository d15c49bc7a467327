#include "network_input.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "median.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kFloor = 1e-3;  // of the scale, where the corona is featureless
// Radius at which the plane "radius" is 0 and its unit, solar radii.
constexpr double kRadius0 = 4, kRadiusUnit = 3;
constexpr double kLogRange = 6;  // of expected error over noise

struct Moments {
  double mean = 0, deviation = 0;
};

Moments moments(const Image<float> &values, const Image<std::uint8_t> &use) {
  double n = 0, sum = 0, squares = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (use[k] == 0) continue;
    const auto v = static_cast<double>(values[k]);
    n += 1;
    sum += v;
    squares += v * v;
  }
  if (n == 0) return {};
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(0.0, squares / n - mean * mean))};
}

// Median absolute deviation of a cell from the mean of its four neighbours, as the standard deviation of one cell.
double cell_noise(const PolarPatch &patch) {
  std::vector<float> differences;
  const int n = patch.values.nx();
  for (int j = 1; j + 1 < n; ++j) {
    for (int i = 1; i + 1 < n; ++i) {
      if (patch.valid(i, j) == 0 || patch.valid(i - 1, j) == 0 || patch.valid(i + 1, j) == 0 || patch.valid(i, j - 1) == 0 ||
          patch.valid(i, j + 1) == 0)
        continue;
      const float mean = (patch.values(i - 1, j) + patch.values(i + 1, j) + patch.values(i, j - 1) + patch.values(i, j + 1)) / 4;
      differences.push_back(std::abs(patch.values(i, j) - mean));
    }
  }
  if (differences.empty()) return 0;
  return 1.4826 * static_cast<double>(upper_median(differences)) / std::sqrt(1.25);
}

Image<float> scaled(const PolarPatch &patch, double mean, double scale) {
  Image<float> out(patch.values.nx(), patch.values.ny());
  for (std::size_t k = 0; k < out.size(); ++k)
    if (patch.valid[k] != 0) out[k] = static_cast<float>(std::clamp((static_cast<double>(patch.values[k]) - mean) / scale, -20.0, 20.0));
  return out;
}

PolarPatch ratio_patch(const PolarGrid &grid, const Image<float> &image, const Image<std::uint8_t> &valid,
                       const std::vector<double> &profile) {
  PolarPatch patch = to_polar(grid, image, valid);
  for (int j = 0; j < grid.n; ++j)
    for (int i = 0; i < grid.n; ++i)
      patch.values(i, j) = static_cast<float>(static_cast<double>(patch.values(i, j)) / profile[static_cast<std::size_t>(j)]);
  return patch;
}

// Logarithm of the expected error over the noise of a cell, in the hole.
Image<float> expected_plane(const PolarPatch &expected, const Image<float> &hole, double noise) {
  Image<float> out(hole.nx(), hole.ny(), static_cast<float>(-kLogRange));
  for (std::size_t k = 0; k < out.size(); ++k)
    if (hole[k] > 0 && expected.values[k] > 0 && noise > 0)
      out[k] = static_cast<float>(std::clamp(std::log(static_cast<double>(expected.values[k]) / noise), -kLogRange, kLogRange));
  return out;
}

}  // namespace

Scene make_scene(const Image<float> &image, const Image<std::uint8_t> &state, const Image<float> &guess, const Image<float> &reference,
                 double sun_x, double sun_y, double rsun) {
  const int nx = image.nx(), ny = image.ny();
  Scene scene;
  scene.sun_x = sun_x;
  scene.sun_y = sun_y;
  scene.rsun = rsun;
  scene.image = scene.guess = image;
  scene.measured = scene.known = Image<std::uint8_t>(nx, ny);
  scene.reference = reference;
  for (std::size_t k = 0; k < image.size(); ++k) {
    scene.measured[k] = state[k] == kMeasured && std::isfinite(image[k]) ? 1 : 0;
    const bool guessed = state[k] == kMissing && std::isfinite(guess[k]);
    if (guessed) scene.guess[k] = guess[k];
    scene.known[k] = scene.measured[k] != 0 || guessed ? 1 : 0;
  }
  if (!reference.empty()) {
    scene.reference_valid = Image<std::uint8_t>(nx, ny);
    for (std::size_t k = 0; k < reference.size(); ++k) scene.reference_valid[k] = std::isfinite(reference[k]) ? 1 : 0;
  }
  return scene;
}

RadialProfile profile_of(const Scene &scene, double r_first, double r_last) {
  Image<std::uint8_t> state(scene.image.nx(), scene.image.ny(), kUnusable);
  for (std::size_t k = 0; k < state.size(); ++k)
    if (scene.measured[k] != 0) state[k] = kMeasured;
  return {convert<double>(scene.image), state, scene.sun_x, scene.sun_y, r_first, r_last};
}

std::vector<std::string> guide_names(bool with_context) {
  std::vector<std::string> names{"guess", "hole", "noise", "radius"};
  if (with_context) names.insert(names.end(), {"context", "context_valid", "alone", "at_rest", "carried", "expected"});
  return names;
}

NetworkInput network_input(const Scene &scene, const RadialProfile &profile, const PolarGrid &grid, bool with_context) {
  NetworkInput in;
  in.grid = grid;
  for (int j = 0; j < grid.n; ++j) in.profile.push_back(profile(std::max(grid.r(j), 1.0)));
  const PolarPatch data = ratio_patch(grid, scene.image, scene.measured, in.profile);
  const PolarPatch guess = ratio_patch(grid, scene.guess, scene.known, in.profile);
  const Moments local = moments(data.values, data.valid);
  in.mean = local.mean;
  in.scale = std::max(local.deviation, kFloor);
  in.noise = cell_noise(data);
  in.data = scaled(data, in.mean, in.scale);
  in.data_mask = data.valid;
  in.guides.push_back(scaled(guess, in.mean, in.scale));
  Image<float> hole(grid.n, grid.n), radius(grid.n, grid.n);
  for (int j = 0; j < grid.n; ++j) {
    for (int i = 0; i < grid.n; ++i) {
      hole(i, j) = guess.valid(i, j) != 0 && data.valid(i, j) == 0 ? 1.0F : 0.0F;
      radius(i, j) = static_cast<float>((grid.r(j) / scene.rsun - kRadius0) / kRadiusUnit);
    }
  }
  in.guides.push_back(std::move(hole));
  in.guides.emplace_back(grid.n, grid.n, static_cast<float>(in.noise / in.scale));
  in.guides.push_back(std::move(radius));
  if (with_context) {
    const PolarPatch context = ratio_patch(grid, scene.reference, scene.reference_valid, in.profile);
    Image<std::uint8_t> both = context.valid;
    for (std::size_t k = 0; k < both.size(); ++k)
      if (data.valid[k] == 0) both[k] = 0;
    // Shifted so that it agrees with the data where both are there.
    const double shift = moments(context.values, both).mean - moments(data.values, both).mean;
    in.guides.push_back(scaled(context, in.mean + shift, in.scale));
    in.guides.push_back(convert<float>(context.valid));
    for (const Image<float> *candidate : {&scene.alone, &scene.at_rest, &scene.carried})
      in.guides.push_back(scaled(ratio_patch(grid, *candidate, scene.known, in.profile), in.mean, in.scale));
    in.guides.push_back(expected_plane(ratio_patch(grid, scene.expected, scene.known, in.profile), in.guides[kHolePlane], in.noise));
  }
  return in;
}

PolarGrid grid_around(double x0, double y0, double x1, double y1, double sun_x, double sun_y, double cell, int margin, int multiple) {
  const double cx = (x0 + x1) / 2 - sun_x, cy = (y0 + y1) / 2 - sun_y;
  PolarGrid grid{sun_x, sun_y, std::hypot(cx, cy), std::atan2(cy, cx), cell, multiple};
  double reach = 0;  // cells
  // The rim's extremes are at its corners and, across, where a side is nearest to the Sun; its own points are close enough together.
  constexpr int steps = 16;
  for (int k = 0; k <= steps; ++k) {
    const double t = static_cast<double>(k) / steps;
    const std::array<std::array<double, 2>, 4> points{
        {{x0 + t * (x1 - x0), y0}, {x0 + t * (x1 - x0), y1}, {x0, y0 + t * (y1 - y0)}, {x1, y0 + t * (y1 - y0)}}};
    for (const auto &point : points) {
      double i = 0, j = 0;
      grid.locate(point[0], point[1], i, j);
      const double middle = (grid.n - 1) / 2.0;
      reach = std::max({reach, std::abs(i - middle), std::abs(j - middle)});
    }
  }
  const double side = 2 * (reach + margin);
  grid.n = static_cast<int>(std::ceil(side / multiple)) * multiple;
  return grid;
}

}  // namespace corkit::inpaint
