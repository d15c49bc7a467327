#include "hole_classes.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kRankedApart = 32;  // pixels between holes: a front has no room for more

struct RankedPlace {
  double spread = 0;
  int x0 = 0, y0 = 0;
};

}  // namespace

std::string hole_class_name(HoleClass which) {
  return which == HoleClass::front ? "front" : which == HoleClass::quiet ? "quiet" : "random";
}

HoleClass hole_class(const std::string &name) {
  for (const HoleClass which : {HoleClass::random, HoleClass::front, HoleClass::quiet})
    if (name == hole_class_name(which)) return which;
  throw Error(CORKIT_ERROR_ARGUMENT, "--holes is '" + name + "': give random, front or quiet, or a number");
}

Trial ranked_trial(Random &random, const SourceImage &image, std::size_t index, const Image<float> &change, HoleClass which, int size,
                   int most, bool aligned, TakenPlaces &taken) {
  Trial trial{index, {}, Image<std::uint8_t>(image.valid.nx(), image.valid.ny())};
  const auto [columns, rows] = draw_rectangle(random, size);
  const int width = columns * kBlockSide, height = rows * kBlockSide, step = aligned ? kBlockSide : kChangeCell;
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
