#include "fill/membrane.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "fill/carried_context.hpp"
#include "fill/carried_rim.hpp"
#include "fill/context_reference.hpp"
#include "fill/membrane_system.hpp"
#include "fill/pixel_state.hpp"
#include "fill/radial_profile.hpp"

namespace corkit {
namespace {

constexpr double kLargestAnisotropy = 1000;

void check(const Image<double> &image, const Image<std::uint8_t> &state, const MembraneOptions &options) {
  const auto same_size = [&](const auto &other) { return other.nx() == image.nx() && other.ny() == image.ny(); };
  if (!same_size(state)) throw Error(CORKIT_ERROR_DIMENSIONS, "the image and the map of its missing pixels differ in size");
  if (!(options.anisotropy >= 1 && options.anisotropy <= kLargestAnisotropy))
    throw Error(CORKIT_ERROR_ARGUMENT, "the anisotropy of the membrane is " + std::to_string(options.anisotropy) + ": give 1 to 1000");
  if (!std::isfinite(options.sun_x) || !std::isfinite(options.sun_y))
    throw Error(CORKIT_ERROR_ARGUMENT, "the Sun's centre is no number: the membrane fill needs it");
  for (const auto &context : options.context) {
    if (!same_size(context.image)) throw Error(CORKIT_ERROR_DIMENSIONS, "the image and a context image differ in size");
    if (!(context.weight > 0) || !std::isfinite(context.weight))
      throw Error(CORKIT_ERROR_ARGUMENT, "the weight of a context image must be a positive number");
  }
}

// What is no number cannot be measured, and a state that is none is not usable.
Image<std::uint8_t> usable(const Image<double> &image, Image<std::uint8_t> state) {
  for (std::uint8_t &s : state) s = s <= kMissing ? s : kUnusable;
  make_unusable_what_is_no_number(image, state);
  return state;
}

class Filler {
 public:
  Filler(const Image<double> &image, const Image<std::uint8_t> &state, const MembraneOptions &options)
      : image_(image), state_(state), options_(options), value_(Image<double>::uninitialized(image.nx(), image.ny())) {}

  // By the profile.
  void fill(const MembraneHole &hole, MembraneResult &result) {
    if (hole.anchored)
      solve(hole, result, [&](std::size_t k) { return options_.normalise ? (*profile_)(radius(k)) : 1.0; });
    else
      result.nunfilled += hole.pixels.size();
  }

  // By the reference where it covers a hole; false, and nothing is done, where it does not.
  bool fill_by_context(const MembraneHole &hole, const CarryScene &scene, MembraneResult &result) {
    if (!hole.anchored || !covers(result.reference, hole)) return false;
    if (const auto carried = options_.carry ? carry_into(scene, hole.pixels) : std::nullopt) {
      take(hole, scene, *carried, result);
      result.moved_pixels = std::max(result.moved_pixels, carried->moved_pixels);
    } else {
      solve(hole, result, [&](std::size_t k) { return result.reference[k]; });
    }
    result.ncontext_used += hole.pixels.size();
    for (std::size_t i = 0; i < options_.context.size(); ++i) {
      const auto seen = [&image = options_.context[i].image](std::size_t k) { return std::isfinite(image[k]); };
      if (std::any_of(hole.pixels.begin(), hole.pixels.end(), seen)) result.context_used[i] = 1;
    }
    return true;
  }

  // The rings that any of the holes touches.
  void make_profile(const std::vector<MembraneHole> &holes) {
    if (!options_.normalise || holes.empty()) return;
    double first = HUGE_VAL, last = 0;  // squares of radii
    const auto see = [&](std::size_t k) {
      const double r2 = radius_squared(k);
      first = std::min(first, r2);
      last = std::max(last, r2);
    };
    for (const auto &hole : holes)
      for (const auto &edge : hole.edges) {
        see(edge.a);
        see(edge.b);
      }
    if (first <= last) profile_.emplace(image_, state_, options_.sun_x, options_.sun_y, std::sqrt(first) - 2, std::sqrt(last) + 2);
  }

