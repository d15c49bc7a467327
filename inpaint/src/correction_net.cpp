#include "correction_net.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "network_input.hpp"

namespace corkit::inpaint {
namespace {

constexpr double kLeak = 0.1;  // slope of the activation below zero
// log_sigma is kept within the range that float can square.
constexpr double kLogSigmaRange = 8;

Masked activated(Masked in) {
  in.values = at::leaky_relu(in.values, kLeak);
  return in;
}

}  // namespace

nlohmann::json to_json(const NetworkShape &shape) {
  nlohmann::json json{{"guides", shape.guides}, {"channels", shape.channels}, {"stages", shape.stages},
                      {"cell", shape.cell},     {"margin", shape.margin},     {"covariance", to_json(shape.covariance)}};
  if (shape.guides == guide_names(true)) json["covariance_alone"] = to_json(shape.alone);
  return json;
}

NetworkShape shape_from_json(const nlohmann::json &json, const std::string &path) {
  NetworkShape shape;
  try {
    shape.guides = json.at("guides").get<std::vector<std::string>>();
    shape.channels = json.at("channels").get<std::vector<int>>();
    shape.stages = json.at("stages").get<int>();
    shape.cell = json.at("cell").get<double>();
    shape.margin = json.at("margin").get<int>();
  } catch (const nlohmann::json::exception &) {
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path + ": its architecture cannot be read; give weights made by corkit inpaint train");
  }
  const bool sane = !shape.channels.empty() && shape.channels.size() <= 6 && shape.stages >= 1 && shape.stages <= 8 && shape.cell >= 0.5 &&
                    shape.cell <= 16 && shape.margin >= 1 && shape.margin <= 64 &&
                    std::all_of(shape.channels.begin(), shape.channels.end(), [](int c) { return c >= 1 && c <= 512; });
  if (!sane)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path + ": its architecture is absurd; give weights made by corkit inpaint train");
  if (shape.guides != guide_names(false) && shape.guides != guide_names(true))
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": was made for other inputs than this version gives; give weights of this version of corkit");
  shape.covariance = covariance_from_json(json.value("covariance", nlohmann::json()), path);
  if (shape.guides == guide_names(true)) shape.alone = covariance_from_json(json.value("covariance_alone", nlohmann::json()), path);
  return shape;
}

CorrectionNet::CorrectionNet(const NetworkShape &shape, Random *random) : shape_(shape) {
  const auto &channels = shape_.channels;
  for (int l = 0; l < shape_.stages; ++l) {
    const auto layer = [&](const std::string &name, int out, int in) {
      const std::string full = "stage" + std::to_string(l + 1) + "." + name;
      at::Tensor weight = random != nullptr ? parameters_.kernel(full + ".weight", out, in, 3, *random)
                                            : parameters_.zeros(full + ".weight", {out, in, 3, 3});
      return Layer{weight, parameters_.zeros(full + ".bias", {out})};
    };
    Stage stage;
    for (std::size_t k = 0; k < channels.size(); ++k) {
      const std::string name = "level" + std::to_string(k);
      Level level;
      level.down = layer(name + ".down", channels[k], k == 0 ? 1 + static_cast<int>(shape_.guides.size()) : channels[k - 1]);
      level.across = layer(name + ".across", channels[k], channels[k]);
      if (k > 0) level.up = layer(name + ".up", channels[k - 1], channels[k] + channels[k - 1]);
      stage.levels.push_back(level);
    }
    const std::string last = "stage" + std::to_string(l + 1) + ".last";
    stage.last = {parameters_.zeros(last + ".weight", {2, channels.front(), 3, 3}), parameters_.zeros(last + ".bias", {2})};
    stages_.push_back(std::move(stage));
  }
}

Masked CorrectionNet::run(const Stage &stage, const NetworkBatch &batch) const {
  const at::Tensor everywhere = at::ones_like(batch.data_mask);
  std::vector<Masked> levels;
  for (std::size_t k = 0; k < stage.levels.size(); ++k) {
    const Level &level = stage.levels[k];
    const std::vector<Masked> in =
        k == 0 ? std::vector<Masked>{{batch.data, batch.data_mask}, {batch.guides, everywhere}} : std::vector<Masked>{levels.back()};
    const Masked entered = activated(partial_conv(in, level.down.weight, level.down.bias, k == 0 ? 1 : 2, 1));
    levels.push_back(activated(partial_conv({entered}, level.across.weight, level.across.bias, 1, 1)));
  }
  Masked out = levels.back();
  for (std::size_t k = stage.levels.size() - 1; k > 0; --k)
    out = activated(partial_conv({doubled(out), levels[k - 1]}, stage.levels[k].up.weight, stage.levels[k].up.bias, 1, 1));
  return partial_conv({out}, stage.last.weight, stage.last.bias, 1, 1);
}

Correction CorrectionNet::forward(const NetworkBatch &batch) const {
  NetworkBatch now = batch;
  const at::Tensor hole = batch.guides.narrow(1, kHolePlane, 1);
  // What is expected of the guess, and the noise of the cell, are there before the network says anything.
  const bool expects = shape_.guides.size() > kExpectedPlane;
  const at::Tensor base = expects ? at::softplus(2 * batch.guides.narrow(1, kExpectedPlane, 1)) / 2 : at::zeros_like(batch.data);
  at::Tensor sum = at::zeros_like(batch.data), log_sigma;
  for (const Stage &stage : stages_) {
    const at::Tensor out = run(stage, now).values;
    sum = sum + out.narrow(1, 0, 1);
    log_sigma = (base + out.narrow(1, 1, 1)).clamp(-kLogSigmaRange, kLogSigmaRange);
    if (stages_.size() > 1) {
      const at::Tensor guess = now.guides.narrow(1, kGuessPlane, 1) + hole * out.narrow(1, 0, 1);
      now.guides = at::cat({guess, now.guides.narrow(1, 1, now.guides.size(1) - 1)}, 1);
    }
  }
  return {sum, log_sigma};
}

}  // namespace corkit::inpaint
