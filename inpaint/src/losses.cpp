#include "losses.hpp"

#include <algorithm>

namespace corkit::inpaint {
namespace {

at::Tensor l1(const at::Tensor &a, const at::Tensor &b) { return (a - b).abs().sum(); }

// M_(l-1) XOR M_l.
at::Tensor ring(const StageOutput &stage) { return (stage.mask_before - stage.mask_after).abs(); }

}  // namespace

at::Tensor pixel_loss(const StageOutput &stage, const at::Tensor &truth, double a1, double a2) {
  const at::Tensor error = (stage.image - truth).abs();
  return (a1 * ((1 - stage.mask_after) * error).sum() + a2 * (ring(stage) * error).sum()) / static_cast<double>(truth.size(0));
}

at::Tensor gram(const at::Tensor &features) {
  const at::Tensor flat = features.flatten(2);
  return at::bmm(flat, flat.transpose(1, 2));
}

FeatureTerms feature_losses(const StageOutput &stage, const at::Tensor &truth, const Features &psi, double a3, double a4, double a5) {
  FeatureTerms terms{at::zeros({}), at::zeros({})};
  const auto batch = static_cast<double>(truth.size(0));
  const auto add = [&](const at::Tensor &region, double style_weight) {
    const std::vector<at::Tensor> out = psi(stage.image * region);
    std::vector<at::Tensor> expected;
    {
      const at::NoGradGuard no_gradients;
      expected = psi(truth * region);
    }
    for (std::size_t p = 0; p < out.size(); ++p) {
      const auto c = static_cast<double>(out[p].size(1)), area = static_cast<double>(out[p].size(2) * out[p].size(3));
      terms.perceptual = terms.perceptual + a3 * l1(out[p], expected[p]) / (c * area) / batch;
      terms.style = terms.style + style_weight * l1(gram(out[p]), gram(expected[p])) / (c * c * c * area) / batch;
    }
  };
  add(1 - stage.mask_after, a4);
  add(ring(stage), a5);
  return terms;
}

LossTerms stage_losses(const std::vector<StageOutput> &stages, const at::Tensor &truth, const LossWeights &weights, const Features &psi,
                       const std::vector<PhysicsTerm> &physics) {
  LossTerms terms{at::zeros({}), at::zeros({}), at::zeros({}), at::zeros({})};
  const double lambda[] = {weights.lambda1, weights.lambda2};
  for (const StageOutput &stage : stages) {
    terms.pixel = terms.pixel + pixel_loss(stage, truth, weights.a1, weights.a2);
    if (psi) {
      const FeatureTerms f = feature_losses(stage, truth, psi, weights.a3, weights.a4, weights.a5);
      terms.perceptual = terms.perceptual + f.perceptual;
      terms.style = terms.style + f.style;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(physics.size(), 2); ++i)
      if (lambda[i] != 0) terms.physics = terms.physics + lambda[i] * physics[i](stage, truth);
  }
  return terms;
}

}  // namespace corkit::inpaint
