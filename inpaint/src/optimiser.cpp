#include "optimiser.hpp"

#include <torch/types.h>
// after torch/types.h, which it needs
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adam.h>

#include <cmath>

#include "core/error.hpp"

namespace corkit::inpaint {

struct Optimiser::State {
  Parameters &parameters;
  torch::optim::Adam adam;
  double clip;
};

namespace {

std::string key_of(const at::Tensor &tensor) { return c10::guts::to_string(tensor.unsafeGetTensorImpl()); }

}  // namespace

Optimiser::Optimiser(Parameters &parameters, double learning_rate, double clip)
    : state_(std::make_unique<State>(
          State{parameters, torch::optim::Adam(parameters.tensors(), torch::optim::AdamOptions(learning_rate)), clip})) {}

Optimiser::~Optimiser() = default;

void Optimiser::set_learning_rate(double learning_rate) {
  for (auto &group : state_->adam.param_groups()) static_cast<torch::optim::AdamOptions &>(group.options()).lr(learning_rate);
}

void Optimiser::set_clip(double clip) { state_->clip = clip; }

double Optimiser::step(const at::Tensor &loss) {
  state_->adam.zero_grad();
  if (!std::isfinite(loss.item<double>())) return loss.item<double>();
  loss.backward();
  const double limit = state_->clip > 0 ? state_->clip : std::numeric_limits<double>::infinity();
  const double norm = torch::nn::utils::clip_grad_norm_(state_->parameters.tensors(), limit);
  if (std::isfinite(norm)) state_->adam.step();
  return norm;
}

void Optimiser::store(SafeTensors &content) const {
  for (const auto &[name, tensor] : state_->parameters.list()) {
    const auto found = state_->adam.state().find(key_of(tensor));
    if (found == state_->adam.state().end()) continue;
    const auto &moments = static_cast<const torch::optim::AdamParamState &>(*found->second);
    content.tensors["adam.mean." + name] = stored(moments.exp_avg());
    content.tensors["adam.square." + name] = stored(moments.exp_avg_sq());
    content.tensors["adam.step." + name] = stored(at::full({1}, moments.step(), at::kLong));
  }
}

void Optimiser::load(const SafeTensors &content, const std::string &path) {
  for (const auto &[name, tensor] : state_->parameters.list()) {
    const auto mean = content.tensors.find("adam.mean." + name), square = content.tensors.find("adam.square." + name),
               step = content.tensors.find("adam.step." + name);
    if (mean == content.tensors.end() && square == content.tensors.end() && step == content.tensors.end()) continue;
    if (mean == content.tensors.end() || square == content.tensors.end() || step == content.tensors.end() ||
        mean->second.shape != tensor.sizes().vec() || square->second.shape != tensor.sizes().vec() || step->second.shape.size() != 1 ||
        step->second.dtype != "I64")
      throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                  path + ": the optimiser's state of " + name + " is incomplete; start the training again");
    auto moments = std::make_unique<torch::optim::AdamParamState>();
    moments->exp_avg(restored(mean->second));
    moments->exp_avg_sq(restored(square->second));
    moments->step(restored(step->second).item<std::int64_t>());
    state_->adam.state()[key_of(tensor)] = std::move(moments);
  }
}

}  // namespace corkit::inpaint
