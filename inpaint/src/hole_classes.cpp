#include "hole_classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "median.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kCell = 8;          // pixels
constexpr int kRankedApart = 32;  // pixels between holes: a front has no room for more

struct RankedPlace {
  double spread = 0;
  int x0 = 0, y0 = 0;
};

// Medians, so that a star or a cosmic ray in one of the two is no change.
double change_of_cell(const SourceImage &image, const SourceImage &other, int x0, int y0) {
  std::vector<float> ours, theirs;
  for (int y = y0; y < y0 + kCell; ++y) {
    for (int x = x0; x < x0 + kCell; ++x) {
      if (image.valid(x, y) == 0 || other.valid(x, y) == 0) return std::numeric_limits<double>::quiet_NaN();
      ours.push_back(image.brightness(x, y));
      theirs.push_back(other.brightness(x, y));
    }
  }
  return std::log(static_cast<double>(upper_median(ours)) / static_cast<double>(upper_median(theirs)));
}

}  // namespace

std::string hole_class_name(HoleClass which) {
  return which == HoleClass::front ? "front" : which == HoleClass::quiet ? "quiet" : "random";
}

HoleClass hole_class(const std::string &name) {
  for (const HoleClass which : {HoleClass::random, HoleClass::front, HoleClass::quiet})
    if (name == hole_class_name(which)) return which;
  throw Error(CORKIT_ERROR_ARGUMENT, "--holes is '" + name + "': give random, front or quiet, or a number");
}

Image<float> change_between(const SourceImage &image, const SourceImage &other) {
  Image<float> change(image.valid.nx() / kCell, image.valid.ny() / kCell);
  for (int j = 0; j < change.ny(); ++j)
    for (int i = 0; i < change.nx(); ++i) change(i, j) = static_cast<float>(change_of_cell(image, other, i * kCell, j * kCell));
  return change;
}

double spread_of_change(const Image<float> &change, int x0, int y0, int width, int height) {
  std::vector<float> values;
  for (int j = y0 / kCell; j < std::min((y0 + height) / kCell, change.ny()); ++j)
    for (int i = x0 / kCell; i < std::min((x0 + width) / kCell, change.nx()); ++i)
      if (std::isfinite(change(i, j))) values.push_back(change(i, j));
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  double mean = 0, squares = 0;
  for (const float value : values) mean += static_cast<double>(value);
  mean /= static_cast<double>(values.size());
  for (const float value : values) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

Trial ranked_trial(Random &random, const SourceImage &image, std::size_t index, const Image<float> &change, HoleClass which, int size,
                   int most, bool aligned, TakenPlaces &taken) {
  Trial trial{index, {}, Image<std::uint8_t>(image.valid.nx(), image.valid.ny())};
  const auto [columns, rows] = draw_rectangle(random, size);
  const int width = columns * kBlockSide, height = rows * kBlockSide, step = aligned ? kBlockSide : kCell;
  const auto blocks = whole_rectangle(columns, rows);
  std::vector<RankedPlace> places;
  for (int y0 = 0; y0 + height <= image.valid.ny(); y0 += step) {
    for (int x0 = 0; x0 + width <= image.valid.nx(); x0 += step) {
      if (taken.count({x0, y0, columns, rows}) != 0 || !finds_place(image, blocks, x0, y0, scored_annulus(image.detector))) continue;
      const double spread = spread_of_change(change, x0, y0, width, height);
      if (std::isfinite(spread)) places.push_back({which == HoleClass::front ? -spread : spread, x0, y0});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const RankedPlace &a, const RankedPlace &b) { return a.spread < b.spread; });
  for (const RankedPlace &place : places) {
    if (static_cast<int>(trial.holes.size()) == most) break;
    if (!is_isolated(trial.lost, place.x0, place.y0, width, height, kRankedApart)) continue;
    add_hole(trial, {place.x0, place.y0, columns, rows, blocks});
    taken.insert({place.x0, place.y0, columns, rows});
  }
  return trial;
}

}  // namespace corkit::inpaint
