#include "model_file.hpp"

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
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

}  // namespace

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
  std::size_t expected = model->single->parameters().list().size();
  if (model->context) expected += model->context->parameters().list().size();
  if (content.tensors.size() != expected)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path + ": holds arrays that its architecture does not have; give weights made by corkit inpaint export");
  model->sha256 = sha256_of_files({path});
  model->name = "partial convolutions, " + std::to_string(model->single->parameters().count()) + " parameters, " + model->detector;
  return model;
}

}  // namespace corkit::inpaint
