#include "stages.hpp"

#include <algorithm>
#include <string>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kStageLeak = 0.2;  // slope of the activation below zero

int kernel_of(int level) { return level == 0 ? 7 : level == 1 ? 5 : 3; }

int channels_of(const StageShape &shape, int level) { return shape.channels << std::min(level, 3); }

Masked stage_activated(Masked in) {
  in.values = at::leaky_relu(in.values, kStageLeak);
  return in;
}

}  // namespace

StageChain::StageChain(const StageShape &shape, Random &random) : shape_(shape) {
  if (shape.stages < 1 || shape.stages > 16 || shape.depth < 1 || shape.depth > 6 || shape.channels < 1 || shape.channels > 256)
    throw Error(CORKIT_ERROR_ARGUMENT, "a chain of stages has 1 to 16 stages of depth 1 to 6 and 1 to 256 channels");
  for (int l = 0; l < shape.stages; ++l) {
    const auto layer = [&](const std::string &name, int out, int in, int k, double gain) {
      const std::string full = "stage" + std::to_string(l + 1) + "." + name;
      at::Tensor weight = parameters_.kernel(full + ".weight", out, in, k, random, gain);
      return Layer{weight, parameters_.zeros(full + ".bias", {out})};
    };
    Stage stage;
    for (int d = 0; d < shape.depth; ++d)
      stage.down.push_back(
          layer("down" + std::to_string(d + 1), channels_of(shape, d), d == 0 ? 1 : channels_of(shape, d - 1), kernel_of(d), 1.4));
    for (int d = shape.depth - 1; d >= 0; --d) {
      const int skip = d == 0 ? 1 : channels_of(shape, d - 1);
      stage.up.push_back(layer("up" + std::to_string(d + 1), skip, channels_of(shape, d) + skip, 3, d == 0 ? 1 : 1.4));
    }
    stages_.push_back(std::move(stage));
  }
}

Masked StageChain::run(const Stage &stage, const Masked &in) const {
  std::vector<Masked> levels{in};
  for (const Layer &layer : stage.down) {
    const int padding = static_cast<int>(layer.weight.size(2)) / 2;
    levels.push_back(stage_activated(partial_conv({levels.back()}, layer.weight, layer.bias, 2, padding)));
  }
  Masked out = levels.back();
  for (std::size_t i = 0; i < stage.up.size(); ++i) {
    const Masked &skip = levels[stage.up.size() - 1 - i];
    out = partial_conv({doubled(out), skip}, stage.up[i].weight, stage.up[i].bias, 1, 1);
    if (i + 1 < stage.up.size()) out = stage_activated(out);
  }
  return out;
}

std::vector<StageOutput> StageChain::learn(const at::Tensor &truth, const at::Tensor &mask) const {
  std::vector<StageOutput> outputs;
  at::Tensor before = mask;
  for (const Stage &stage : stages_) {
    const Masked out = run(stage, {truth * before, before});
    outputs.push_back({out.values, before, out.mask});
    before = out.mask;
  }
  return outputs;
}

Masked StageChain::fill(const Masked &in) const {
  Masked now{in.values * in.mask, in.mask};
  for (const Stage &stage : stages_) {
    const Masked out = run(stage, now);
    const at::Tensor filled = out.mask * (1 - now.mask);
    now = {now.values + filled * out.values, now.mask + filled};
  }
  return now;
}

}  // namespace corkit::inpaint
