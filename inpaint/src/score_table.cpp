#include "score_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corkit::inpaint {
namespace {

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

double smoothed_median(const std::vector<HoleScore> &scores) {
  return quantile_of(scores, 0.5, [](const HoleScore &h) { return h.smoothed; });
}

void add_numbers(nlohmann::ordered_json &row, const std::vector<HoleScore> &s, double yardstick) {
  const double smoothed = smoothed_median(s);
  const auto percent = [&](double q, auto get) { return number(100 * quantile_of(s, q, get), 1e4); };
  double covered = 0, asked = 0;
  for (const HoleScore &score : s) {
    if (score.covered < 0) continue;
    covered += score.covered;
    asked += 1;
  }
  row["smoothed_median"] = number(100 * smoothed, 1e4);
  row["smoothed_p90"] = percent(0.9, [](const HoleScore &h) { return h.smoothed; });
  row["floor_median"] = percent(0.5, [](const HoleScore &h) { return h.floor; });
  row["raw_median"] = percent(0.5, [](const HoleScore &h) { return h.raw; });
  row["raw_p90"] = percent(0.9, [](const HoleScore &h) { return h.raw; });
  row["mean_error_median"] = percent(0.5, [](const HoleScore &h) { return h.mean_error; });
  row["psnr_median"] = number(quantile_of(s, 0.5, [](const HoleScore &h) { return h.psnr; }), 1e3);
  row["ssim_median"] = number(quantile_of(s, 0.5, [](const HoleScore &h) { return h.ssim; }), 1e4);
  row["relative"] = number(smoothed / yardstick, 1e4);
  row["covered"] = asked > 0 ? number(covered / asked, 1e4) : nlohmann::ordered_json(nullptr);
}

}  // namespace

double quantile(std::vector<double> values, double q) {
  values.erase(std::remove_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }), values.end());
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(at), values.size() - 1);
  const double t = at - static_cast<double>(k);
  return k + 1 < values.size() ? values[k] + t * (values[k + 1] - values[k]) : values[k];
}

void ScoreTable::add(const std::string &method, bool context, const std::string &day, const HoleScore &score) {
  auto at = std::find_if(methods_.begin(), methods_.end(), [&](const Method &m) { return m.name == method && m.context == context; });
  if (at == methods_.end()) at = methods_.insert(at, {method, context, {}});
  at->scores.emplace_back(day, score);
  if (const auto place = std::lower_bound(days_.begin(), days_.end(), day); place == days_.end() || *place != day) days_.insert(place, day);
}

std::vector<nlohmann::ordered_json> ScoreTable::rows_of(const std::string &day) const {
  const auto of_day = [&](const Method &method) {
    std::vector<HoleScore> scores;
    for (const auto &[when, score] : method.scores)
      if (day.empty() || when == day) scores.push_back(score);
    return scores;
  };
  double yardstick = 1;
  for (const Method &method : methods_)
    if (method.name == "membrane isotropic") yardstick = smoothed_median(of_day(method));
  std::vector<nlohmann::ordered_json> rows;
  for (const Method &method : methods_) {
    const auto scores = of_day(method);
    if (scores.empty()) continue;
    nlohmann::ordered_json row{{"event", "table"}, {"size", size_}, {"class", hole_class_name(class_)}};
    if (!day.empty()) row["day"] = day;
    row["method"] = method.name;
    row["context"] = method.context;
    row["holes"] = scores.size();
    add_numbers(row, scores, yardstick);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<nlohmann::ordered_json> ScoreTable::rows(bool by_event) const {
  auto rows = rows_of("");
  if (!by_event) return rows;
  for (const std::string &day : days_)
    for (auto &row : rows_of(day)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace corkit::inpaint
