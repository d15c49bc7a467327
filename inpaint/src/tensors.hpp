// Patches as tensors and back.
#pragma once

#include <vector>

#include "correction_net.hpp"
#include "network_input.hpp"

namespace corkit::inpaint {

// Inputs of one size side by side.
NetworkBatch batch_of(const std::vector<const NetworkInput *> &inputs);
at::Tensor tensor_of(const Image<float> &image);        // [1, 1, ny, nx]
at::Tensor tensor_of(const Image<std::uint8_t> &mask);  // float
Image<float> image_of(const at::Tensor &plane);         // [1, 1, ny, nx]

}  // namespace corkit::inpaint
