#include "fill/context_reference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/distance.hpp"
#include "fill/near_blocks.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr int kKernelReach = 6;  // 4 sigma
constexpr int kNear = 3;         // blocks around what is missing
constexpr int kApart = 3;        // pixels between those of a median
constexpr double kStar = 4, kLeastDeviation = 0.005;
constexpr int kAlongSteps = 4, kAlongStep = 2;  // pixels

// Exposures differ by some per cent: without this a pixel that only one of two images has would stand out.
double scale_to(const Image<double> &image, const Image<std::uint8_t> &state, const Image<double> &context) {
  double ours = 0, theirs = 0;
  for (std::size_t k = 0; k < image.size(); ++k) {
    if (state[k] != kMeasured || !std::isfinite(context[k]) || !std::isfinite(image[k])) continue;
    ours += image[k];
    theirs += context[k];
  }
  const double scale = ours / theirs;
  return std::isfinite(scale) && scale > 0 ? scale : 1;
}

// Median of what has a value among nine pixels; NaN when that are fewer than five.
double median_around(const Image<double> &image, int x, int y) {
  std::array<double, 9> values{};
  std::size_t n = 0;
  for (int b = y - kApart; b <= y + kApart; b += kApart)
    for (int a = x - kApart; a <= x + kApart; a += kApart)
      if (a >= 0 && b >= 0 && a < image.nx() && b < image.ny() && std::isfinite(image(a, b))) values[n++] = image(a, b);
  if (n < 5) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(n / 2);
  std::nth_element(values.begin(), middle, values.begin() + static_cast<std::ptrdiff_t>(n));
  return *middle;
}

struct Sums {
  Image<double> value, weight;
};

void add_without_stars(const Image<double> &context, double factor, double weight, const NearBlocks &blocks, Sums &sums) {
  std::vector<double> medians, deviations;
  blocks.each([&](int x0, int y0, int x1, int y1) {
    medians.clear();
    deviations.clear();
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        medians.push_back(median_around(context, x, y));
        const double off = std::abs(context(x, y) / medians.back() - 1);
        if (std::isfinite(off)) deviations.push_back(off);
      }
    }
    double limit = HUGE_VAL;
    if (!deviations.empty()) {
      const auto middle = deviations.begin() + static_cast<std::ptrdiff_t>(deviations.size() / 2);
      std::nth_element(deviations.begin(), middle, deviations.end());
      limit = kStar * std::max(1.4826 * *middle, kLeastDeviation);
    }
    auto median = medians.begin();
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x, ++median) {
        double value = context(x, y);
        if (!std::isfinite(value)) continue;
        if (std::abs(value / *median - 1) > limit) value = *median;
        sums.value(x, y) += weight * factor * value;
        sums.weight(x, y) += weight;
      }
    }
  });
}

std::array<double, 2 * kKernelReach + 1> gaussian() {
  std::array<double, 2 * kKernelReach + 1> kernel{};
  int k = -kKernelReach;
  for (double &weight : kernel) {
    weight = std::exp(-0.5 * k * k / (kContextSigma * kContextSigma));
    ++k;
  }
  return kernel;
}

// Along x or y, of the blocks' pixels; 0 elsewhere.
Image<double> smoothed(const Image<double> &in, const NearBlocks &blocks, bool along_x) {
  const auto kernel = gaussian();
  Image<double> out(in.nx(), in.ny(), 0.0);
  const int last = (along_x ? in.nx() : in.ny()) - 1;
  blocks.each([&](int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const int at = along_x ? x : y;
        double sum = 0;
        for (int k = std::max(-kKernelReach, -at); k <= std::min(kKernelReach, last - at); ++k)
          sum += *(kernel.begin() + kKernelReach + k) * (along_x ? in(x + k, y) : in(x, y + k));
        out(x, y) = sum;
      }
    }
  });
  return out;
}

struct Sample {
  double value = 0, weight = 0;
};

Sample bilinear(const Sums &sums, double x, double y) {
  const int nx = sums.value.nx(), ny = sums.value.ny();
  if (!(x >= 0 && y >= 0 && x <= nx - 1 && y <= ny - 1) || nx < 2 || ny < 2) return {};
  const int i = std::min(static_cast<int>(x), nx - 2), j = std::min(static_cast<int>(y), ny - 2);
  const double fx = x - i, fy = y - j;
  const auto of = [&](const Image<double> &in) {
    return (1 - fy) * ((1 - fx) * in(i, j) + fx * in(i + 1, j)) + fy * ((1 - fx) * in(i, j + 1) + fx * in(i + 1, j + 1));
  };
  return {of(sums.value), of(sums.weight)};
}

}  // namespace

Image<double> context_reference(const Image<double> &image, const Image<std::uint8_t> &state, const std::vector<MembraneContext> &context,
                                const SunCentre &sun) {
  const int nx = image.nx(), ny = image.ny();
  const NearBlocks wanted(state, kNear), around(state, kNear + 1);
  Sums sums{Image<double>(nx, ny, 0.0), Image<double>(nx, ny, 0.0)};
  for (const auto &one : context) add_without_stars(one.image, scale_to(image, state, one.image), one.weight, around, sums);
  Image<std::uint8_t> has(nx, ny, 0);
  for (std::size_t k = 0; k < has.size(); ++k) {
    if (sums.weight[k] <= 0) continue;
    sums.value[k] /= sums.weight[k];
    sums.weight[k] = has[k] = 1;
  }
  sums.value = smoothed(smoothed(sums.value, around, true), around, false);
  sums.weight = smoothed(smoothed(sums.weight, around, true), around, false);
  Image<double> reference(nx, ny, std::numeric_limits<double>::quiet_NaN());
  const double rest = std::sqrt(kContextSigmaAlong * kContextSigmaAlong - kContextSigma * kContextSigma);
  wanted.each([&](int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        if (has(x, y) == 0) continue;
        const double r = std::max(distance(x - sun.x, y - sun.y), 1.0), dx = (x - sun.x) / r, dy = (y - sun.y) / r;
        Sample sum;
        for (int k = -kAlongSteps * kAlongStep; k <= kAlongSteps * kAlongStep; k += kAlongStep) {
          const Sample one = bilinear(sums, x + k * dx, y + k * dy);
          const double weight = std::exp(-0.5 * k * k / (rest * rest));
          sum.value += weight * one.value;
          sum.weight += weight * one.weight;
        }
        reference(x, y) = sum.value / sum.weight;
      }
    }
  });
  return reference;
}

std::vector<Image<double>> smoothed_contexts(const Image<double> &image, const Image<std::uint8_t> &state,
                                             const std::vector<MembraneContext> &context, const SunCentre &sun) {
  std::vector<Image<double>> smooth;
  if (context.size() > 1)
    for (const auto &one : context) smooth.push_back(context_reference(image, state, {one}, sun));
  return smooth;
}

}  // namespace corkit
