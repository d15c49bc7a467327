#include "evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "hole_picture.hpp"
#include "hole_trial.hpp"
#include "score_table.hpp"
#include "training_data.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kPictures = 2;  // of each size
constexpr double kOneSigma = 0.6827;
constexpr int kPasses = 100;  // through the images before a row stays short

// Holes of one image at a time; large ones need room.
int most_holes(int size) { return size == 0 ? 8 : size == 1 ? 5 : 3; }

class HoleList {
 public:
  explicit HoleList(const std::string &path) : path_(path) {
    if (path.empty()) return;
    file_.open(path, std::ios::trunc);
    file_ << "size,image,x0,y0,columns,rows,method,context,raw,smoothed,floor,mean_error,psnr,ssim,covered\n";
  }
  void add(const std::string &size, const SourceImage &image, const HolePlace &h, const MethodFill &m, const HoleScore &s) {
    if (path_.empty()) return;
    file_ << size << ',' << image.name << ',' << h.x0 << ',' << h.y0 << ',' << h.columns << ',' << h.rows << ',' << m.method << ','
          << (m.context ? 1 : 0) << ',' << s.raw << ',' << s.smoothed << ',' << s.floor << ',' << s.mean_error << ',' << s.psnr << ','
          << s.ssim << ',' << s.covered << '\n';
  }
  void finish() {
    if (path_.empty()) return;
    file_.close();
    if (!file_) throw Error(CORKIT_ERROR_IO, path_ + ": cannot be written; name a file in a folder that exists");
  }

 private:
  std::string path_;
  std::ofstream file_;
};

// What is drawn as the work goes on, or, of the hardest holes, kept until its end.
class Pictures {
 public:
  Pictures(std::string folder, int hardest) : folder_(std::move(folder)), hardest_(static_cast<std::size_t>(hardest)) {}
  bool wanted() const { return !folder_.empty(); }
  void begin_size() { shown_ = 0; }

  void add(const SourceImage &image, const SourceImage *context, const Trial &trial, const HolePlace &hole,
           const std::vector<MethodFill> &fills, int size, double error) {
    if (!wanted()) return;
    if (hardest_ > 0) {
      keep(image, context, trial, hole, fills, error);
    } else if (shown_ < kPictures) {
      pictures_.push_back(pictured(image, trial, hole, fills));
      const std::string name = size == 0 ? "1" : size == 1 ? "2x2" : "large";
      picture::write_png(folder_ + "/" + image.name + "_" + name + "_" + std::to_string(++shown_) + ".png", pictures_.back());
    }
  }

  void finish() {
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      pictures_.push_back(kept_[k].second);
      picture::write_png(folder_ + "/hardest_" + std::to_string(k + 1) + ".png", pictures_.back());
    }
    if (!pictures_.empty()) picture::write_png(folder_ + "/gallery.png", sheet_of(pictures_));
  }

 private:
  void keep(const SourceImage &image, const SourceImage *context, const Trial &trial, const HolePlace &hole,
            const std::vector<MethodFill> &fills, double error) {
    const auto at = std::find_if(kept_.begin(), kept_.end(), [&](const auto &one) { return one.first < error; });
    if (at == kept_.end() && kept_.size() == hardest_) return;
    kept_.insert(at, {error, pictured_in_time(image, context, trial, hole, fills)});
    if (kept_.size() > hardest_) kept_.pop_back();
  }

  std::string folder_;
  std::size_t hardest_;
  int shown_ = 0;
  std::vector<Panel> pictures_;
  std::vector<std::pair<double, Panel>> kept_;  // by falling error
};

// The trials of one size in one image after another.
class Trials {
 public:
  Trials(const Evaluation &settings, const std::vector<SourceImage> &images)
      : settings_(settings), images_(images), random_(settings.seed) {}

  void begin_size(int size) {
    size_ = size;
    taken_.clear();
  }

  Trial next(std::size_t index, int most) {
    const SourceImage &image = images_[index];
    if (settings_.hole_class == HoleClass::random) return draw_trial(random_, image, index, size_, most, settings_.aligned);
    const auto context = context_of(images_, index);
    if (!context) return {index, {}, {}};
    auto &change = changes_[index];
    if (change.empty()) change = change_between(image, images_[*context]);
    return ranked_trial(random_, image, index, change, settings_.hole_class, size_, most, settings_.aligned, taken_[index]);
  }

