#include "commands.hpp"

#include <ATen/Parallel.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "evaluate.hpp"
#include "export_model.hpp"
#include "fit_covariance.hpp"
#include "network_input.hpp"
#include "train_paper.hpp"
#include "train_product.hpp"

namespace corkit::inpaint {
namespace {

using nlohmann::json;

// target keeps its default when the setting is not given.
template <class T>
void take(const json &request, const char *name, T &target) {
  if (const auto found = request.find(name); found != request.end() && !found->is_null()) target = found->get<T>();
}

template <class Settings>
void take_data(const json &request, Settings &s) {
  take(request, "folders", s.folders);
  take(request, "camera", s.camera);
  take(request, "seed", s.seed);
}

template <class Settings>
void take_training(const json &request, Settings &s) {
  take_data(request, s);
  take(request, "validation_events", s.validation_events);
  take(request, "events", s.excluded_events);
  take(request, "checkpoint", s.checkpoint);
  take(request, "csv", s.csv);
  take(request, "batch", s.batch);
  take(request, "report_every", s.report_every);
  take(request, "checkpoint_every", s.checkpoint_every);
  take(request, "threads", s.threads);
  if (s.batch < 1 || s.batch > 256 || s.report_every < 1 || s.checkpoint_every < 1)
    throw Error(CORKIT_ERROR_ARGUMENT, "--batch and the intervals must be positive (batch at most 256)");
}

void take_covariance(const json &request, bool with_context, NetworkShape &shape) {
  std::string path;
  take(request, "covariance", path);
  const Covariances fitted = path.empty() ? Covariances{} : read_covariances(path);
  if (with_context && !path.empty() && !fitted.context)
    throw Error(CORKIT_ERROR_ARGUMENT, path + ": was fitted without context; fit on images of which two are less than two hours apart");
  shape.alone = fitted.single;
  shape.covariance = with_context && fitted.context ? *fitted.context : fitted.single;
}

void fit(const json &request, const Reporter &reporter) {
  CovarianceFit s;
  take_data(request, s);
  take(request, "validation_events", s.validation_events);
  take(request, "events", s.excluded_events);
  take(request, "start", s.start);
  take(request, "output", s.output);
  take(request, "holes", s.holes);
  take(request, "validation_holes", s.validation_holes);
  take(request, "steps", s.steps);
  take(request, "report_every", s.report_every);
  take(request, "threads", s.threads);
  if (s.output.empty()) throw Error(CORKIT_ERROR_ARGUMENT, "say with -o where the covariance goes");
  if (s.holes < 3 || s.holes > 100000 || s.validation_holes < 3 || s.validation_holes > 100000 || s.steps < 1 || s.report_every < 1 ||
      s.threads < 1 || s.threads > 256)
    throw Error(CORKIT_ERROR_ARGUMENT, "--holes must be 3 to 100000, --threads 1 to 256, --steps positive");
  fit_covariance(s, reporter);
}

void train(const json &request, const Reporter &reporter) {
  std::string recipe = "product";
  take(request, "recipe", recipe);
  if (recipe == "product") {
    ProductTraining s;
    take_training(request, s);
    take(request, "start", s.start);
    take(request, "with_context", s.with_context);
    take(request, "steps", s.steps);
    take(request, "learning_rate", s.learning_rate);
    take(request, "clip", s.clip);
    take(request, "noise", s.noise);
    if (!(s.noise >= 0 && s.noise <= 100)) throw Error(CORKIT_ERROR_ARGUMENT, "--noise must be 0 to 100");
    take(request, "fronts", s.fronts);
    take(request, "change", s.change);
    take(request, "pool", s.pool);
    if (!(s.fronts >= 0 && s.fronts <= 1)) throw Error(CORKIT_ERROR_ARGUMENT, "--fronts must be 0 to 1");
    if (!(s.change >= 0 && s.change <= 10)) throw Error(CORKIT_ERROR_ARGUMENT, "--change must be 0 to 10");
    if (!(s.pool >= 0 && s.pool <= 1000000)) throw Error(CORKIT_ERROR_ARGUMENT, "--pool must be 0 to 1000000");
    take(request, "channels", s.shape.channels);
    take(request, "stages", s.shape.stages);
    take(request, "cell", s.shape.cell);
    take(request, "margin", s.shape.margin);
    take(request, "validate_every", s.validate_every);
    take(request, "validation_groups", s.validation_groups);
    s.shape.guides = guide_names(s.with_context);
    take_covariance(request, s.with_context, s.shape);
    s.shape = shape_from_json(to_json(s.shape), "the settings");
    train_product(s, reporter);
  } else if (recipe == "paper") {
    PaperTraining s;
    take_training(request, s);
    take(request, "vgg", s.vgg);
    take(request, "size", s.size);
    take(request, "stages", s.shape.stages);
    take(request, "depth", s.shape.depth);
    take(request, "base_channels", s.shape.channels);
    take(request, "largest", s.largest);
    take(request, "steps", s.pretraining.steps);
    take(request, "fine_tuning_steps", s.fine_tuning.steps);
    train_paper(s, reporter);
  } else {
    throw Error(CORKIT_ERROR_ARGUMENT, "--recipe is '" + recipe + "': give product or paper");
  }
}

void run_evaluation(const json &request, const Reporter &reporter) {
  Evaluation s;
  take_data(request, s);
  take(request, "events", s.events);
  take(request, "weights", s.weights);
  take(request, "csv", s.csv);
  take(request, "gallery", s.gallery);
  take(request, "holes", s.holes);
  take(request, "aligned", s.aligned);
  take(request, "by_event", s.by_event);
  take(request, "hardest", s.hardest);
  std::string which = hole_class_name(s.hole_class);
  take(request, "hole_class", which);
  s.hole_class = hole_class(which);
  if (s.holes < 1 || s.holes > 100000) throw Error(CORKIT_ERROR_ARGUMENT, "--holes must be 1 to 100000");
  if (s.hardest < 0 || s.hardest > 1000) throw Error(CORKIT_ERROR_ARGUMENT, "--hardest must be 0 to 1000");
  if (!s.gallery.empty()) {
    std::error_code error;
    std::filesystem::create_directories(s.gallery, error);
    if (error) throw Error(CORKIT_ERROR_IO, s.gallery + ": cannot be made (" + error.message() + ")");
  }
  std::shared_ptr<const Model> model;
  if (!s.weights.empty()) model = load_model(s.weights, s.camera);
  evaluate(s, model.get(), reporter);
}

void run_export(const json &request, const Reporter &reporter) {
  Export s;
  take_data(request, s);
  take(request, "checkpoint", s.checkpoint);
  take(request, "context_checkpoint", s.context_checkpoint);
  take(request, "weights", s.weights);
  take(request, "covariance", s.covariance);
  take(request, "output", s.output);
  take(request, "validation_events", s.validation_events);
  take(request, "events", s.events);
  take(request, "holes", s.holes);
  if (s.output.empty()) throw Error(CORKIT_ERROR_ARGUMENT, "say with -o where the weights go");
  export_model(s, reporter);
}

}  // namespace

void run_command(const std::string &text, const Reporter &reporter) {
  const json request = json::parse(text, nullptr, false);
  if (!request.is_object() || !request.contains("command") || !request["command"].is_string())
    throw Error(CORKIT_ERROR_ARGUMENT, "the request to the learned fill is no JSON object with a command");
  at::set_num_threads(1);
  const std::string command = request["command"].get<std::string>();
  try {
    if (command == "fit") return fit(request, reporter);
    if (command == "train") return train(request, reporter);
    if (command == "evaluate") return run_evaluation(request, reporter);
    if (command == "export") return run_export(request, reporter);
  } catch (const json::exception &e) {
    throw Error(CORKIT_ERROR_ARGUMENT, std::string("a setting of the learned fill has the wrong type: ") + e.what());
  }
  throw Error(CORKIT_ERROR_ARGUMENT, "the learned fill has no command '" + command + "'; it has fit, train, evaluate and export");
}

}  // namespace corkit::inpaint
