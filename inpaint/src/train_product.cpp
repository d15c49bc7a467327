#include "train_product.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>

#include "checkpoint.hpp"
#include "core/error.hpp"
#include "median.hpp"
#include "product_loss.hpp"
#include "sample_source.hpp"
#include "tensors.hpp"
#include "training_data.hpp"
#include "training_log.hpp"

namespace corkit::inpaint {
namespace {

constexpr long kWarmUp = 200;
constexpr std::uint64_t kValidationSeed = 0x5eed;

// Samples gathered into batches of one patch size. With more than one thread the next groups are drawn while the network learns; their
// order is the same.
class Batches {
 public:
  Batches(const SampleSource &source, std::size_t batch, int threads, std::uint64_t pool)
      : source_(source), batch_(batch), pool_(pool), ahead_(static_cast<std::size_t>(std::max(1, threads) - 1)) {}

  std::vector<Sample> next() {
    for (int empty = 0; empty < 1000;) {
      for (auto &[n, waiting] : waiting_) {
        if (waiting.size() < batch_) continue;
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(batch_);
        std::vector<Sample> taken(std::make_move_iterator(waiting.begin()), std::make_move_iterator(end));
        waiting.erase(waiting.begin(), end);
        return taken;
      }
      std::vector<Sample> group = next_group();
      empty = group.empty() ? empty + 1 : 0;
      for (Sample &sample : group) waiting_[sample.input.grid.n].push_back(std::move(sample));
    }
    throw Error(CORKIT_ERROR_INPUT, "no hole fits into the images given; give images whose corona is read out");
  }
  // At a checkpoint what waits is dropped, so that a resumed training goes on as an uninterrupted one does.
  void forget() { waiting_.clear(); }
  std::uint64_t group() const { return group_; }
  void set_group(std::uint64_t group) {
    group_ = group;
    coming_.clear();
  }

 private:
  // Every other time around mirrored.
  std::vector<Sample> pooled(std::uint64_t g) {
    auto kept = kept_.find(g % pool_);
    if (kept == kept_.end()) kept = kept_.emplace(g % pool_, source_.group(g % pool_)).first;
    std::vector<Sample> group = kept->second;
    if (g / pool_ % 2 == 1)
      for (Sample &sample : group) mirror(sample);
    return group;
  }

  std::vector<Sample> next_group() {
    if (pool_ > 0) return pooled(group_++);
    if (ahead_ == 0) return source_.group(group_++);
    while (coming_.size() < ahead_)
      coming_.push_back(std::async(std::launch::async, [this, g = group_ + coming_.size()] { return source_.group(g); }));
    std::vector<Sample> group = coming_.front().get();
    coming_.pop_front();
    ++group_;
    return group;
  }

