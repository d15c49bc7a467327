#include "model_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "fill/inpaint_abi.h"
#include "training_data.hpp"

namespace corkit::inpaint {
namespace {

std::string metadata(const SafeTensors &content, const std::string &key) {
  const auto found = content.metadata.find(key);
  return found == content.metadata.end() ? std::string() : found->second;
}

std::unique_ptr<CorrectionNet> network(const SafeTensors &content, const std::string &path, const std::string &key,
                                       const std::string &prefix, bool with_context) {
  const nlohmann::json json = nlohmann::json::parse(metadata(content, key), nullptr, false);
  const NetworkShape shape = shape_from_json(json, path);
  if ((shape.guides.size() > 4) != with_context)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": its " + key + " takes other inputs than it should; give weights of this version of corkit");
  auto net = std::make_unique<CorrectionNet>(shape);
  net->parameters().load(content, path, prefix);
  net->parameters().require_gradients(false);
  return net;
}

double factor(const SafeTensors &content, const std::string &path, const std::string &key) {
  const nlohmann::json json = nlohmann::json::parse(metadata(content, key), nullptr, false);
  if (!json.is_number() || !(json.get<double>() > 0) || !(json.get<double>() < 1000))
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": its " + key + " is not a positive number; give weights made by corkit inpaint export");
  return json.get<double>();
}

constexpr const char *kFlatArray = "flat";
constexpr double kLargestStep = 0.005;

}  // namespace

void store_flat(const LearnedFlat &flat, SafeTensors &content) {
  if (flat.deviation.empty()) return;
  StoredTensor tensor{"I8", {flat.deviation.ny(), flat.deviation.nx()}, std::vector<std::byte>(flat.deviation.size())};
  std::transform(flat.deviation.begin(), flat.deviation.end(), tensor.bytes.begin(),
                 [](std::int8_t v) { return static_cast<std::byte>(v); });
  content.tensors[kFlatArray] = std::move(tensor);
  content.metadata["flat_step"] = nlohmann::json(flat.step).dump();
  content.metadata["flat_events"] = nlohmann::json(flat.days).dump();
}

LearnedFlat stored_flat(const SafeTensors &content, const std::string &path) {
  const auto found = content.tensors.find(kFlatArray);
  if (found == content.tensors.end()) return {};
  const StoredTensor &tensor = found->second;
  const double step = factor(content, path, "flat_step");
  if (tensor.dtype != "I8" || tensor.shape != std::vector<std::int64_t>{CORKIT_INPAINT_FLAT_SIDE, CORKIT_INPAINT_FLAT_SIDE} ||
      step > kLargestStep)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": its flat field is no array of 1024 x 1024 bytes in small steps; give weights made by corkit inpaint export");
  LearnedFlat flat{Image<std::int8_t>(CORKIT_INPAINT_FLAT_SIDE, CORKIT_INPAINT_FLAT_SIDE), step, {}};
  std::transform(tensor.bytes.begin(), tensor.bytes.end(), flat.deviation.begin(), [](std::byte b) { return static_cast<std::int8_t>(b); });
  const nlohmann::json days = nlohmann::json::parse(metadata(content, "flat_events"), nullptr, false);
  if (days.is_array())
    for (const auto &day : days)
      if (day.is_string()) flat.days.insert(day.get<std::string>());
  return flat;
}

std::shared_ptr<const Model> load_model(const std::string &path, const std::string &detector) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    throw Error(CORKIT_ERROR_CALIBRATION_MISSING, path + ": no such file; the learned fill needs its weights, see docs/inpainting.md");
  SafeTensorsLimits limits;
  limits.file_bytes = std::uint64_t{64} << 20U;
  const SafeTensors content = read_safetensors(path, limits);
  if (metadata(content, "format") != kModelFormat)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": holds no weights of corkit's learned fill; give c2.safetensors or c3.safetensors");
  auto model = std::make_shared<Model>();
  model->detector = metadata(content, "detector");
  model->recipe = metadata(content, "recipe");
  if (!detector.empty() && model->detector != detector)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": holds weights for " + model->detector + ", the image is of " + detector + "; give the weights of that camera");
  model->single = network(content, path, "architecture", "single.", false);
  model->sigma_factor = factor(content, path, "sigma_factor");
  if (!metadata(content, "context_architecture").empty()) {
    model->context = network(content, path, "context_architecture", "context.", true);
    model->change = model->context->shape().covariance;
  } else if (!metadata(content, "change_covariance").empty()) {
    model->change = covariance_from_json(nlohmann::json::parse(metadata(content, "change_covariance"), nullptr, false), path);
  }
  if (model->context || !metadata(content, "context_sigma_factor").empty())
    model->context_sigma_factor = factor(content, path, "context_sigma_factor");
  model->flat = stored_flat(content, path);
  std::size_t expected = model->single->parameters().list().size() + content.tensors.count(kFlatArray);
  if (model->context) expected += model->context->parameters().list().size();
  if (content.tensors.size() != expected)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": holds arrays that its architecture does not have; give weights made by corkit inpaint export");
  model->sha256 = sha256_of_files({path});
  model->name = "partial convolutions, " + std::to_string(model->single->parameters().count()) + " parameters, " + model->detector;
  return model;
}

}  // namespace corkit::inpaint
