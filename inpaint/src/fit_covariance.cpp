#include "fit_covariance.hpp"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "fits/atomic_file.hpp"
#include "kriging.hpp"
#include "median.hpp"
#include "sample_source.hpp"
#include "training_data.hpp"

namespace corkit::inpaint {
namespace {

constexpr const char *kFormat = "corkit-covariance-1";
constexpr double kTiny = 1e-7;       // of a mean square, (0.03 %)^2: keeps the logarithm of a lucky hole finite
constexpr double kAbsurdLoss = 1e3;  // a loss no covariance that works has
constexpr double kSimplex = 0.2;     // first side, and the side at which it has converged
constexpr double kConverged = 2e-3;
constexpr std::uint64_t kValidationSeed = 0x5eed;
constexpr std::size_t kSizes = 3;

// All but the constant: powers as they are, the rest by their logarithms.
constexpr std::array<double Covariance::*, 8> kPositive{&Covariance::a1,    &Covariance::along1, &Covariance::across1,
                                                        &Covariance::a2,    &Covariance::along2, &Covariance::across2,
                                                        &Covariance::noise, &Covariance::floor};
constexpr std::array<double Covariance::*, 3> kPowers{&Covariance::amplitude_power, &Covariance::along_power, &Covariance::across_power};
constexpr std::size_t kFree = kPositive.size() + kPowers.size();

struct FreeVector {
  void operator()(gsl_vector *v) const noexcept { gsl_vector_free(v); }
};
using Vector = std::unique_ptr<gsl_vector, FreeVector>;

struct FreeMinimiser {
  void operator()(gsl_multimin_fminimizer *m) const noexcept { gsl_multimin_fminimizer_free(m); }
};

Vector vector_of(const Covariance &covariance) {
  Vector v(gsl_vector_alloc(kFree));
  std::size_t k = 0;
  for (const auto member : kPositive) gsl_vector_set(v.get(), k++, std::log(covariance.*member));
  for (const auto member : kPowers) gsl_vector_set(v.get(), k++, covariance.*member);
  return v;
}

Covariance covariance_of(const gsl_vector *v, const Covariance &start) {
  Covariance covariance = start;
  std::size_t k = 0;
  for (const auto member : kPositive) covariance.*member = std::exp(gsl_vector_get(v, k++));
  for (const auto member : kPowers) covariance.*member = gsl_vector_get(v, k++);
  return covariance;
}

struct CutHole {
  HoleCells cells;
  std::vector<double> truth;  // of the wanted cells
  std::vector<double> share;  // missing pixels of each
  std::size_t size_class = 0;
};

std::optional<CutHole> cut_hole(const HoledImage &holed, const Scene &whole, const RadialProfile &profile, const Box &box) {
  auto cells = hole_cells(holed.scene, profile, box);
  if (!cells) return std::nullopt;
  HoleCells measured = *cells;
  if (!bin_into(measured, whole, profile, box)) return std::nullopt;
  CutHole hole;
  double blocks = 0;
  for (const std::size_t k : cells->wanted) {
    hole.truth.push_back(measured.value[k]);
    hole.share.push_back(measured.count[k] > 0 ? cells->missing[k] : 0);
    blocks += cells->missing[k] / (kBlockSide * kBlockSide);
  }
  hole.size_class = blocks < 1.5 ? 0 : blocks < 4.5 ? 1 : 2;
  hole.cells = *std::move(cells);
  return hole;
}

std::vector<CutHole> cut_holes(const SampleSource &source, int wanted) {
  std::vector<CutHole> holes;
  constexpr int patience = 200;
  int empty = 0;
  for (std::uint64_t g = 0; holes.size() < static_cast<std::size_t>(wanted) && empty < patience; ++g) {
    const auto holed = source.holed_image(g);
    const std::size_t before = holes.size();
    if (holed) {
      Scene whole = holed->scene;
      for (std::size_t k = 0; k < whole.measured.size(); ++k) {
        if (holed->lost[k] == 0) continue;
        whole.measured[k] = 1;
        whole.image[k] = holed->image->brightness[k];
      }
      const RadialProfile profile = profile_of(holed->scene, 0, 2 * whole.image.nx());
      for (const Box &box : holes_of(holed->lost))
        if (auto hole = cut_hole(*holed, whole, profile, box)) holes.push_back(*std::move(hole));
    }
    empty = holes.size() == before ? empty + 1 : 0;
  }
  if (holes.size() < static_cast<std::size_t>(wanted))
    throw Error(CORKIT_ERROR_INPUT, "too few holes find a place in the images given; give more images whose corona is read out");
  holes.resize(static_cast<std::size_t>(wanted));
  return holes;
}

// Mean square of estimate - truth over the hole.
double mean_square(const CutHole &hole, const Covariance &covariance) {
  const auto values = krige_cells(hole.cells, covariance);
  if (!values) return kAbsurdLoss;
  double sum = 0, shares = 0;
  for (std::size_t k = 0; k < values->size(); ++k) {
    const double error = (*values)[k] - hole.truth[k];
    sum += hole.share[k] * error * error;
    shares += hole.share[k];
  }
  return shares > 0 ? sum / shares : 0;
}

std::vector<double> mean_squares(const std::vector<CutHole> &holes, const Covariance &covariance, int threads) {
  std::vector<double> squares(holes.size());
  const auto n = static_cast<std::size_t>(std::max(1, threads));
  std::vector<std::future<void>> parts;
  for (std::size_t t = 0; t < n; ++t)
    parts.push_back(std::async(std::launch::async, [&, t] {
      for (std::size_t k = t; k < holes.size(); k += n) squares[k] = mean_square(holes[k], covariance);
    }));
  for (auto &part : parts) part.get();
  return squares;
}

double loss_of(const std::vector<CutHole> &holes, const Covariance &covariance, int threads) {
  const std::vector<double> squares = mean_squares(holes, covariance, threads);
  std::array<double, kSizes> sums{}, counts{};
  for (std::size_t k = 0; k < holes.size(); ++k) {
    sums[holes[k].size_class] += std::log(squares[k] + kTiny);
    counts[holes[k].size_class] += 1;
  }
  double loss = 0;
  for (std::size_t c = 0; c < kSizes; ++c) loss += sums[c] / std::max(counts[c], 1.0) / kSizes;
  return std::isfinite(loss) ? loss : kAbsurdLoss;
}

// Median over the holes of each size of the root mean square, per cent.
nlohmann::json medians(const std::vector<CutHole> &holes, const Covariance &covariance, int threads) {
  const std::vector<double> squares = mean_squares(holes, covariance, threads);
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t c = 0; c < kSizes; ++c) {
    std::vector<double> of_size;
    for (std::size_t k = 0; k < holes.size(); ++k)
      if (holes[k].size_class == c) of_size.push_back(100 * std::sqrt(squares[k]));
    if (of_size.empty()) {
      list.push_back(nullptr);
      continue;
    }
    list.push_back(std::round(upper_median(of_size) * 1e4) / 1e4);
  }
  return list;
}

struct Problem {
  const std::vector<CutHole> &holes;
  Covariance start;
  int threads;
};

double objective(const gsl_vector *v, void *problem) {
  const auto &p = *static_cast<const Problem *>(problem);
  return loss_of(p.holes, covariance_of(v, p.start), p.threads);
}

struct Outcome {
  Covariance covariance;
  double first_loss = 0, loss = 0;
  long steps = 0;
  bool converged = false;
};

// keep: told of the best so far with every report.
Outcome minimise(const std::vector<CutHole> &holes, const Covariance &start, const CovarianceFit &s, const std::string &name,
                 const Reporter &reporter, const std::function<void(const Covariance &)> &keep) {
  Problem problem{holes, start, s.threads};
  long evaluations = 0;
  struct Counted {
    Problem *problem;
    long *evaluations;
  } counted{&problem, &evaluations};
  gsl_multimin_function function{[](const gsl_vector *v, void *user) {
                                   const auto *c = static_cast<const Counted *>(user);
                                   ++*c->evaluations;
                                   return objective(v, c->problem);
                                 },
                                 kFree, &counted};
  const Vector first = vector_of(start), sides(gsl_vector_alloc(kFree));
  gsl_vector_set_all(sides.get(), kSimplex);
  const std::unique_ptr<gsl_multimin_fminimizer, FreeMinimiser> simplex(
      gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, kFree));
  Outcome outcome{start, objective(first.get(), &problem)};
  if (gsl_multimin_fminimizer_set(simplex.get(), &function, first.get(), sides.get()) != GSL_SUCCESS)
    throw Error(CORKIT_ERROR_INTERNAL, "the covariance cannot be fitted: its loss is no number");
  long reported = 0;
  while (evaluations < s.steps && !outcome.converged && !(reporter.stop && reporter.stop())) {
    if (gsl_multimin_fminimizer_iterate(simplex.get()) != GSL_SUCCESS) break;
    outcome.converged = gsl_multimin_fminimizer_size(simplex.get()) < kConverged;
    if (evaluations / s.report_every == reported / s.report_every && !outcome.converged) continue;
    reported = evaluations;
    keep(covariance_of(gsl_multimin_fminimizer_x(simplex.get()), start));
    reporter.line(nlohmann::ordered_json{{"event", "progress"},
                                         {"covariance", name},
                                         {"step", evaluations},
                                         {"steps", s.steps},
                                         {"loss", gsl_multimin_fminimizer_minimum(simplex.get())}}
                      .dump());
  }
  outcome.covariance = covariance_of(gsl_multimin_fminimizer_x(simplex.get()), start);
  outcome.loss = gsl_multimin_fminimizer_minimum(simplex.get());
  outcome.steps = evaluations;
  return outcome;
}

