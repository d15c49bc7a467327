#include "kriging.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fill/carried_context.hpp"
#include "fill/carried_rim.hpp"
#include "fill/context_reference.hpp"
#include "fill/corona_kriging.hpp"
#include "fill/membrane.hpp"

namespace corkit::inpaint {
namespace {

constexpr std::size_t kMostCells = 1600, kFewestCells = 12;  // of a system

void write(const Scene &scene, const RadialProfile &profile, const Box &hole, const HoleCells &cells, const std::vector<double> &values,
           Image<float> &guess) {
  Image<float> field(cells.nv, cells.nu);
  for (std::size_t k = 0; k < values.size(); ++k) field[cells.wanted[k]] = static_cast<float>(values[k]);
  for (int y = hole.y0; y <= hole.y1; ++y) {
    for (int x = hole.x0; x <= hole.x1; ++x) {
      double v = 0, u = 0;
      if (!is_missing(scene, x, y) || !cells.locate(x, y, v, u)) continue;
      const auto base = base_of(scene, profile, x, y);
      if (!base) continue;
      const double value = *base * std::exp(static_cast<double>(read_patch(field, v, u)));
      if (std::isfinite(value)) guess(x, y) = static_cast<float>(value);
    }
  }
}

// The scene as libcorkit's carry_into() takes it.
class Carrier {
 public:
  Carrier(const Scene &scene, const RadialProfile &profile, const Covariance &single, const Covariance &change)
      : image_(convert<double>(scene.image)), reference_(convert<double>(scene.reference)), state_(image_.nx(), image_.ny(), kUnusable) {
    for (std::size_t k = 0; k < state_.size(); ++k)
      if (scene.known[k] != 0) state_[k] = scene.measured[k] != 0 ? kMeasured : kMissing;
    carry_ = {&image_, &state_, scene.sun_x, scene.sun_y, {}, &reference_, &profile, single, change};
    std::vector<MembraneContext> contexts;
    if (scene.contexts.size() > 1)
      for (const SceneContext &context : scene.contexts) contexts.push_back({context.image, 1, context.hours});
    holes_ = membrane_holes(state_, scene.sun_x, scene.sun_y, kContextAnisotropy);
    smooth_ = smoothed_contexts(image_, state_, contexts, {scene.sun_x, scene.sun_y});
    for (std::size_t i = 0; i < scene.contexts.size(); ++i)
      carry_.contexts.push_back({smooth_.empty() ? &reference_ : &smooth_[i], scene.contexts[i].hours});
  }
  Carrier(const Carrier &) = delete;
  Carrier &operator=(const Carrier &) = delete;

  // The candidates' values and the expected error of a hole's pixels; pixel variance of the logarithm around it.
  std::optional<double> fill(Scene &scene, const Box &box) const {
    const auto nx = static_cast<std::size_t>(state_.nx());
    std::vector<std::size_t> hole;
    for (int y = box.y0; y <= box.y1; ++y)
      for (int x = box.x0; x <= box.x1; ++x)
        if (is_missing(scene, x, y)) hole.push_back(static_cast<std::size_t>(y) * nx + static_cast<std::size_t>(x));
    const auto estimate = carry_into(carry_, hole);
    if (!estimate) return std::nullopt;
    for (const std::size_t k : hole) {
      const int x = static_cast<int>(k % nx), y = static_cast<int>(k / nx);
      const auto set = [&](Image<float> &to, const CarriedField &field) {
        const double value = estimate->value(carry_, field, x, y);
        if (std::isfinite(value)) to[k] = static_cast<float>(value);
      };
      set(scene.guess, estimate->best);
      if (scene.keep_candidates) {
        set(scene.alone, estimate->alone);
        set(scene.at_rest, estimate->at_rest);
        set(scene.carried, estimate->carried);
      }
    }
    follow_rims(scene, box, *estimate);
    for (const std::size_t k : hole)
      scene.expected[k] = static_cast<float>(estimate->error(static_cast<int>(k % nx), static_cast<int>(k / nx))) * scene.guess[k];
    return estimate->pixel_variance;
  }

 private:
  void follow_rims(Scene &scene, const Box &box, const CarriedEstimate &estimate) const {
    const auto nx = static_cast<std::size_t>(state_.nx());
    const auto within = [&](std::size_t k) {
      const int x = static_cast<int>(k % nx), y = static_cast<int>(k / nx);
      return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
    };
    for (const MembraneHole &hole : holes_) {
      if (std::none_of(hole.pixels.begin(), hole.pixels.end(), within)) continue;
      const auto factors = rim_factors(carry_, estimate, hole);
      for (std::size_t i = 0; i < factors.size(); ++i)
        if (within(hole.pixels[i])) scene.guess[hole.pixels[i]] *= static_cast<float>(factors[i]);
    }
  }

  Image<double> image_, reference_;
  Image<std::uint8_t> state_;
  std::vector<MembraneHole> holes_;  // of any box
  std::vector<Image<double>> smooth_;
  CarryScene carry_;
};

}  // namespace

std::optional<std::vector<double>> krige_cells(const HoleCells &cells, const Covariance &covariance) {
  if (cells.known.size() < kFewestCells || cells.known.size() > kMostCells) return std::nullopt;
  CoronaKriging kriging(
      {cells.nu, cells.nv, cells.grid.r0, cells.grid.cell, &cells.known, &cells.value, &cells.count, cells.pixel_variance}, covariance);
  if (!kriging.solve()) return std::nullopt;
  std::vector<double> values;
  values.reserve(cells.wanted.size());
  for (const std::size_t k : cells.wanted) values.push_back(kriging.value(k));
  return values;
}

std::vector<HoleGuess> krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Covariance &single,
                             const Covariance &change) {
  std::vector<HoleGuess> guesses(holes.size());
  std::optional<Carrier> carrier;
  if (!scene.reference.empty() && !scene.contexts.empty()) {
    carrier.emplace(scene, profile, single, change);
    scene.contexts.clear();  // what they say is in the carrier
    if (scene.keep_candidates) scene.alone = scene.at_rest = scene.carried = scene.guess;
    scene.expected = Image<float>(scene.image.nx(), scene.image.ny());
  }
  Image<float> reference = std::exchange(scene.reference, {});
  for (std::size_t i = 0; i < holes.size(); ++i) {
    if (carrier)
      if (const auto variance = carrier->fill(scene, holes[i])) {
        guesses[i] = {true, *variance};
        continue;
      }
    const auto cells = hole_cells(scene, profile, holes[i]);
    if (cells) guesses[i].pixel_variance = cells->pixel_variance;
    const auto values = cells ? krige_cells(*cells, single) : std::nullopt;
    if (values) write(scene, profile, holes[i], *cells, *values, scene.guess);
  }
  scene.reference = std::move(reference);
  return guesses;
}

}  // namespace corkit::inpaint
