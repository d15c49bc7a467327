#include "product_loss.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kLinear = 2;
constexpr double kTiny = 1e-6;  // of a square: keeps the logarithm of a perfect fill finite

}  // namespace

at::Tensor smoothed_rms(const at::Tensor &residual, const at::Tensor &hole, int width) {
  const at::Tensor ones = at::ones({1, 1, width, width}, residual.options().requires_grad(false));
  const at::Tensor count = at::conv2d(hole, ones, {}, 1, width / 2).clamp_min(1);
  const at::Tensor smooth = at::conv2d(residual * hole, ones, {}, 1, width / 2) / count * hole;
  const at::Tensor cells = hole.sum({1, 2, 3}).clamp_min(1);
  return (smooth.square().sum({1, 2, 3}) / cells + kTiny).sqrt();
}

ProductLoss product_loss(const Correction &correction, const at::Tensor &guess, const at::Tensor &truth, const at::Tensor &hole,
                         const at::Tensor &noise, int width) {
  const at::Tensor residual = guess + correction.value - truth;
  const at::Tensor log_sigma = correction.log_sigma + noise.log();
  const at::Tensor z = residual.detach().abs() * (-log_sigma).exp();
  const at::Tensor clipped = z.clamp_max(kLinear);
  const at::Tensor h = clipped * (z - 0.5 * clipped);
  return {smoothed_rms(residual, hole, width).log().mean(), ((log_sigma + h) * hole).sum() / hole.sum().clamp_min(1)};
}

at::Tensor coverage_loss(const Correction &correction, const at::Tensor &guess, const at::Tensor &truth, const at::Tensor &hole,
                         const at::Tensor &noise) {
  constexpr double one_sigma = 0.6827;
  const at::Tensor residual = (guess + correction.value - truth).detach().abs() + kTiny;
  const at::Tensor off = residual.log() - correction.log_sigma - noise.log();
  return (at::maximum(one_sigma * off, (one_sigma - 1) * off) * hole).sum() / hole.sum().clamp_min(1);
}

}  // namespace corkit::inpaint