 private:
  void take(const MembraneHole &hole, const CarryScene &scene, const CarriedEstimate &carried, MembraneResult &result) const {
    const auto nx = static_cast<std::size_t>(image_.nx());
    if (result.sigma.empty()) result.sigma = Image<float>(image_.nx(), image_.ny(), 0.0F);
    const auto factors = rim_factors(scene, carried, hole);
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const std::size_t k = hole.pixels[i];
      const int x = static_cast<int>(k % nx), y = static_cast<int>(k / nx);
      const double value = carried.value(scene, carried.best, x, y) * factors[i], error = carried.error(x, y);
      result.image[k] = value;
      result.sigma[k] = static_cast<float>(value * std::sqrt(error * error + carried.pixel_variance));
      result.filled[k] = 1;
    }
    result.nfilled += factors.size();
  }

  template <class Reference>
  void solve(const MembraneHole &hole, MembraneResult &result, const Reference &reference) {
    for (const auto &edge : hole.edges)
      if (state_[edge.b] == kMeasured) value_[edge.b] = image_[edge.b] / reference(edge.b);
    const auto u = solve_membrane(hole, state_, value_);
    for (std::size_t i = 0; i < u.size(); ++i) {
      const std::size_t k = hole.pixels[i];
      result.image[k] = u[i] * reference(k);
      result.filled[k] = 1;
    }
    result.nfilled += u.size();
  }

  double radius_squared(std::size_t k) const {
    const auto nx = static_cast<unsigned>(image_.nx());
    const auto pixel = static_cast<unsigned>(k);
    const double dx = pixel % nx - options_.sun_x;
    const double dy = pixel / nx - options_.sun_y;
    return dx * dx + dy * dy;
  }
  double radius(std::size_t k) const { return std::sqrt(radius_squared(k)); }

  static bool covers(const Image<double> &reference, const MembraneHole &hole) {
    const auto positive = [&](std::size_t k) { return reference[k] > 0; };
    return std::all_of(hole.pixels.begin(), hole.pixels.end(), positive) &&
           std::all_of(hole.edges.begin(), hole.edges.end(), [&](const MembraneEdge &edge) { return positive(edge.b); });
  }

  const Image<double> &image_;
  const Image<std::uint8_t> &state_;
  const MembraneOptions &options_;
  Image<double> value_;  // u on the rims
  std::optional<RadialProfile> profile_;
};

}  // namespace

MembraneResult membrane_fill(const Image<double> &image, const Image<std::uint8_t> &given, const MembraneOptions &options) {
  check(image, given, options);
  auto state = usable(image, given);
  MembraneResult result;
  result.image = image;
  result.filled = Image<std::uint8_t>(image.nx(), image.ny(), 0);
  result.context_used.assign(options.context.size(), 0);
  Filler filler(image, state, options);
  if (!options.context.empty()) {
    result.reference = context_reference(image, state, options.context, {options.sun_x, options.sun_y});
    if (options.normalise) {
      const RadialProfile profile(image, state, options.sun_x, options.sun_y, 0, HUGE_VAL);
      CarryScene scene{&image, &state, options.sun_x, options.sun_y, {}, &result.reference, &profile};
      const auto smooth = smoothed_contexts(image, state, options.context, {options.sun_x, options.sun_y});
      for (std::size_t i = 0; i < options.context.size(); ++i)
        scene.contexts.push_back({smooth.empty() ? &result.reference : &smooth[i], options.context[i].hours});
      std::vector<std::size_t> done;
      for (const auto &hole : membrane_holes(state, options.sun_x, options.sun_y, kContextAnisotropy))
        if (filler.fill_by_context(hole, scene, result)) done.insert(done.end(), hole.pixels.begin(), hole.pixels.end());
      // No rim for the holes that are left.
      for (const std::size_t k : done) state[k] = kUnusable;
    }
  }
  const auto holes = membrane_holes(state, options.sun_x, options.sun_y, options.anisotropy);
  filler.make_profile(holes);
  for (const auto &hole : holes) filler.fill(hole, result);
  if (!result.sigma.empty())
    for (std::size_t k = 0; k < result.filled.size(); ++k)
      if (result.filled[k] != 0 && result.sigma[k] == 0) result.sigma[k] = std::numeric_limits<float>::quiet_NaN();
  return result;
}

}  // namespace corkit
