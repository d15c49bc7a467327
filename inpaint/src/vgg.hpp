// Features psi_p of a pretrained VGG-19: the outputs of layers 4, 9 and 18 of torchvision's `features` (the first three poolings).
//
// Given     torchvision's state dict as safetensors (features.0.weight ... features.16.bias); further arrays are ignored
// Returned  three tensors for images [N, 1, H, W] in [0, 1], which are repeated to three channels and normalised as ImageNet's
#pragma once

#include <string>
#include <vector>

#include "safetensors.hpp"
#include "torch.hpp"

namespace corkit::inpaint {

class Vgg19 {
 public:
  // Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming path when an array is missing or has another shape than VGG-19's.
  Vgg19(const SafeTensors &weights, const std::string &path);
  std::vector<at::Tensor> features(const at::Tensor &images) const;

 private:
  std::vector<at::Tensor> weights_, biases_;
};

}  // namespace corkit::inpaint