 private:
  const Evaluation &settings_;
  const std::vector<SourceImage> &images_;
  Random random_;
  int size_ = 0;
  std::map<std::size_t, Image<float>> changes_;
  std::map<std::size_t, TakenPlaces> taken_;
};

}  // namespace

nlohmann::json evaluate(const Evaluation &s, const Model *model, const Reporter &reporter) {
  const ContextHandle ctx = open_context();
  const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.events, {});
  const std::vector<std::size_t> &use = s.events.empty() ? data.split.training : data.split.validation;
  nlohmann::json table = nlohmann::json::array();
  HoleList list(s.csv);
  const Image<float> flat = model == nullptr ? Image<float>() : response_of(model->flat);
  Pictures pictures(s.gallery, s.hardest);
  Trials trials(s, data.images);
  for (int size = 0; size < kSizes; ++size) {
    ScoreTable scores(size_name(size), s.hole_class);
    trials.begin_size(size);
    pictures.begin_size();
    int done = 0;
    for (int pass = 0; done < s.holes && pass < kPasses * static_cast<int>(use.size()); ++pass) {
      if (reporter.stop && reporter.stop()) return table;
      const std::size_t index = use[static_cast<std::size_t>(pass) % use.size()];
      const SourceImage &image = data.images[index];
      const Trial trial = trials.next(index, std::min(most_holes(size), s.holes - done));
      if (trial.holes.empty()) continue;
      const auto other = context_of(data.images, index);
      const SourceImage *context = other ? &data.images[*other] : nullptr;
      const auto fills = fill_by_all(s.aligned ? ctx.get() : nullptr, image, trial, model, flat, context);
      for (const HolePlace &hole : trial.holes) {
        const Image<float> truth = cut(image.brightness, hole);
        const Image<std::uint8_t> where = cut(trial.lost, hole);
        double error = 0;
        for (const MethodFill &fill : fills) {
          const HoleScore score =
              score_hole(truth, cut(fill.image, hole), where, fill.sigma.empty() ? Image<float>() : cut(fill.sigma, hole));
          scores.add(fill.method, fill.context, image.day, score);
          list.add(size_name(size), image, hole, fill, score);
          error = score.smoothed;  // of the last, the best that there is
        }
        pictures.add(image, context, trial, hole, fills, size, error);
        ++done;
      }
      reporter.line(nlohmann::ordered_json{{"event", "progress"}, {"size", size_name(size)}, {"holes", done}, {"of", s.holes}}.dump());
    }
    for (const auto &row : scores.rows(s.by_event)) {
      reporter.line(row.dump());
      table.push_back(nlohmann::json(row));
    }
  }
  list.finish();
  pictures.finish();
  return table;
}

double calibrated_factor(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use, const Model &model,
                         const FlatWithout &flat, bool with_context, int holes, std::uint64_t seed) {
  std::vector<double> ratios;
  for (int cell = 0; cell < kSizes * kClasses; ++cell) {
    const int size = cell % kSizes;
    Evaluation settings;
    settings.hole_class = static_cast<HoleClass>(cell / kSizes);
    settings.aligned = false;
    settings.seed = seed + static_cast<std::uint64_t>(cell);
    Trials trials(settings, images);
    trials.begin_size(size);
    int done = 0;
    std::vector<double> of_size;
    for (int pass = 0; done < holes && pass < kPasses; ++pass) {
      const std::size_t index = use[static_cast<std::size_t>(pass) % use.size()];
      const auto context = with_context ? context_of(images, index) : std::nullopt;
      if (with_context && !context) continue;
      const Trial trial = trials.next(index, most_holes(size));
      if (trial.holes.empty()) continue;
      const MethodFill fill = fill_learned(images[index], trial, model, flat(index), context ? &images[*context] : nullptr);
      for (std::size_t k = 0; k < trial.lost.size(); ++k)
        if (trial.lost[k] != 0 && fill.sigma[k] > 0)
          of_size.push_back(std::abs(static_cast<double>(fill.image[k]) - static_cast<double>(images[index].brightness[k])) /
                            static_cast<double>(fill.sigma[k]));
      done += static_cast<int>(trial.holes.size());
    }
    // As many pixels of each class and size: large holes must not decide alone.
    constexpr std::size_t kept = 20000;
    const std::size_t stride = std::max<std::size_t>(1, of_size.size() / kept);
    for (std::size_t k = 0; k < of_size.size(); k += stride) ratios.push_back(of_size[k]);
  }
  const double factor = quantile(std::move(ratios), kOneSigma);
  return std::isfinite(factor) && factor > 0 ? factor : 1;
}

}  // namespace corkit::inpaint
