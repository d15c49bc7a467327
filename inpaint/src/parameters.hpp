// The learned numbers of a network: named tensors in the order they were made.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "random.hpp"
#include "safetensors.hpp"
#include "torch.hpp"

namespace corkit::inpaint {

class Parameters {
 public:
  // Normal deviates of variance gain^2 / fan_in (He et al. 2015 with gain sqrt(2)); weight [out, in, k, k]. Requires gradients.
  at::Tensor kernel(const std::string &name, int out, int in, int k, Random &random, double gain = 1.4142135623730951);
  at::Tensor zeros(const std::string &name, std::vector<std::int64_t> shape);

  std::vector<std::pair<std::string, at::Tensor>> &list() { return list_; }
  const std::vector<std::pair<std::string, at::Tensor>> &list() const { return list_; }
  std::vector<at::Tensor> tensors() const;
  std::int64_t count() const;
  void require_gradients(bool on);

  // Copies; names get the prefix.
  void store(SafeTensors &content, const std::string &prefix = "") const;
  // Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming path when an array is missing or has another shape or type.
  void load(const SafeTensors &content, const std::string &path, const std::string &prefix = "");

 private:
  std::vector<std::pair<std::string, at::Tensor>> list_;
};

// One tensor, float32 (int64 as I64), to and from its stored form.
StoredTensor stored(const at::Tensor &tensor);
at::Tensor restored(const StoredTensor &tensor);

}  // namespace corkit::inpaint
