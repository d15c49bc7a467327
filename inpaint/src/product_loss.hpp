// The loss of recipe product: what the tables of scores measure, and the error the network expects of itself.
//
// Given     guess and correction, truth, hole (1 in the hole), noise of one cell; patches [N, 1, n, n], noise [N, 1, 1, 1]
// Returned  fill    mean over patches of log(RMS of the residual averaged over width x width cells within the hole): the smoothed relative
// RMSE of
//                   the scores, whose averaging keeps photon noise of the truth out of it; scale-free, so that bright, structured and
//                   faint holes count alike
//           sigma   mean over cells of the hole of log(sigma) + h(residual / sigma), the residual held fixed; h(z) = z^2 / 2 up to 2
//                   and linear beyond: stars in the truth must not decide
#pragma once

#include "correction_net.hpp"

namespace corkit::inpaint {

struct ProductLoss {
  at::Tensor fill, sigma;  // scalars
};

// sigma of a cell is noise * exp(log_sigma).
ProductLoss product_loss(const Correction &correction, const at::Tensor &guess, const at::Tensor &truth, const at::Tensor &hole,
                         const at::Tensor &noise, int width);

// With context: mean over cells of the hole of the check function of log|residual / sigma| whose least is at the quantile 0.6827, the
// residual held fixed: 68 % of the residuals lie within sigma whatever their distribution.
at::Tensor coverage_loss(const Correction &correction, const at::Tensor &guess, const at::Tensor &truth, const at::Tensor &hole,
                         const at::Tensor &noise);

// Cells that make up about five pixels, an odd number.
inline int smoothing_width(double cell) { return cell >= 3 ? 1 : cell >= 1.5 ? 3 : 5; }

// RMS of the smoothed residual of each patch [N].
at::Tensor smoothed_rms(const at::Tensor &residual, const at::Tensor &hole, int width);

}  // namespace corkit::inpaint
