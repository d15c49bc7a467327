#include "sky/detect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sky/median_filter.hpp"

namespace corkit::sky {

namespace {

constexpr double kKept = 0.9;            // of the pixels of a block, the others may hold stars
constexpr double kMeanOfKept = 0.65728;  // of |v|, of normal deviates of variance 1
constexpr double kCentroidSigma = 1.1;   // px
constexpr int kCentroidSteps = 6;
// Pixels of error for a sum as large as its noise. Of a Gaussian star of width p, weights of width w and light F in pixels of noise n the
// centroid errs by sqrt(pi / 2) (w^2 + p^2)^2 / w^2 n / F; p = 0.9 px, and 3 x 3 pixels hold 0.82 of F.
constexpr double kCentroidNoise = 1.15;
constexpr int kFlat = 8;        // side of a square of equal pixels
constexpr int kMargin = 3;      // px around dead pixels
constexpr int kSampleStep = 5;  // px: sums of 3 x 3 that share no pixel
constexpr std::size_t kLeastSamples = 400;

float median_of(std::vector<float> &values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Of the smallest nine tenths: a mean does not jump from one whole count to the next as a median does.
float noise_of(std::vector<float> &sizes) {
  const auto kept = static_cast<std::ptrdiff_t>(kKept * static_cast<double>(sizes.size()));
  std::nth_element(sizes.begin(), sizes.begin() + kept, sizes.end());
  const double total = std::accumulate(sizes.begin(), sizes.begin() + kept, 0.0);
  return static_cast<float>(total / static_cast<double>(kept) / kMeanOfKept);
}

Image<float> block_noise(const Image<float> &residual, const Image<std::uint8_t> &excluded) {
  const int nx = (residual.nx() + kNoiseBlock - 1) / kNoiseBlock, ny = (residual.ny() + kNoiseBlock - 1) / kNoiseBlock;
  Image<float> noise(nx, ny);
  std::vector<float> values;
  for (int by = 0; by < ny; ++by)
    for (int bx = 0; bx < nx; ++bx) {
      values.clear();
      for (int y = by * kNoiseBlock; y < std::min((by + 1) * kNoiseBlock, residual.ny()); ++y)
        for (int x = bx * kNoiseBlock; x < std::min((bx + 1) * kNoiseBlock, residual.nx()); ++x)
          if (excluded(x, y) == 0) values.push_back(std::abs(residual(x, y)));
      if (values.size() >= kNoiseBlock) noise(bx, by) = noise_of(values);
    }
  Image<float> smooth(nx, ny);
  for (int by = 0; by < ny; ++by)
    for (int bx = 0; bx < nx; ++bx) {
      values.clear();
      for (int y = std::max(by - 1, 0); y <= std::min(by + 1, ny - 1); ++y)
        for (int x = std::max(bx - 1, 0); x <= std::min(bx + 1, nx - 1); ++x)
          if (noise(x, y) > 0) values.push_back(noise(x, y));
      if (!values.empty()) smooth(bx, by) = median_of(values);
    }
  return smooth;
}

bool highest(const Image<float> &image, int x, int y) {
  const float peak = image(x, y);
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx) {
      if (dx == 0 && dy == 0) continue;
      const float other = image(x + dx, y + dy);
      // Of two equal pixels the later one counts.
      if (other > peak || (other == peak && (dy > 0 || (dy == 0 && dx > 0)))) return false;
    }
  return true;
}

double sum_3x3(const Image<float> &image, int x, int y) {
  double total = 0;
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx) total += static_cast<double>(image(x + dx, y + dy));
  return total;
}

// How much noisier 3 x 3 sums are than nine independent pixels make them: interpolation and lossy compression spread noise over
// neighbours.
double coarseness(const Image<float> &residual, const Image<float> &noise, const Image<std::uint8_t> &excluded) {
  std::vector<float> sums;
  for (int y = kMargin; y < residual.ny() - kMargin; y += kSampleStep)
    for (int x = kMargin; x < residual.nx() - kMargin; x += kSampleStep) {
      const double own = static_cast<double>(noise(x / kNoiseBlock, y / kNoiseBlock));
      if (excluded(x, y) == 0 && own > 0) sums.push_back(static_cast<float>(std::abs(sum_3x3(residual, x, y)) / (3 * own)));
    }
  return sums.size() < kLeastSamples ? 1 : std::max(1.0, static_cast<double>(noise_of(sums)));
}

// False where it leaves the peak's neighbourhood.
bool centroid(const Image<float> &image, int px, int py, Detection &star) {
  star.x = px;
  star.y = py;
  for (int step = 0; step < kCentroidSteps; ++step) {
    double weights = 0, sx = 0, sy = 0;
    for (int y = py - 2; y <= py + 2; ++y)
      for (int x = px - 2; x <= px + 2; ++x) {
        const double dx = x - star.x, dy = y - star.y;
        const double w = std::exp(-(dx * dx + dy * dy) / (2 * kCentroidSigma * kCentroidSigma)) * static_cast<double>(image(x, y));
        weights += w;
        sx += w * dx;
        sy += w * dy;
      }
    if (!(weights > 0)) return false;
    star.x += sx / weights;
    star.y += sy / weights;
    if (std::abs(star.x - px) > 1.5 || std::abs(star.y - py) > 1.5) return false;
  }
  return true;
}

}  // namespace