  const SampleSource &source_;
  std::size_t batch_;
  std::uint64_t pool_;
  std::size_t ahead_;
  std::map<std::uint64_t, std::vector<Sample>> kept_;
  std::deque<std::future<std::vector<Sample>>> coming_;  // groups group_, group_ + 1, ...
  std::uint64_t group_ = 0;
  std::map<int, std::vector<Sample>> waiting_;
};

struct Tensors {
  NetworkBatch input;
  at::Tensor guess, truth, hole, noise;
};

Tensors tensors_of(const std::vector<Sample> &samples) {
  std::vector<const NetworkInput *> inputs;
  std::vector<at::Tensor> truths, holes;
  at::Tensor noise = at::empty({static_cast<std::int64_t>(samples.size()), 1, 1, 1}, at::kFloat);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    inputs.push_back(&samples[i].input);
    truths.push_back(tensor_of(samples[i].truth));
    holes.push_back(tensor_of(samples[i].hole));
    noise.data_ptr<float>()[i] = static_cast<float>(std::max(samples[i].input.noise / samples[i].input.scale, 1e-3));
  }
  Tensors t{batch_of(inputs), {}, at::cat(truths, 0), at::cat(holes, 0), noise};
  t.guess = t.input.guides.narrow(1, kGuessPlane, 1);
  return t;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  return upper_median(values);
}

// By size class: median smoothed RMSE of the network over that of the first guess; then the fraction of cells within sigma.
std::vector<double> validate(const CorrectionNet &net, const std::vector<Sample> &samples) {
  const at::NoGradGuard no_gradients;
  std::vector<std::vector<double>> ours(3), theirs(3);
  double covered = 0, cells = 0;
  for (const Sample &sample : samples) {
    const Tensors t = tensors_of({sample});
    const Correction out = net.forward(t.input);
    const auto c = static_cast<std::size_t>(sample.size_class);
    const double scale = sample.input.scale;
    ours[c].push_back(scale * smoothed_rms(t.guess + out.value - t.truth, t.hole, smoothing_width(net.shape().cell)).item<double>());
    theirs[c].push_back(scale * smoothed_rms(t.guess - t.truth, t.hole, smoothing_width(net.shape().cell)).item<double>());
    const at::Tensor within = (t.guess + out.value - t.truth).abs().le(t.noise * out.log_sigma.exp()).to(at::kFloat) * t.hole;
    covered += within.sum().item<double>();
    cells += t.hole.sum().item<double>();
  }
  std::vector<double> scores;
  for (std::size_t c = 0; c < 3; ++c) scores.push_back(median(ours[c]) / median(theirs[c]));
  for (std::size_t c = 0; c < 3; ++c) scores.push_back(100 * median(ours[c]));
  scores.push_back(cells > 0 ? covered / cells : std::numeric_limits<double>::quiet_NaN());
  return scores;
}

double learning_rate_at(const ProductTraining &s, long step) {
  const double warm = std::min(1.0, static_cast<double>(step + 1) / static_cast<double>(kWarmUp));
  return s.learning_rate * warm * 0.5 * (1 + std::cos(std::numbers::pi * static_cast<double>(step) / static_cast<double>(s.steps)));
}

nlohmann::json settings_json(const ProductTraining &s, const TrainingData &data, std::int64_t parameters) {
  nlohmann::json names = nlohmann::json::array();
  for (const std::size_t k : data.split.training) names.push_back(data.images[k].name);
  nlohmann::json settings{{"recipe", "product"},
                          {"camera", s.camera},
                          {"with_context", s.with_context},
                          {"architecture", to_json(s.shape)},
                          {"steps", s.steps},
                          {"batch", s.batch},
                          {"learning_rate", s.learning_rate},
                          {"clip", s.clip},
                          {"seed", s.seed},
                          {"average", s.average},
                          {"sigma_weight", s.sigma_weight},
                          {"noise", s.noise},
                          {"fronts", s.fronts},
                          {"change", s.change},
                          {"pool", s.pool},
                          {"validation_events", s.validation_events},
                          {"excluded_events", s.excluded_events},
                          {"parameters", parameters},
                          {"data_sha256", data.sha256},
                          {"images", names}};
  if (!s.start.empty())
    settings["start"] = {{"file", std::filesystem::path(s.start).filename().string()}, {"sha256", sha256_of_files({s.start})}};
  return settings;
}

void average_into(Parameters &mean, const Parameters &now, double keep) {
  const at::NoGradGuard no_gradients;
  for (std::size_t i = 0; i < now.list().size(); ++i) mean.list()[i].second.mul_(keep).add_(now.list()[i].second, 1 - keep);
}

// A checkpoint's running mean, or weights. A network of fewer guide planes is taken as one whose others count nothing, but its last layer
// is left out: its guess was another one.
void begin_with(Parameters &parameters, const std::string &path, bool with_context) {
  const at::NoGradGuard no_gradients;
  const SafeTensors content = read_safetensors(path);
  const std::string prefix = content.tensors.count("mean." + parameters.list().front().first) != 0 ? "mean."
                             : with_context                                                        ? "context."
                                                                                                   : "single.";
  const auto &[first, weight] = parameters.list().front();
  const auto found = content.tensors.find(prefix + first);
  const bool narrower = found != content.tensors.end() && found->second.shape.size() == 4 && found->second.shape[1] < weight.size(1);
  if (!narrower) {
    parameters.load(content, path, prefix);
    return;
  }
  SafeTensors widened = content;
  const at::Tensor values = restored(found->second);
  at::Tensor wide = at::zeros_like(weight);
  wide.narrow(1, 0, values.size(1)).copy_(values);
  widened.tensors[prefix + first] = stored(wide);
  for (const auto &[name, tensor] : parameters.list())
    if (name.find(".last.") != std::string::npos) widened.tensors[prefix + name] = stored(at::zeros_like(tensor));
  parameters.load(widened, path, prefix);
}

void copy_parameters(Parameters &to, const Parameters &from) { average_into(to, from, 0); }

}  // namespace

