#include "export_model.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "checkpoint.hpp"
#include "core/error.hpp"
#include "evaluate.hpp"
#include "fit_covariance.hpp"
#include "training_data.hpp"

namespace corkit::inpaint {
namespace {

struct Trained {
  std::unique_ptr<CorrectionNet> net;
  nlohmann::json state;
  double sigma_factor = 1;
  nlohmann::json scores;  // of single images; null: none
  LearnedFlat flat;
};

Trained trained(const std::string &path, bool with_context) {
  const SafeTensors content = read_safetensors(path);
  Trained t;
  t.state = checkpoint_state(path, content);
  const nlohmann::json settings = t.state.value("settings", nlohmann::json::object());
  if (settings.value("recipe", "") != "product")
    throw Error(CORKIT_ERROR_ARGUMENT, path + ": is no checkpoint of recipe product; weights of recipe paper are for comparison only");
  if (settings.value("with_context", false) != with_context)
    throw Error(CORKIT_ERROR_ARGUMENT, path + (with_context ? ": was trained without context; give it as the first checkpoint"
                                                            : ": was trained with context; give it with --context-checkpoint"));
  Random unused(0);
  t.net = std::make_unique<CorrectionNet>(shape_from_json(settings.value("architecture", nlohmann::json()), path), unused);
  t.net->parameters().load(content, path, "mean.");
  t.net->parameters().require_gradients(false);
  return t;
}

// The flat field of the weights, and what each image is calibrated with: what is learned without its event.
class Flats {
 public:
  explicit Flats(LearnedFlat kept) : flat_(std::move(kept)) {}

  // From every event that is not for scoring; what was known stays where these are too few.
  void learn(const std::vector<SourceImage> &images, const std::vector<std::string> &scored) {
    const std::vector<std::size_t> use = split_by_event(images, scored).training;
    learner_.emplace(images, use);
    LearnedFlat learned = learner_->learn();
    if (learned.deviation.empty()) {
      learner_.reset();
      return;
    }
    for (const std::size_t k : use) learned.days.insert(images[k].day);
    flat_ = std::move(learned);
  }
  const LearnedFlat &all() const { return flat_; }
  Image<float> without(const std::string &day) {
    if (!learner_) return response_of(flat_);
    const auto [at, fresh] = without_.try_emplace(day);
    if (fresh) at->second = learner_->learn(day);
    return response_of(at->second);
  }

 private:
  LearnedFlat flat_;
  std::optional<FlatLearner> learner_;
  std::map<std::string, LearnedFlat> without_;
};

bool has_contexts(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use) {
  return std::any_of(use.begin(), use.end(), [&](std::size_t k) { return context_of(images, k).has_value(); });
}

// The network for single images of weights made before, and what they say of its training.
Trained kept(const std::string &path) {
  const SafeTensors content = read_safetensors(path);
  Trained t;
  const auto said = content.metadata.find("training");
  t.state = nlohmann::json::parse(said == content.metadata.end() ? std::string("{}") : said->second, nullptr, false);
  const auto shape = content.metadata.find("architecture");
  t.net = std::make_unique<CorrectionNet>(
      shape_from_json(nlohmann::json::parse(shape == content.metadata.end() ? std::string() : shape->second, nullptr, false), path));
  t.net->parameters().load(content, path, "single.");
  t.net->parameters().require_gradients(false);
  const auto metadata = [&](const std::string &key) {
    const auto found = content.metadata.find(key);
    return found == content.metadata.end() ? nlohmann::json() : nlohmann::json::parse(found->second, nullptr, false);
  };
  if (const auto factor = metadata("sigma_factor"); factor.is_number()) t.sigma_factor = factor.get<double>();
  t.flat = stored_flat(content, path);
  t.scores = metadata("scores");
  if (t.scores.is_object() && t.scores.contains("table")) {
    nlohmann::json table = nlohmann::json::array();
    for (const auto &row : t.scores["table"])
      if (!row.value("context", false)) table.push_back(row);
    t.scores["table"] = table;
  }
  return t;
}

}  // namespace

void export_model(const Export &s, const Reporter &reporter) {
  if (s.checkpoint.empty() == s.weights.empty())
    throw Error(CORKIT_ERROR_ARGUMENT, "give either --checkpoint, of a training for single images, or --weights, made before");
  Trained single = s.weights.empty() ? trained(s.checkpoint, false) : kept(s.weights), context;
  Model model;
  model.detector = s.camera;
  model.recipe = "product";
  model.single = std::move(single.net);
  model.sigma_factor = single.sigma_factor;
  if (!s.context_checkpoint.empty()) {
    context = trained(s.context_checkpoint, true);
    model.context = std::move(context.net);
    model.change = model.context->shape().covariance;
  } else if (!s.covariance.empty()) {
    model.change = read_covariances(s.covariance).context.value_or(model.change);
  }
  Flats flats(std::move(single.flat));
  if (!s.folders.empty() && !s.validation_events.empty()) {
    const ContextHandle ctx = open_context();
    const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.validation_events, {});
    flats.learn(data.images, s.events);
    const auto calibrated = [&](bool with_context) {
      const auto flat = [&](std::size_t index) { return flats.without(data.images[index].day); };
      return calibrated_factor(data.images, data.split.validation, model, flat, with_context, s.holes, s.seed + 1);
    };
    model.sigma_factor = 1;  // weights that were made before have factors already
    model.sigma_factor = calibrated(false);
    if (has_contexts(data.images, data.split.validation)) model.context_sigma_factor = calibrated(true);
    reporter.line(nlohmann::ordered_json{
        {"event", "calibrated"}, {"sigma_factor", model.sigma_factor}, {"context_sigma_factor", model.context_sigma_factor}}
                      .dump());
  }
  model.flat = flats.all();
  SafeTensors content;
  model.single->parameters().store(content, "single.");
  store_flat(model.flat, content);
  content.metadata["format"] = kModelFormat;
  content.metadata["recipe"] = model.recipe;
  content.metadata["detector"] = model.detector;
  content.metadata["architecture"] = to_json(model.single->shape()).dump();
  content.metadata["normalisation"] = kNormalisation;
  content.metadata["sigma_factor"] = nlohmann::json(model.sigma_factor).dump();
  content.metadata["training"] = single.state.dump();
  content.metadata["data_sha256"] = single.state.value("settings", nlohmann::json::object()).value("data_sha256", "");
  if (model.context) {
    model.context->parameters().store(content, "context.");
    content.metadata["context_architecture"] = to_json(model.context->shape()).dump();
    content.metadata["context_training"] = context.state.dump();
  }
  content.metadata["change_covariance"] = to_json(model.change).dump();
  content.metadata["context_sigma_factor"] = nlohmann::json(model.context_sigma_factor).dump();
  if (!s.folders.empty() && !s.events.empty()) {
    Evaluation e;
    e.folders = s.folders;
    e.camera = s.camera;
    e.events = s.events;
    e.holes = s.holes;
    e.seed = s.seed;
    content.metadata["scores"] = nlohmann::json{{"events", s.events}, {"seed", s.seed}, {"table", evaluate(e, &model, reporter)}}.dump();
  }
  if (content.metadata.count("scores") == 0 && single.scores.is_object()) content.metadata["scores"] = single.scores.dump();
  write_safetensors(s.output, content);
  reporter.line(nlohmann::ordered_json{{"event", "end"}, {"output", s.output}, {"sha256", sha256_of_files({s.output})}}.dump());
}

}  // namespace corkit::inpaint
