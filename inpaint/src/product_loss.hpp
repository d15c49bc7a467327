// The loss of recipe product: what the tables of scores measure, and the error the network expects of itself.
//
// Given     guess and correction, truth, hole (1 in the hole), noise of one cell; patches [N, 1, n, n], noise [N, 1, 1, 1]
// Returned  fill    mean over patches of log(RMS of the residual averaged over 3x3 cells within the hole): the smoothed relative RMSE of
//                   the scores, whose averaging keeps photon noise of the truth out of it; scale-free, so that bright, structured and
//                   faint holes count alike
//           sigma   mean over cells of the hole of log(sigma) + residual^2 / (2 sigma^2), the residual held fixed
#pragma once

#include "correction_net.hpp"

namespace corkit::inpaint {

struct ProductLoss {
  at::Tensor fill, sigma;  // scalars
};

// sigma of a cell is noise * exp(log_sigma).
ProductLoss product_loss(const Correction &correction, const at::Tensor &guess, const at::Tensor &truth, const at::Tensor &hole, const at::Tensor &noise);

// RMS of the smoothed residual of each patch [N].
at::Tensor smoothed_rms(const at::Tensor &residual, const at::Tensor &hole);

}  // namespace corkit::inpaint
