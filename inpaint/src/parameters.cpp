#include "parameters.hpp"

#include <cstring>

#include "core/error.hpp"

namespace corkit::inpaint {

at::Tensor Parameters::kernel(const std::string &name, int out, int in, int k, Random &random, double gain) {
  at::Tensor weight = at::empty({out, in, k, k}, at::kFloat);
  auto *values = weight.data_ptr<float>();
  const double deviation = gain / std::sqrt(static_cast<double>(in) * k * k);
  for (std::int64_t i = 0; i < weight.numel(); ++i) values[i] = static_cast<float>(deviation * random.normal());
  weight.requires_grad_(true);
  list_.emplace_back(name, weight);
  return weight;
}

at::Tensor Parameters::zeros(const std::string &name, std::vector<std::int64_t> shape) {
  at::Tensor tensor = at::zeros(shape, at::kFloat);
  tensor.requires_grad_(true);
  list_.emplace_back(name, tensor);
  return tensor;
}

std::vector<at::Tensor> Parameters::tensors() const {
  std::vector<at::Tensor> all;
  for (const auto &[name, tensor] : list_) all.push_back(tensor);
  return all;
}

std::int64_t Parameters::count() const {
  std::int64_t n = 0;
  for (const auto &[name, tensor] : list_) n += tensor.numel();
  return n;
}

void Parameters::require_gradients(bool on) {
  for (auto &[name, tensor] : list_) tensor.requires_grad_(on);
}

void Parameters::store(SafeTensors &content, const std::string &prefix) const {
  for (const auto &[name, tensor] : list_) content.tensors[prefix + name] = stored(tensor);
}

void Parameters::load(const SafeTensors &content, const std::string &path, const std::string &prefix) {
  const at::NoGradGuard no_gradients;
  for (auto &[name, tensor] : list_) {
    const auto found = content.tensors.find(prefix + name);
    if (found == content.tensors.end())
      throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                  path + ": lacks the array " + prefix + name + "; give weights made by corkit inpaint train");
    if (found->second.dtype != "F32" || found->second.shape != tensor.sizes().vec())
      throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                  path + ": array " + prefix + name +
                      " has another shape or type than its architecture asks for; give weights made by corkit inpaint train");
    const at::Tensor values = restored(found->second);
    if (!at::isfinite(values).all().item<bool>())
      throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path + ": array " + prefix + name + " holds values that are not finite; train again");
    tensor.copy_(values);
  }
}

StoredTensor stored(const at::Tensor &tensor) {
  StoredTensor out;
  const bool integer = tensor.scalar_type() == at::kLong;
  const at::Tensor flat = tensor.detach().to(integer ? at::kLong : at::kFloat).contiguous();
  out.dtype = integer ? "I64" : "F32";
  out.shape = flat.sizes().vec();
  out.bytes.resize(flat.nbytes());
  if (!out.bytes.empty()) std::memcpy(out.bytes.data(), flat.data_ptr(), out.bytes.size());
  return out;
}

at::Tensor restored(const StoredTensor &tensor) {
  if (tensor.dtype != "F32" && tensor.dtype != "I64")
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                "an array of type " + tensor.dtype + " where F32 or I64 is expected; give weights in F32");
  at::Tensor out = at::empty(tensor.shape, tensor.dtype == "I64" ? at::kLong : at::kFloat);
  if (!tensor.bytes.empty()) std::memcpy(out.data_ptr(), tensor.bytes.data(), tensor.bytes.size());
  return out;
}

}  // namespace corkit::inpaint