// Before the minutes that a fit takes.
void check_folder_of(const std::string &path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty() && !std::filesystem::is_directory(folder, error))
    throw Error(CORKIT_ERROR_IO, path + ": cannot be written; name a file in a folder that exists");
}

void write_json(const std::string &path, const nlohmann::ordered_json &json) {
  const std::string text = json.dump(2) + '\n';
  AtomicFile file(path);
  file.write(text.data(), text.size());
  file.commit();
}

bool has_pairs(const TrainingData &data, const std::vector<std::size_t> &use) {
  return std::any_of(use.begin(), use.end(), [&](std::size_t k) {
    const auto context = context_of(data.images, k);
    return context && std::find(use.begin(), use.end(), *context) != use.end();
  });
}

}  // namespace

void fit_covariance(const CovarianceFit &s, const Reporter &reporter) {
  check_folder_of(s.output);
  const Covariances start = s.start.empty() ? Covariances{} : read_covariances(s.start);
  const ContextHandle ctx = open_context();
  const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.validation_events, s.excluded_events);
  nlohmann::json names = nlohmann::json::array();
  for (const std::size_t k : data.split.training) names.push_back(data.images[k].name);
  nlohmann::ordered_json file{{"format", kFormat}, {"camera", s.camera}};
  nlohmann::ordered_json fit{{"seed", s.seed},
                             {"holes", s.holes},
                             {"start", s.start.empty() ? "built-in" : s.start},
                             {"validation_events", s.validation_events},
                             {"excluded_events", s.excluded_events},
                             {"data_sha256", data.sha256},
                             {"images", names}};
  Covariance single = start.single;
  for (const bool with_context : {false, true}) {
    if (with_context && !has_pairs(data, data.split.training)) continue;
    if (reporter.stop && reporter.stop()) break;
    const std::string name = with_context ? "context" : "single";
    const auto source_of = [&](const std::vector<std::size_t> &use, std::uint64_t seed) {
      return SampleSource(data.images, use, with_context, Sampling{}, 1, seed);
    };
    const std::vector<CutHole> holes = cut_holes(source_of(data.split.training, s.seed), s.holes);
    std::vector<CutHole> validation;
    if (!data.split.validation.empty() && (!with_context || has_pairs(data, data.split.validation)))
      validation = cut_holes(source_of(data.split.validation, kValidationSeed), s.validation_holes);
    const Covariance first = with_context ? start.context.value_or(single) : start.single;
    const Outcome outcome = minimise(holes, first, s, name, reporter, [&](const Covariance &best) {
      file[name] = to_json(best);
      write_json(s.output, file);
    });
    if (!with_context) single = outcome.covariance;
    file[name] = to_json(outcome.covariance);
    nlohmann::ordered_json how{{"evaluations", outcome.steps},
                               {"converged", outcome.converged},
                               {"loss_before", outcome.first_loss},
                               {"loss", outcome.loss},
                               {"percent_before", medians(holes, first, s.threads)},
                               {"percent", medians(holes, outcome.covariance, s.threads)}};
    if (!validation.empty()) {
      how["validation_loss_before"] = loss_of(validation, first, s.threads);
      how["validation_loss"] = loss_of(validation, outcome.covariance, s.threads);
      how["validation_percent_before"] = medians(validation, first, s.threads);
      how["validation_percent"] = medians(validation, outcome.covariance, s.threads);
    }
    fit[name] = how;
    nlohmann::ordered_json line{{"event", "fitted"}, {"covariance", name}};
    line.update(how);
    reporter.line(line.dump());
  }
  file["fit"] = fit;
  write_json(s.output, file);
  reporter.line(nlohmann::ordered_json{{"event", "end"}, {"output", s.output}, {"sha256", sha256_of_files({s.output})}}.dump());
}

Covariances read_covariances(const std::string &path) {
  std::ifstream file(path);
  if (!file) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path + ": cannot be opened; give a file that corkit inpaint fit wrote");
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object() || json.value("format", nlohmann::json()) != kFormat)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path + ": holds no covariance; give a file that corkit inpaint fit wrote");
  Covariances covariances{covariance_from_json(json.value("single", nlohmann::json()), path), std::nullopt};
  if (json.contains("context")) covariances.context = covariance_from_json(json["context"], path);
  return covariances;
}

}  // namespace corkit::inpaint
