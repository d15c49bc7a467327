#include "evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "gallery.hpp"
#include "hole_trial.hpp"
#include "training_data.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kMargin = 32;   // pixels around a hole in pictures
constexpr int kPictures = 2;  // of each size
constexpr double kOneSigma = 0.6827;
constexpr int kPasses = 100;  // through the images before a row stays short

// Holes of one image at a time; large ones need room.
int most_holes(int size) { return size == 0 ? 8 : size == 1 ? 5 : 3; }

double quantile(std::vector<double> values, double q) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), values.end());
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(at), values.size() - 1);
  const double t = at - static_cast<double>(k);
  return k + 1 < values.size() ? values[k] + t * (values[k + 1] - values[k]) : values[k];
}

template <class Get>
double quantile_of(const std::vector<HoleScore> &scores, double q, Get get) {
  std::vector<double> values;
  for (const HoleScore &score : scores) values.push_back(get(score));
  return quantile(std::move(values), q);
}

nlohmann::ordered_json number(double value, double steps) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * steps) / steps;
}

nlohmann::ordered_json table_row(const std::string &size, const MethodScores &m, double yardstick) {
  const auto &s = m.scores;
  const double smoothed = quantile_of(s, 0.5, [](const HoleScore &h) { return h.smoothed; });
  const auto percent = [&](double q, auto get) { return number(100 * quantile_of(s, q, get), 1e4); };
  double covered = 0;
  for (const HoleScore &score : s) covered += score.covered;
  covered /= static_cast<double>(std::max<std::size_t>(s.size(), 1));
  nlohmann::ordered_json row{{"event", "table"}, {"size", size}, {"method", m.method}, {"context", m.context}, {"holes", s.size()}};
  row["smoothed_median"] = number(100 * smoothed, 1e4);
  row["smoothed_p90"] = percent(0.9, [](const HoleScore &h) { return h.smoothed; });
  row["raw_median"] = percent(0.5, [](const HoleScore &h) { return h.raw; });
  row["raw_p90"] = percent(0.9, [](const HoleScore &h) { return h.raw; });
  row["mean_error_median"] = percent(0.5, [](const HoleScore &h) { return h.mean_error; });
  row["psnr_median"] = number(quantile_of(s, 0.5, [](const HoleScore &h) { return h.psnr; }), 1e3);
  row["ssim_median"] = number(quantile_of(s, 0.5, [](const HoleScore &h) { return h.ssim; }), 1e4);
  row["relative"] = number(smoothed / yardstick, 1e4);
  row["covered"] = covered >= 0 ? number(covered, 1e4) : nlohmann::ordered_json(nullptr);
  return row;
}

// One hole by all methods as a row of panels. Scaled between low and high percentiles of the truth; the error panel shows +-5 % of the
// truth's mean.
Panel pictured(const SourceImage &image, const Trial &trial, const HolePlace &hole, const std::vector<MethodFill> &fills) {
  // Flattened by the radius alone, so that structure shows.
  const auto flat = [&](Image<float> piece) {
    for (int y = 0; y < piece.ny(); ++y)
      for (int x = 0; x < piece.nx(); ++x)
        piece(x, y) *= static_cast<float>(
            std::pow(std::hypot(hole.x0 - kMargin + x - image.sun_x, hole.y0 - kMargin + y - image.sun_y) / image.rsun, 2.5));
    return piece;
  };
  const Image<float> truth = flat(cut(image.brightness, hole, kMargin));
  const Image<std::uint8_t> lost = cut(trial.lost, hole, kMargin), none(truth.nx(), truth.ny());
  std::vector<double> values(truth.begin(), truth.end());
  const auto low = static_cast<float>(quantile(values, 0.01)), high = static_cast<float>(quantile(values, 0.99));
  const auto shown = [&](const std::string &method, bool context) -> const MethodFill * {
    for (const MethodFill &fill : fills)
      if (fill.method == method && fill.context == context) return &fill;
    return nullptr;
  };
  std::vector<Panel> panels{titled(panel(truth, none, low, high), "truth"), titled(panel(truth, lost, low, high), "lost")};
  const MethodFill *best = nullptr;
  for (const auto &[method, title] : {std::pair{"fuzzy", "fuzzy"}, {"membrane radial", "membrane"}, {"dl", "learned (dl)"}}) {
    const MethodFill *fill = shown(method, false);
    if (fill == nullptr) continue;
    panels.push_back(titled(panel(flat(cut(fill->image, hole, kMargin)), none, low, high), title));
    best = fill;
  }
  if (best != nullptr) {
    Image<float> error = cut(best->image, hole, kMargin);
    const Image<float> original = cut(image.brightness, hole, kMargin);
    for (std::size_t k = 0; k < error.size(); ++k) error[k] = lost[k] != 0 ? error[k] / original[k] - 1 : 0;
    panels.push_back(titled(panel(error, none, -0.05F, 0.05F), best->method == "dl" ? "error of dl \u00b15 %" : "error \u00b15 %"));
  }
  const std::string blocks = std::to_string(hole.columns) + " x " + std::to_string(hole.rows);
  return titled(row_of(panels), blocks + (hole.columns * hole.rows == 1 ? " block, " : " blocks, ") + image.name);
}

