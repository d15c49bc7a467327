#include "hole_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "score_table.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kMargin = 32;  // pixels around a hole

// A hole's surroundings flattened by the radius alone, so that structure shows, between low and high percentiles of the truth.
class Shown {
 public:
  Shown(const SourceImage &image, const Trial &trial, const HolePlace &hole)
      : image_(image), hole_(hole), lost_(cut(trial.lost, hole, kMargin)), none_(lost_.nx(), lost_.ny()) {
    const Image<float> truth = flat(image.brightness);
    const std::vector<double> values(truth.begin(), truth.end());
    low_ = static_cast<float>(quantile(values, 0.01));
    high_ = static_cast<float>(quantile(values, 0.99));
  }

  Panel panel_of(const Image<float> &whole, const std::string &title) const {
    return titled(panel(flat(whole), none_, low_, high_), title);
  }
  Panel lost_panel() const { return titled(panel(flat(image_.brightness), lost_, low_, high_), "lost"); }

  // +-5 % of the truth.
  Panel error_panel(const Image<float> &whole, const std::string &title) const {
    Image<float> error = cut(whole, hole_, kMargin);
    const Image<float> original = cut(image_.brightness, hole_, kMargin);
    for (std::size_t k = 0; k < error.size(); ++k) error[k] = lost_[k] != 0 ? error[k] / original[k] - 1 : 0;
    return titled(panel(error, none_, -0.05F, 0.05F), title);
  }

 private:
  Image<float> flat(const Image<float> &whole) const {
    Image<float> piece = cut(whole, hole_, kMargin);
    for (int y = 0; y < piece.ny(); ++y)
      for (int x = 0; x < piece.nx(); ++x)
        piece(x, y) *= static_cast<float>(
            std::pow(std::hypot(hole_.x0 - kMargin + x - image_.sun_x, hole_.y0 - kMargin + y - image_.sun_y) / image_.rsun, 2.5));
    return piece;
  }

  const SourceImage &image_;
  const HolePlace &hole_;
  Image<std::uint8_t> lost_, none_;
  float low_ = 0, high_ = 1;
};

const MethodFill *find(const std::vector<MethodFill> &fills, const std::string &method, bool context) {
  const auto at = std::find_if(fills.begin(), fills.end(), [&](const MethodFill &f) { return f.method == method && f.context == context; });
  return at == fills.end() ? nullptr : &*at;
}

std::string in_minutes(double minutes) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%+.0f min", minutes);
  return text.data();
}

std::string in_percent(double percent) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), " %.1f %%", percent);
  return text.data();
}

std::string size_of(const HolePlace &hole) {
  return std::to_string(hole.columns) + " x " + std::to_string(hole.rows) + (hole.columns * hole.rows == 1 ? " block, " : " blocks, ");
}

}  // namespace

Panel pictured(const SourceImage &image, const Trial &trial, const HolePlace &hole, const std::vector<MethodFill> &fills) {
  const Shown shown(image, trial, hole);
  std::vector<Panel> panels{shown.panel_of(image.brightness, "truth"), shown.lost_panel()};
  const MethodFill *best = nullptr;
  for (const auto &[method, title] : {std::pair{"fuzzy", "fuzzy"}, {"membrane radial", "membrane"}, {"dl", "learned (dl)"}}) {
    const MethodFill *fill = find(fills, method, false);
    if (fill == nullptr) continue;
    panels.push_back(shown.panel_of(fill->image, title));
    best = fill;
  }
  if (best != nullptr) panels.push_back(shown.error_panel(best->image, best->method == "dl" ? "error of dl \u00b15 %" : "error \u00b15 %"));
  return titled(row_of(panels), size_of(hole) + image.name);
}

Panel pictured_in_time(const SourceImage &image, const SourceImage *context, const Trial &trial, const HolePlace &hole,
                       const std::vector<MethodFill> &fills) {
  const Shown shown(image, trial, hole);
  std::vector<Panel> panels;
  if (context != nullptr) panels.push_back(shown.panel_of(context->brightness, in_minutes(context->minutes - image.minutes)));
  panels.push_back(shown.panel_of(image.brightness, "truth"));
  const MethodFill *last = nullptr;
  std::string last_title;
  for (const auto &[method, with, title] : {std::tuple{"membrane radial", false, "membrane"},
                                            {"membrane", true, "membrane, context"},
                                            {"dl", false, "dl"},
                                            {"dl", true, "dl, context"}}) {
    const MethodFill *fill = find(fills, method, with);
    if (fill == nullptr) continue;
    panels.push_back(shown.panel_of(fill->image, title));
    last = fill;
    last_title = title;
  }
  if (last != nullptr) panels.push_back(shown.error_panel(last->image, "error \u00b15 %"));
  double error = 0;
  if (last != nullptr) error = 100 * score_hole(cut(image.brightness, hole), cut(last->image, hole), cut(trial.lost, hole), {}).smoothed;
  const std::string place = ", pixel " + std::to_string(hole.x0) + " " + std::to_string(hole.y0) + ": ";
  return titled(row_of(panels), size_of(hole) + image.day + " " + image.name + place + last_title + in_percent(error));
}

}  // namespace corkit::inpaint