double noise_at(const Image<float> &noise, double x, double y) {
  const double u = std::clamp((x - (kNoiseBlock - 1) / 2.0) / kNoiseBlock, 0.0, noise.nx() - 1.0);
  const double v = std::clamp((y - (kNoiseBlock - 1) / 2.0) / kNoiseBlock, 0.0, noise.ny() - 1.0);
  const int i = std::min(static_cast<int>(u), std::max(noise.nx() - 2, 0)), j = std::min(static_cast<int>(v), std::max(noise.ny() - 2, 0));
  const int i1 = std::min(i + 1, noise.nx() - 1), j1 = std::min(j + 1, noise.ny() - 1);
  const double p = u - i, q = v - j;
  const auto at = [&noise](int bx, int by) { return static_cast<double>(noise(bx, by)); };
  return (1 - q) * ((1 - p) * at(i, j) + p * at(i1, j)) + q * ((1 - p) * at(i, j1) + p * at(i1, j1));
}

Image<std::uint8_t> dead_pixels(const Image<float> &image) {
  const int nx = image.nx(), ny = image.ny();
  Image<std::uint8_t> dead(nx, ny);
  for (std::size_t k = 0; k < image.size(); ++k) dead[k] = image[k] == 0 || !std::isfinite(image[k]) ? 1 : 0;
  // run(x, y): how many pixels up to x are equal
  std::vector<std::array<int, kFlat>> runs(static_cast<std::size_t>(nx));
  for (int y = 0; y < ny; ++y) {
    int run = 0;
    for (int x = 0; x < nx; ++x) {
      run = x > 0 && image(x, y) == image(x - 1, y) ? run + 1 : 1;
      auto &history = runs[static_cast<std::size_t>(x)];
      history[static_cast<std::size_t>(y % kFlat)] = run;
      if (y < kFlat - 1 || *std::min_element(history.begin(), history.end()) < kFlat) continue;
      bool equal = true;
      for (int k = 1; k < kFlat && equal; ++k) equal = image(x, y - k) == image(x, y);
      for (int j = y - kFlat + 1; equal && j <= y; ++j) std::fill_n(dead.row(j) + x - kFlat + 1, kFlat, std::uint8_t{1});
    }
  }
  Image<std::uint8_t> across(nx, ny), grown(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      if (dead(x, y) != 0) {
        const int from = std::max(x - kMargin, 0), to = std::min(x + kMargin, nx - 1);
        std::fill_n(across.row(y) + from, to - from + 1, std::uint8_t{1});
      }
  for (int y = 0; y < ny; ++y)
    for (int j = std::max(y - kMargin, 0); j <= std::min(y + kMargin, ny - 1); ++j)
      for (int x = 0; x < nx; ++x) grown(x, y) = grown(x, y) | across(x, j);
  return grown;
}

Points find_points(const Image<float> &image, const Image<std::uint8_t> &excluded, const PointShape &shape) {
  Points points;
  points.residual = median_9x9(image);
  for (std::size_t k = 0; k < image.size(); ++k) points.residual[k] = image[k] - points.residual[k];
  points.noise = block_noise(points.residual, excluded);
  points.coarseness = coarseness(points.residual, points.noise, excluded);
  points.grain = points.noise;
  for (auto &value : points.grain)
    if (value > 0) value = static_cast<float>(std::max(points.coarseness * static_cast<double>(value), shape.least_noise));
  points.needed = shape.noise_of_pixels ? points.noise : points.grain;
  for (auto &value : points.needed) value *= static_cast<float>(3 * kLeastSignificance);
  const auto &residual = points.residual;
  for (int y = kMargin; y < image.ny() - kMargin; ++y)
    for (int x = kMargin; x < image.nx() - kMargin; ++x) {
      // Quick refusals first: below its neighbours, below zero.
      if (!(residual(x, y) > 0) || residual(x, y) < residual(x - 1, y) || residual(x, y) < residual(x + 1, y)) continue;
      if (excluded(x, y) != 0 || !highest(residual, x, y)) continue;
      Detection star;
      star.peak = static_cast<double>(residual(x, y));
      star.noise = noise_at(points.noise, x, y);
      if (!(star.noise > 0) || star.peak < kLeastPeak * star.noise) continue;
      star.sum = sum_3x3(residual, x, y);
      if (star.sum < noise_at(points.needed, x, y)) continue;
      star.error_px = kCentroidNoise * 3 * noise_at(points.grain, x, y) / star.sum;
      const double sharpness = star.peak / star.sum;
      if (sharpness < shape.least_sharpness || sharpness > shape.most_sharpness) continue;
      if (centroid(residual, x, y, star)) points.found.push_back(star);
    }
  std::stable_sort(points.found.begin(), points.found.end(), [](const Detection &a, const Detection &b) { return a.sum > b.sum; });
  return points;
}

}  // namespace corkit::sky
