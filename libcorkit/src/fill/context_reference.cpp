#include "fill/context_reference.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr int kKernelReach = 6;  // 4 sigma

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

std::array<double, 2 * kKernelReach + 1> gaussian() {
  std::array<double, 2 * kKernelReach + 1> kernel{};
  int k = -kKernelReach;
  for (double &weight : kernel) {
    weight = std::exp(-0.5 * k * k / (kContextSigma * kContextSigma));
    ++k;
  }
  return kernel;
}

// Along x; the image comes back turned, so that two calls smooth along both axes.
Image<double> smoothed_and_turned(const Image<double> &in) {
  static const auto kernel = gaussian();
  const int nx = in.nx();
  auto out = Image<double>::uninitialized(in.ny(), nx);
  std::vector<double> padded(static_cast<std::size_t>(nx + 2 * kKernelReach), 0.0);
  for (int y = 0; y < in.ny(); ++y) {
    std::copy(in.row(y), in.row(y) + nx, padded.begin() + kKernelReach);
    for (int x = 0; x < nx; ++x) {
      double sum = 0;
      for (std::size_t k = 0; k < kernel.size(); ++k) sum += kernel[k] * padded[static_cast<std::size_t>(x) + k];
      out(y, x) = sum;
    }
  }
  return out;
}

Image<double> smoothed(const Image<double> &in) { return smoothed_and_turned(smoothed_and_turned(in)); }

}  // namespace

Image<double> context_reference(const Image<double> &image, const Image<std::uint8_t> &state, const std::vector<MembraneContext> &context) {
  Image<double> sum(image.nx(), image.ny(), 0.0);
  Image<double> weights(image.nx(), image.ny(), 0.0);
  for (const auto &one : context) {
    const double scale = scale_to(image, state, one.image);
    for (std::size_t k = 0; k < sum.size(); ++k) {
      if (!std::isfinite(one.image[k])) continue;
      sum[k] += one.weight * scale * one.image[k];
      weights[k] += one.weight;
    }
  }
  for (std::size_t k = 0; k < sum.size(); ++k) {
    if (weights[k] > 0) sum[k] /= weights[k];
    weights[k] = weights[k] > 0 ? 1 : 0;
  }
  auto reference = smoothed(sum);
  const auto coverage = smoothed(weights);
  for (std::size_t k = 0; k < reference.size(); ++k)
    reference[k] = weights[k] > 0 ? reference[k] / coverage[k] : std::numeric_limits<double>::quiet_NaN();
  return reference;
}

std::vector<Image<double>> smoothed_contexts(const Image<double> &image, const Image<std::uint8_t> &state,
                                             const std::vector<MembraneContext> &context) {
  std::vector<Image<double>> smooth;
  if (context.size() > 1)
    for (const auto &one : context) smooth.push_back(context_reference(image, state, {one}));
  return smooth;
}

}  // namespace corkit
