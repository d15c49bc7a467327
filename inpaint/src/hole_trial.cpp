#include "hole_trial.hpp"

#include <array>
#include <cmath>

namespace corkit::inpaint {
namespace {

void take_over(MethodFill &fill, const Image<float> &guess, const Filled &filled) {
  fill.image = guess;
  fill.sigma = filled.sigma;
  for (std::size_t k = 0; k < fill.image.size(); ++k)
    if (filled.filled[k] != 0) fill.image[k] = filled.image[k];
}

}  // namespace

std::string size_name(int size) { return size == 0 ? "1" : size == 1 ? "2x2" : "3x2...4x4"; }

std::pair<int, int> draw_rectangle(Random &random, int size) {
  constexpr std::array<std::pair<int, int>, 6> large{{{3, 2}, {2, 3}, {3, 3}, {4, 3}, {3, 4}, {4, 4}}};
  if (size < 2) return {size + 1, size + 1};
  return large[static_cast<std::size_t>(random.below(static_cast<int>(large.size())))];
}

void add_hole(Trial &trial, HolePlace place) {
  for (int y = place.y0; y < place.y0 + place.rows * kBlockSide; ++y)
    for (int x = place.x0; x < place.x0 + place.columns * kBlockSide; ++x) trial.lost(x, y) = 1;
  trial.holes.push_back(std::move(place));
}

Trial draw_trial(Random &random, const SourceImage &image, std::size_t index, int size, int most, bool aligned) {
  Trial trial{index, {}, Image<std::uint8_t>(image.valid.nx(), image.valid.ny())};
  for (int n = 0; n < most; ++n) {
    const auto [columns, rows] = draw_rectangle(random, size);
    auto place = place_hole(random, image, trial.lost, columns, rows, whole_rectangle(columns, rows), scored_annulus(image.detector),
                            kApart, aligned);
    if (!place) continue;
    add_hole(trial, std::move(*place));
  }
  return trial;
}

MethodFill fill_learned(const SourceImage &image, const Trial &trial, const Model &model, const SourceImage *context) {
  const Image<std::uint8_t> state = states(image, trial.lost);
  const Guess guess = membrane(image, state, Membrane::radial, context);
  Scene scene = make_scene(image.brightness, state, guess.image, guess.reference, image.sun_x, image.sun_y, image.rsun);
  if (context != nullptr) scene.contexts.push_back(scene_context(image, *context));
  MethodFill fill{"dl", context != nullptr, {}, {}};
  take_over(fill, guess.image, fill_image(model, std::move(scene)));
  return fill;
}

std::vector<MethodFill> fill_by_all(corkit_context *ctx, const SourceImage &image, const Trial &trial, const Model *model,
                                    const SourceImage *context) {
  std::vector<MethodFill> fills;
  const Image<std::uint8_t> state = states(image, trial.lost);
  if (ctx != nullptr) fills.push_back({"fuzzy", false, fuzzy(ctx, image, trial.lost), {}});
  fills.push_back({"membrane isotropic", false, membrane(image, state, Membrane::isotropic, nullptr).image, {}});
  std::vector<const SourceImage *> contexts{nullptr};
  if (context != nullptr) contexts.push_back(context);
  for (const SourceImage *other : contexts) {
    const bool with_context = other != nullptr;
    if (other != nullptr) fills.push_back({"membrane at rest", true, membrane(image, state, Membrane::radial, other, false).image, {}});
    const Guess guess = membrane(image, state, Membrane::radial, other);
    fills.push_back({with_context ? "membrane" : "membrane radial", with_context, guess.image, guess.sigma});
    if (model == nullptr) continue;
    Scene scene = make_scene(image.brightness, state, guess.image, guess.reference, image.sun_x, image.sun_y, image.rsun);
    scene.keep_candidates = true;
    if (other != nullptr) scene.contexts.push_back(scene_context(image, *other));
    MethodFill learned{"dl", with_context, {}, {}};
    Filled filled = fill_image(*model, std::move(scene));
    take_over(learned, guess.image, filled);
    if (!filled.at_rest.empty()) fills.push_back({"kriging at rest", true, std::move(filled.at_rest), {}});
    if (!filled.carried.empty()) fills.push_back({"kriging carried", true, std::move(filled.carried), {}});
    fills.push_back({"kriging", with_context, std::move(filled.guess), {}});
    fills.push_back(std::move(learned));
  }
  return fills;
}

}  // namespace corkit::inpaint
