// Partial convolution.
//
// Follows   Liu et al. 2018 (arXiv:1804.07723), eqs. 1 and 2
// Given     X values, M mask (1 valid, 0 missing), W weights, b bias
// Returned  O = W^T (X.M) * sum(1)/sum(M) + b and m' = 1 where sum(M) > 0; O = 0 and m' = 0 elsewhere
// Notes     1. Sums run over the kernel's window and the channels; pixels of the window outside the image are missing ones.
//           2. Inputs may come in groups of channels with a mask each (skip connections), as if concatenated.
#pragma once

#include <vector>

#include "torch.hpp"

namespace corkit::inpaint {

struct Masked {
  at::Tensor values;  // [N, C, H, W], finite, also where missing
  at::Tensor mask;    // [N, 1, H, W], float 0 or 1, for all channels of values
};

// weight [out, in, k, k]; bias [out] or undefined.
Masked partial_conv(const std::vector<Masked> &groups, const at::Tensor &weight, const at::Tensor &bias, int stride, int padding);

// Every value and mask pixel twice along both axes.
Masked doubled(const Masked &in);

}  // namespace corkit::inpaint
