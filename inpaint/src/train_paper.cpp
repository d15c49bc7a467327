#include "train_paper.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "checkpoint.hpp"
#include "core/error.hpp"
#include "equalise.hpp"
#include "masks.hpp"
#include "tensors.hpp"
#include "training_data.hpp"
#include "training_log.hpp"
#include "vgg.hpp"

namespace corkit::inpaint {
namespace {

// Equalised, resized images as tensors [1, 1, size, size]; what was not read out is 0.
std::vector<at::Tensor> prepared(const TrainingData &data, const std::vector<std::size_t> &use, int size) {
  std::vector<at::Tensor> out;
  for (const std::size_t k : use) {
    const SourceImage &image = data.images[k];
    const Equalisation equalisation(image.brightness, image.valid);
    Image<float> levels(image.brightness.nx(), image.brightness.ny());
    for (std::size_t p = 0; p < levels.size(); ++p)
      if (image.valid[p] != 0) levels[p] = equalisation.forward(image.brightness[p]);
    out.push_back(tensor_of(resized(levels, size, size)));
  }
  return out;
}

struct Batch {
  at::Tensor truth, mask;
};

// Batch `step` depends on the seed and step alone.
Batch draw(const std::vector<at::Tensor> &images, const PaperTraining &s, long step) {
  Random random(s.seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(step));
  std::vector<at::Tensor> truths, masks;
  for (int b = 0; b < s.batch; ++b) {
    truths.push_back(images[static_cast<std::size_t>(random.below(static_cast<int>(images.size())))]);
    Image<std::uint8_t> valid(s.size, s.size, 1);
    const int blocks = s.size / kBlockSide;
    lose(valid, random_rectangle(random, blocks, blocks, s.largest));
    masks.push_back(tensor_of(valid));
  }
  return {at::cat(truths, 0), at::cat(masks, 0)};
}

// PSNR of the filled pixels for a range of 1, dB.
double psnr(const StageChain &chain, const Batch &batch) {
  const at::NoGradGuard no_gradients;
  const Masked filled = chain.fill({batch.truth * batch.mask, batch.mask});
  const at::Tensor hole = 1 - batch.mask;
  const double square = (((filled.values - batch.truth) * hole).square().sum() / hole.sum()).item<double>();
  return -10 * std::log10(square);
}

nlohmann::json phase_json(const PaperPhase &p) {
  const LossWeights &w = p.weights;
  return {{"steps", p.steps},
          {"learning_rate", p.learning_rate},
          {"clip", p.clip},
          {"a", {w.a1, w.a2, w.a3, w.a4, w.a5}},
          {"lambda", {w.lambda1, w.lambda2}}};
}

nlohmann::json settings_json(const PaperTraining &s, const TrainingData &data) {
  return {{"recipe", "paper"},
          {"camera", s.camera},
          {"stages", s.shape.stages},
          {"depth", s.shape.depth},
          {"channels", s.shape.channels},
          {"size", s.size},
          {"batch", s.batch},
          {"largest", s.largest},
          {"pretraining", phase_json(s.pretraining)},
          {"fine_tuning", phase_json(s.fine_tuning)},
          {"seed", s.seed},
          {"vgg", !s.vgg.empty()},
          {"data_sha256", data.sha256}};
}

void check_size(const PaperTraining &s) {
  if (s.size < kBlockSide || s.size > 4096 || s.size % kBlockSide != 0 || s.size % (1 << s.shape.depth) != 0)
    throw Error(CORKIT_ERROR_ARGUMENT, "--size is " + std::to_string(s.size) + ": give a multiple of 32 and of 2^depth, up to 4096");
}

}  // namespace

void train_paper(const PaperTraining &s, const Reporter &reporter) {
  check_size(s);
  at::set_num_threads(std::max(1, s.threads));
  const ContextHandle ctx = open_context();
  const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.validation_events, s.excluded_events);
  if (data.split.training.empty()) throw Error(CORKIT_ERROR_INPUT, "every event is held out: nothing is left to train on");
  const std::vector<at::Tensor> images = prepared(data, data.split.training, s.size),
                                held_out = prepared(data, data.split.validation, s.size);
  std::unique_ptr<Vgg19> vgg;
  if (!s.vgg.empty()) vgg = std::make_unique<Vgg19>(read_safetensors(s.vgg), s.vgg);
  Features psi;
  if (vgg) psi = [&vgg](const at::Tensor &x) { return vgg->features(x); };
  Random random(s.seed);
  StageChain chain(s.shape, random);
  Optimiser optimiser(chain.parameters(), s.pretraining.learning_rate, s.pretraining.clip);
  const nlohmann::json settings = settings_json(s, data);
  const CheckpointParts parts{chain.parameters(), nullptr, optimiser};
  const long steps = s.pretraining.steps + s.fine_tuning.steps;
  long step = 0;
  std::error_code error;
  if (!s.checkpoint.empty() && std::filesystem::exists(s.checkpoint, error)) {
    const nlohmann::json state = load_checkpoint(s.checkpoint, parts);
    if (state.value("settings", nlohmann::json()) != settings)
      throw Error(CORKIT_ERROR_ARGUMENT,
                  s.checkpoint + ": was begun with other settings or images; give the same ones to resume, or another --checkpoint");
    step = state.at("step").get<long>();
  }
  nlohmann::ordered_json begin{{"event", "begin"},
                               {"recipe", "paper"},
                               {"images", images.size()},
                               {"validation_images", held_out.size()},
                               {"parameters", chain.parameters().count()},
                               {"step", step},
                               {"steps", steps},
                               {"data_sha256", data.sha256}};
  if (!vgg) begin["note"] = "no VGG-19 weights (--vgg): trained without the perceptual and the style term";
  reporter.line(begin.dump());
  TrainingLog log(s.csv, {"loss", "pixel", "perceptual", "style", "physics", "gradient", "psnr", "psnr_held_out"}, step, steps, reporter);
  const auto save = [&] {
    if (!s.checkpoint.empty()) save_checkpoint(s.checkpoint, parts, {{"settings", settings}, {"step", step}});
  };
  while (step < steps && !(reporter.stop && reporter.stop())) {
    const PaperPhase &phase = step < s.pretraining.steps ? s.pretraining : s.fine_tuning;
    optimiser.set_learning_rate(phase.learning_rate);
    optimiser.set_clip(phase.clip);
    const Batch batch = draw(images, s, step);
    const LossTerms terms = stage_losses(chain.learn(batch.truth, batch.mask), batch.truth, phase.weights, psi);
    const at::Tensor loss = terms.total();
    const double norm = optimiser.step(loss);
    ++step;
    if (step % s.checkpoint_every == 0) save();
    if (step % s.report_every != 0 && step != steps) continue;
    const double held = held_out.empty() ? std::numeric_limits<double>::quiet_NaN() : psnr(chain, draw(held_out, s, 0));
    log.row(step, {loss.item<double>(), terms.pixel.item<double>(), terms.perceptual.item<double>(), terms.style.item<double>(),
                   terms.physics.item<double>(), norm, psnr(chain, batch), held});
  }
  save();
  reporter.line(nlohmann::ordered_json{{"event", "end"}, {"step", step}, {"steps", steps}, {"checkpoint", s.checkpoint}}.dump());
}

}  // namespace corkit::inpaint