class HoleList {
 public:
  explicit HoleList(const std::string &path) : path_(path) {
    if (path.empty()) return;
    file_.open(path, std::ios::trunc);
    file_ << "size,image,x0,y0,columns,rows,method,context,raw,smoothed,mean_error,psnr,ssim,covered\n";
  }
  void add(const std::string &size, const SourceImage &image, const HolePlace &h, const MethodFill &m, const HoleScore &s) {
    if (path_.empty()) return;
    file_ << size << ',' << image.name << ',' << h.x0 << ',' << h.y0 << ',' << h.columns << ',' << h.rows << ',' << m.method << ','
          << (m.context ? 1 : 0) << ',' << s.raw << ',' << s.smoothed << ',' << s.mean_error << ',' << s.psnr << ',' << s.ssim << ','
          << s.covered << '\n';
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

}  // namespace

nlohmann::json evaluate(const Evaluation &s, const Model *model, const Reporter &reporter) {
  const ContextHandle ctx = open_context();
  const TrainingData data = read_training_data(ctx.get(), s.folders, s.camera, s.events, {});
  const std::vector<std::size_t> &use = s.events.empty() ? data.split.training : data.split.validation;
  nlohmann::json table = nlohmann::json::array();
  HoleList list(s.csv);
  std::vector<Panel> pictures;
  Random random(s.seed);
  for (int size = 0; size < kSizes; ++size) {
    std::map<std::pair<std::string, bool>, MethodScores> scores;
    std::vector<std::pair<std::string, bool>> order;
    int done = 0, shown = 0;
    for (int pass = 0; done < s.holes && pass < kPasses * static_cast<int>(use.size()); ++pass) {
      if (reporter.stop && reporter.stop()) return table;
      const std::size_t index = use[static_cast<std::size_t>(pass) % use.size()];
      const SourceImage &image = data.images[index];
      const Trial trial = draw_trial(random, image, index, size, std::min(most_holes(size), s.holes - done), s.aligned);
      if (trial.holes.empty()) continue;
      const auto context = context_of(data.images, index);
      const auto fills = fill_by_all(s.aligned ? ctx.get() : nullptr, image, trial, model, context ? &data.images[*context] : nullptr);
      for (const HolePlace &hole : trial.holes) {
        const Image<float> truth = cut(image.brightness, hole);
        const Image<std::uint8_t> where = cut(trial.lost, hole);
        for (const MethodFill &fill : fills) {
          const HoleScore score =
              score_hole(truth, cut(fill.image, hole), where, fill.sigma.empty() ? Image<float>() : cut(fill.sigma, hole));
          auto &entry = scores[{fill.method, fill.context}];
          if (entry.scores.empty()) order.emplace_back(fill.method, fill.context);
          entry.method = fill.method;
          entry.context = fill.context;
          entry.scores.push_back(score);
          list.add(size_name(size), image, hole, fill, score);
        }
        if (!s.gallery.empty() && shown < kPictures) {
          pictures.push_back(pictured(image, trial, hole, fills));
          picture::write_png(s.gallery + "/" + image.name + "_" +
                                 (size == 0   ? "1"
                                  : size == 1 ? "2x2"
                                              : "large") +
                                 "_" + std::to_string(++shown) + ".png",
                             pictures.back());
        }
        ++done;
      }
      reporter.line(nlohmann::ordered_json{{"event", "progress"}, {"size", size_name(size)}, {"holes", done}, {"of", s.holes}}.dump());
    }
    const auto yardstick = scores.find({"membrane isotropic", false});
    const double median =
        yardstick == scores.end() ? 1 : quantile_of(yardstick->second.scores, 0.5, [](const HoleScore &h) { return h.smoothed; });
    for (const auto &key : order) {
      const nlohmann::ordered_json row = table_row(size_name(size), scores[key], median);
      reporter.line(row.dump());
      table.push_back(nlohmann::json(row));
    }
  }
  list.finish();
  if (!pictures.empty()) picture::write_png(s.gallery + "/gallery.png", sheet_of(pictures));
  return table;
}

double calibrated_factor(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use, const Model &model, bool with_context,
                         int holes, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> ratios;
  for (int size = 0; size < kSizes; ++size) {
    int done = 0;
    std::vector<double> of_size;
    for (int pass = 0; done < holes && pass < kPasses; ++pass) {
      const std::size_t index = use[static_cast<std::size_t>(pass) % use.size()];
      const auto context = with_context ? context_of(images, index) : std::nullopt;
      if (with_context && !context) continue;
      const Trial trial = draw_trial(random, images[index], index, size, most_holes(size), false);
      if (trial.holes.empty()) continue;
      const MethodFill fill = fill_learned(images[index], trial, model, context ? &images[*context] : nullptr);
      for (std::size_t k = 0; k < trial.lost.size(); ++k)
        if (trial.lost[k] != 0 && fill.sigma[k] > 0)
          of_size.push_back(std::abs(static_cast<double>(fill.image[k]) - static_cast<double>(images[index].brightness[k])) /
                            static_cast<double>(fill.sigma[k]));
      done += static_cast<int>(trial.holes.size());
    }
    // As many pixels of each size: large holes must not decide alone.
    constexpr std::size_t kept = 20000;
    const std::size_t stride = std::max<std::size_t>(1, of_size.size() / kept);
    for (std::size_t k = 0; k < of_size.size(); k += stride) ratios.push_back(of_size[k]);
  }
  const double factor = quantile(std::move(ratios), kOneSigma);
  return std::isfinite(factor) && factor > 0 ? factor : 1;
}

}  // namespace corkit::inpaint