void train_product(const ProductTraining &s, const Reporter &reporter) {
  // Patches are small: threads are better spent on drawing samples.
  at::set_num_threads(1);
  const ContextHandle ctx = open_context();
  const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.validation_events, s.excluded_events);
  Random random(s.seed);
  CorrectionNet net(s.shape, random), mean(s.shape, random);
  mean.parameters().require_gradients(false);
  if (!s.start.empty()) begin_with(net.parameters(), s.start, s.with_context);
  copy_parameters(mean.parameters(), net.parameters());
  Optimiser optimiser(net.parameters(), s.learning_rate, s.clip);
  const SampleSource source(data.images, data.split.training, s.with_context,
                            Sampling{s.shape.cell, s.shape.margin, s.shape.covariance, s.shape.alone, s.noise, s.fronts, s.change},
                            net.multiple(), s.seed);
  Batches batches(source, static_cast<std::size_t>(s.batch), s.threads, static_cast<std::uint64_t>(s.pool));
  const nlohmann::json settings = settings_json(s, data, net.parameters().count());
  long step = 0;
  const CheckpointParts parts{net.parameters(), &mean.parameters(), optimiser};
  std::error_code error;
  if (!s.checkpoint.empty() && std::filesystem::exists(s.checkpoint, error)) {
    const nlohmann::json state = load_checkpoint(s.checkpoint, parts);
    if (state.value("settings", nlohmann::json()) != settings)
      throw Error(CORKIT_ERROR_ARGUMENT,
                  s.checkpoint + ": was begun with other settings or images; give the same ones to resume, or another --checkpoint");
    step = state.at("step").get<long>();
    batches.set_group(state.at("group").get<std::uint64_t>());
  }
  std::vector<Sample> validation;
  if (!data.split.validation.empty()) {
    const SampleSource held_out(data.images, data.split.validation, s.with_context,
                                Sampling{s.shape.cell, s.shape.margin, s.shape.covariance, s.shape.alone, 0, s.fronts}, net.multiple(),
                                kValidationSeed);
    for (int g = 0; g < s.validation_groups; ++g)
      for (Sample &sample : held_out.group(static_cast<std::uint64_t>(g))) validation.push_back(std::move(sample));
  }
  nlohmann::ordered_json begin{{"event", "begin"},
                               {"recipe", "product"},
                               {"images", data.split.training.size()},
                               {"validation_images", data.split.validation.size()},
                               {"parameters", net.parameters().count()},
                               {"step", step},
                               {"steps", s.steps},
                               {"data_sha256", data.sha256}};
  reporter.line(begin.dump());
  TrainingLog log(s.csv,
                  {"loss", "sigma_loss", "psnr", "gradient", "learning_rate", "relative_1", "relative_2x2", "relative_more", "percent_1",
                   "percent_2x2", "percent_more", "covered"},
                  step, s.steps, reporter);
  const auto save = [&] {
    batches.forget();
    if (!s.checkpoint.empty()) save_checkpoint(s.checkpoint, parts, {{"settings", settings}, {"step", step}, {"group", batches.group()}});
  };
  double loss_sum = 0, sigma_sum = 0, norm_sum = 0;
  long n = 0;
  while (step < s.steps && !(reporter.stop && reporter.stop())) {
    const Tensors t = tensors_of(batches.next());
    optimiser.set_learning_rate(learning_rate_at(s, step));
    const Correction out = net.forward(t.input);
    const ProductLoss loss = product_loss(out, t.guess, t.truth, t.hole, t.noise, smoothing_width(s.shape.cell));
    const at::Tensor sigma = s.with_context ? coverage_loss(out, t.guess, t.truth, t.hole, t.noise) : loss.sigma;
    const double norm = optimiser.step(loss.fill + s.sigma_weight * sigma);
    // Early weights are no part of what is kept.
    average_into(mean.parameters(), net.parameters(), std::min(s.average, static_cast<double>(step + 1) / static_cast<double>(step + 10)));
    ++step;
    if (std::isfinite(norm)) {
      loss_sum += loss.fill.item<double>();
      sigma_sum += sigma.item<double>();
      norm_sum += norm;
      ++n;
    }
    if (step % s.checkpoint_every == 0) save();
    const bool last = step == s.steps;
    if (step % s.report_every != 0 && !last) continue;
    const double nn = static_cast<double>(std::max(1L, n)), mean_loss = loss_sum / nn;
    // Of the smoothed fill, for a range of eight deviations of the patch.
    std::vector<double> row{mean_loss, sigma_sum / nn, 20 * std::log10(8.0) - 20 / std::numbers::ln10 * mean_loss, norm_sum / nn,
                            learning_rate_at(s, step - 1)};
    std::vector<double> scores(7, std::numeric_limits<double>::quiet_NaN());
    if (!validation.empty() && (step % s.validate_every == 0 || last)) scores = validate(mean, validation);
    row.insert(row.end(), scores.begin(), scores.end());
    log.row(step, row);
    loss_sum = sigma_sum = norm_sum = 0;
    n = 0;
  }
  save();
  reporter.line(nlohmann::ordered_json{{"event", "end"}, {"step", step}, {"steps", s.steps}, {"checkpoint", s.checkpoint}}.dump());
}

}  // namespace corkit::inpaint
