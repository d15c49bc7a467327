#include "score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "median.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kSmoothing = 2;  // half width
constexpr int kWindow = 8;

struct SmoothedSum {
  double squares = 0;   // sum of those of the smoothed residual
  double variance = 0;  // sum over the pixels of what the smoothing leaves of a pixel's variance of 1
};

SmoothedSum smoothed_sum(const Image<double> &residual, const Image<std::uint8_t> &hole) {
  SmoothedSum sum;
  for (int y = 0; y < hole.ny(); ++y) {
    for (int x = 0; x < hole.nx(); ++x) {
      if (hole(x, y) == 0) continue;
      double mean = 0;
      int n = 0;
      for (int v = std::max(0, y - kSmoothing); v <= std::min(hole.ny() - 1, y + kSmoothing); ++v) {
        for (int u = std::max(0, x - kSmoothing); u <= std::min(hole.nx() - 1, x + kSmoothing); ++u) {
          if (hole(u, v) == 0) continue;
          mean += residual(u, v);
          ++n;
        }
      }
      mean /= n;
      sum.squares += mean * mean;
      sum.variance += 1.0 / n;
    }
  }
  return sum;
}

// Of one pixel's noise, by second differences along columns: brightness hardly bends within three pixels. Along rows neighbours are
// anticorrelated (-0.19 in C2), which would count as more noise.
double noise_of(const Image<float> &truth, const Image<std::uint8_t> &hole) {
  std::vector<double> bends;
  const auto at = [&](int x, int y) { return static_cast<double>(truth(x, y)); };
  for (int y = 1; y + 1 < hole.ny(); ++y)
    for (int x = 0; x < hole.nx(); ++x)
      if (hole(x, y - 1) != 0 && hole(x, y) != 0 && hole(x, y + 1) != 0)
        bends.push_back(std::abs(at(x, y - 1) - 2 * at(x, y) + at(x, y + 1)));
  return bends.empty() ? 0 : 1.4826 * upper_median(bends) / std::sqrt(6.0);
}

bool whole(const Image<std::uint8_t> &hole, int x0, int y0) {
  for (int y = y0; y < y0 + kWindow; ++y)
    for (int x = x0; x < x0 + kWindow; ++x)
      if (hole(x, y) == 0) return false;
  return true;
}

double window_ssim(const Image<float> &a, const Image<float> &b, int x0, int y0, double range) {
  constexpr double n = kWindow * kWindow;
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (int y = y0; y < y0 + kWindow; ++y) {
    for (int x = x0; x < x0 + kWindow; ++x) {
      const auto p = static_cast<double>(a(x, y)), q = static_cast<double>(b(x, y));
      sa += p;
      sb += q;
      saa += p * p;
      sbb += q * q;
      sab += p * q;
    }
  }
  const double ma = sa / n, mb = sb / n;
  const double va = (saa - n * ma * ma) / (n - 1), vb = (sbb - n * mb * mb) / (n - 1), cov = (sab - n * ma * mb) / (n - 1);
  const double c1 = 0.01 * range * 0.01 * range, c2 = 0.03 * range * 0.03 * range;
  return (2 * ma * mb + c1) * (2 * cov + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
}

double mean_ssim(const Image<float> &truth, const Image<float> &fill, const Image<std::uint8_t> &hole, double range) {
  double sum = 0;
  int n = 0;
  for (int y = 0; y + kWindow <= hole.ny(); ++y) {
    for (int x = 0; x + kWindow <= hole.nx(); ++x) {
      if (!whole(hole, x, y)) continue;
      sum += window_ssim(truth, fill, x, y, range);
      ++n;
    }
  }
  return n == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / n;
}

}  // namespace

HoleScore score_hole(const Image<float> &truth, const Image<float> &fill, const Image<std::uint8_t> &hole, const Image<float> &sigma) {
  Image<double> residual(truth.nx(), truth.ny());
  double squares = 0, errors = 0, brightness = 0;
  auto lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  std::size_t n = 0, covered = 0;
  bool expected = true;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    if (hole[k] == 0) continue;
    const auto t = static_cast<double>(truth[k]);
    const double error = static_cast<double>(fill[k]) - t;
    residual[k] = error;
    squares += error * error;
    errors += error;
    brightness += t;
    lowest = std::min(lowest, t);
    highest = std::max(highest, t);
    ++n;
    if (!sigma.empty() && std::isnan(sigma[k])) expected = false;
    if (!sigma.empty() && std::abs(error) <= static_cast<double>(sigma[k])) ++covered;
  }
  if (n == 0) throw Error(CORKIT_ERROR_INTERNAL, "a hole without pixels cannot be scored");
  const auto count = static_cast<double>(n);
  const double mean = brightness / count;
  const double rms = std::sqrt(squares / count);
  HoleScore score;
  score.raw = rms / mean;
  const SmoothedSum smoothed = smoothed_sum(residual, hole);
  score.smoothed = std::sqrt(smoothed.squares / count) / mean;
  score.floor = noise_of(truth, hole) * std::sqrt(smoothed.variance / count) / mean;
  score.mean_error = std::abs(errors / count) / mean;
  score.psnr = 20 * std::log10((highest - lowest) / rms);
  score.ssim = mean_ssim(truth, fill, hole, highest - lowest);
  if (!sigma.empty() && expected) score.covered = static_cast<double>(covered) / count;
  return score;
}

}  // namespace corkit::inpaint
