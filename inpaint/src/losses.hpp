// The loss of the stages: pixel, perceptual, style, and room for physics terms.
//
// Follows   spec section 1; D(l) = M_(l-1) XOR M_l, L1 norms, sums over stages l
//           pixel       a1 |(1-M_l).(I_out - I_gt)| + a2 |D.(I_out - I_gt)|
//           perceptual  a3 sum_p ( |psi_p(I_out.(1-M_l)) - psi_p(I_gt.(1-M_l))| + |psi_p(I_out.D) - psi_p(I_gt.D)| ) / N_p
//           style       sum_p ( a4 |G(psi_p(I_out.(1-M_l))) - G(psi_p(I_gt.(1-M_l)))| + a5 |the same with D| ) / F_p,
//                       G = psi^T psi, F_p = C_p^3 H_p W_p
//           physics     lambda_1, lambda_2 times terms that the caller gives
// Notes     The norms are sums over one image; a batch counts with its mean.
#pragma once

#include <functional>
#include <vector>

#include "stages.hpp"
#include "torch.hpp"

namespace corkit::inpaint {

struct LossWeights {
  double a1 = 6, a2 = 6, a3 = 0.05, a4 = 120, a5 = 120;
  double lambda1 = 0, lambda2 = 0;
};

// psi: images [N, 1, H, W] -> features [N, C_p, H_p, W_p]; empty: perceptual and style terms are left out.
using Features = std::function<std::vector<at::Tensor>(const at::Tensor &)>;
// A term on one stage's output and the truth; a scalar.
using PhysicsTerm = std::function<at::Tensor(const StageOutput &, const at::Tensor &)>;

struct LossTerms {
  at::Tensor pixel, perceptual, style, physics;  // scalars, weighted
  at::Tensor total() const { return pixel + perceptual + style + physics; }
};

at::Tensor pixel_loss(const StageOutput &stage, const at::Tensor &truth, double a1, double a2);
// Both feature terms in one pass through psi.
struct FeatureTerms {
  at::Tensor perceptual, style;
};
FeatureTerms feature_losses(const StageOutput &stage, const at::Tensor &truth, const Features &psi, double a3, double a4, double a5);
// Gram matrix [N, C, C] of features [N, C, H, W].
at::Tensor gram(const at::Tensor &features);

LossTerms stage_losses(const std::vector<StageOutput> &stages, const at::Tensor &truth, const LossWeights &weights, const Features &psi,
                       const std::vector<PhysicsTerm> &physics = {});

}  // namespace corkit::inpaint
