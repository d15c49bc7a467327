#include "hole_trial.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "fill/flat_field.hpp"

namespace corkit::inpaint {
namespace {

void take_over(MethodFill &fill, const Image<float> &guess, const Filled &filled) {
  fill.image = guess;
  fill.sigma = filled.sigma;
  for (std::size_t k = 0; k < fill.image.size(); ++k)
    if (filled.filled[k] != 0) fill.image[k] = filled.image[k];
}

// Image and context without as much of the flat as the image shows, and how what is filled gets it back.
class WithoutFlat {
 public:
  WithoutFlat(const SourceImage &image, const Image<std::uint8_t> &state, const Image<float> &flat, const SourceImage *context)
      : image_(image), flat_(flat) {
    if (context != nullptr) context_ = *context;
    if (!flat.empty()) share_ = flat_share(convert<double>(image.brightness), state, flat);
    if (!(share_ > 0)) return;
    take_out_flat(image_.brightness, flat, share_);
    if (context_) take_out_flat(context_->brightness, flat, share_);
  }
  const SourceImage &image() const { return image_; }
  const SourceImage *context() const { return context_ ? &*context_ : nullptr; }

  void put_back(MethodFill &fill) const {
    if (!(share_ > 0)) return;
    for (std::size_t k = 0; k < fill.image.size(); ++k) {
      const auto response = static_cast<float>(flat_response(flat_[k], share_));
      fill.image[k] *= response;
      if (!fill.sigma.empty()) fill.sigma[k] *= response;
    }
  }

 private:
  SourceImage image_;
  std::optional<SourceImage> context_;
  const Image<float> &flat_;
  double share_ = 0;
};

// candidates: with those of the estimate, as far as there are any. The fill is the last.
std::vector<MethodFill> learned_fills(const SourceImage &image, const Trial &trial, const Model &model, const Image<float> &flat,
                                      const SourceImage *context, bool candidates) {
  const bool with_context = context != nullptr;
  const Image<std::uint8_t> state = states(image, trial.lost);
  const WithoutFlat without(image, state, flat, context);
  const SourceImage &even = without.image();
  const Guess guess = membrane(even, state, Membrane::radial, without.context());
  Scene scene = make_scene(even.brightness, state, guess.image, guess.reference, even.sun_x, even.sun_y, even.rsun);
  scene.keep_candidates = candidates;
  if (with_context) scene.contexts.push_back(scene_context(even, *without.context()));
  MethodFill learned{"dl", with_context, {}, {}};
  Filled filled = fill_image(model, std::move(scene));
  take_over(learned, guess.image, filled);
  std::vector<MethodFill> fills;
  if (!filled.at_rest.empty()) fills.push_back({"kriging at rest", true, std::move(filled.at_rest), {}});
  if (!filled.carried.empty()) fills.push_back({"kriging carried", true, std::move(filled.carried), {}});
  if (candidates) fills.push_back({"kriging", with_context, std::move(filled.guess), {}});
  fills.push_back(std::move(learned));
  for (MethodFill &fill : fills) without.put_back(fill);
  return fills;
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

MethodFill fill_learned(const SourceImage &image, const Trial &trial, const Model &model, const Image<float> &flat,
                        const SourceImage *context) {
  return learned_fills(image, trial, model, flat, context, false).back();
}

std::vector<MethodFill> fill_by_all(corkit_context *ctx, const SourceImage &image, const Trial &trial, const Model *model,
                                    const Image<float> &flat, const SourceImage *context) {
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
    for (MethodFill &fill : learned_fills(image, trial, *model, flat, other, true)) fills.push_back(std::move(fill));
  }
  return fills;
}

}  // namespace corkit::inpaint
