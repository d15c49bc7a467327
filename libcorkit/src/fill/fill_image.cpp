#include "fill/fill_image.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/card_lines.hpp"
#include "core/error.hpp"
#include "fill/flat_field.hpp"
#include "fill/learned.hpp"
#include "fill/membrane.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// In inverse proportion to the distance in time: of one image before and one after, the mean at the image's own time.
std::vector<double> weights_of(const std::vector<ContextImage> &context) {
  constexpr double kMinute = 1.0 / 60;
  std::vector<double> weights;
  weights.reserve(context.size());
  for (const auto &one : context) weights.push_back(1 / std::max(std::abs(one.hours), kMinute));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (auto &weight : weights) weight /= sum;
  return weights;
}

MembraneOptions membrane_options(const FillScene &scene, const std::vector<ContextImage> &context, const FillSettings &settings) {
  MembraneOptions options;
  options.anisotropy = settings.isotropic ? 1 : kRadialAnisotropy;
  options.sun_x = scene.sun_x;
  options.sun_y = scene.sun_y;
  const auto weights = weights_of(context);
  for (std::size_t i = 0; i < context.size(); ++i) options.context.push_back({context[i].image, weights[i], context[i].hours});
  return options;
}

Image<float> as_floats(const Image<double> &image, const Image<std::uint8_t> &state, bool keep_missing) {
  auto floats = Image<float>::uninitialized(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k)
    floats[k] = state[k] == kMeasured || (keep_missing && state[k] == kMissing) ? static_cast<float>(image[k]) : kNan;
  return floats;
}

// Pixels that the membrane did not reach have no first guess.
Image<float> first_guess(const MembraneResult &membrane, const Image<std::uint8_t> &state) {
  auto guess = as_floats(membrane.image, state, true);
  for (std::size_t k = 0; k < guess.size(); ++k)
    if (state[k] == kMissing && membrane.filled[k] == 0) guess[k] = kNan;
  return guess;
}

// Takes what it needs of the membrane's result, whose images are empty afterwards.
void run_plugin(const Image<double> &image, const Image<std::uint8_t> &state, const FillScene &scene,
                const std::vector<ContextImage> &context, const FillSettings &settings, MembraneResult &membrane, FillOutcome &outcome) {
  const auto &plugin = inpaint_plugin();
  const auto weights = find_weights(settings.weights, scene.detector);
  const auto pixels = as_floats(image, state, false);
  const auto guess = first_guess(membrane, state);
  membrane.image = {};
  membrane.filled = {};
  membrane.sigma = {};
  std::vector<Image<float>> context_pixels;
  std::vector<const float *> context_data;
  std::vector<double> hours;
  for (const auto &one : context) {
    context_pixels.push_back(convert<float>(one.image));
    hours.push_back(one.hours);
  }
  context_data.reserve(context_pixels.size());
  for (const auto &one : context_pixels) context_data.push_back(one.data());
  const auto shares = weights_of(context);
  const auto reference = convert<float>(membrane.reference);
  membrane.reference = {};

  corkit_inpaint_request request{};
  request.size = sizeof request;
  request.nx = image.nx();
  request.ny = image.ny();
  request.unit = scene.level1 ? CORKIT_INPAINT_MSB : CORKIT_INPAINT_DN;
  request.detector = scene.detector.c_str();
  request.filter = scene.filter.c_str();
  request.polar = scene.polar.c_str();
  request.exptime_s = scene.exptime_s;
  request.sun_x = scene.sun_x;
  request.sun_y = scene.sun_y;
  request.rsun_pixels = scene.rsun_pixels;
  request.image = pixels.data();
  request.state = state.data();
  request.guess = guess.data();
  request.ncontext = static_cast<int>(context.size());
  request.context = context_data.data();
  request.context_weight = shares.data();
  request.context_hours = hours.data();
  request.reference = reference.empty() ? nullptr : reference.data();
  request.weights = weights.c_str();
  request.threads = settings.threads;

  Image<float> filled_image(image.nx(), image.ny(), 0.0F);
  outcome.sigma = Image<float>(image.nx(), image.ny(), 0.0F);
  outcome.filled = Image<std::uint8_t>(image.nx(), image.ny(), 0);
  corkit_inpaint_result result{};
  result.size = sizeof result;
  result.image = filled_image.data();
  result.sigma = outcome.sigma.data();
  result.filled = outcome.filled.data();
  if (const int status = plugin.run(&request, &result); status != CORKIT_OK) throw Error(static_cast<corkit_status>(status), result.error);

  // What the plug-in wrote elsewhere, or could not compute, does not reach the product.
  outcome.image = image;
  outcome.nfilled = 0;
  for (std::size_t k = 0; k < image.size(); ++k) {
    const bool filled = outcome.filled[k] != 0 && state[k] == kMissing && std::isfinite(filled_image[k]);
    outcome.filled[k] = filled ? 1 : 0;
    if (!filled) outcome.sigma[k] = 0;
    if (!filled) continue;
    outcome.image[k] = filled_image[k];
    ++outcome.nfilled;
  }
  outcome.history.push_back(" Missing pixels filled by " + std::string(result.model) + ", weights:");
  // 72 columns, all that a HISTORY card has.
  outcome.history.push_back(" SHA256 " + std::string(result.weights_sha256));
}

std::string membrane_history(const MembraneOptions &options, const MembraneResult &membrane) {
  if (membrane.ncontext_used > 0 && membrane.ncontext_used == membrane.nfilled)
    return " Missing pixels filled by a membrane, isotropic, of the context ratio";
  return options.anisotropy == 1 ? " Missing pixels filled by a membrane, isotropic"
                                 : " Missing pixels filled by a membrane, radial anisotropy 16";
}

void check_something_measured(const Image<std::uint8_t> &state, std::size_t nmissing, const std::string &remedy) {
  if (nmissing > 0 && std::find(state.begin(), state.end(), kMeasured) == state.end())
    throw Error(CORKIT_ERROR_INPUT, "all of the field is lost or is no number: there is nothing to fill it from; " + remedy);
}

void fill(const Image<double> &image, const Image<std::uint8_t> &state, const FillScene &scene, const std::vector<ContextImage> &context,
          const FillSettings &settings, FillOutcome &outcome) {
  auto options = membrane_options(scene, context, settings);
  auto membrane = membrane_fill(image, state, options);
  options.context.clear();
  if (settings.method == FillMethod::learned) {
    run_plugin(image, state, scene, context, settings, membrane, outcome);
  } else {
    outcome.history.push_back(membrane_history(options, membrane));
    outcome.image = std::move(membrane.image);
    outcome.filled = std::move(membrane.filled);
    outcome.sigma = std::move(membrane.sigma);
    outcome.nfilled = membrane.nfilled;
  }
  for (std::size_t i = 0; i < context.size(); ++i) {
    if (membrane.context_used[i] != 0)
      outcome.history.push_back(" Fill context: " + context[i].name);
    else
      outcome.warnings.push_back("--context " + context[i].name + ": shows nothing where the image has lost pixels, and was not used");
  }
  if (membrane.moved_pixels >= 0.5)
    outcome.history.push_back(" Fill context carried by up to " + std::to_string(std::lround(membrane.moved_pixels)) + " pixels");
}

// Image and contexts without the camera's flat field; what was filled gets it back.
void fill_without_flat(Image<double> &image, const Image<std::uint8_t> &state, const FillScene &scene, std::vector<ContextImage> &context,
                       const FillSettings &settings, double share, FillOutcome &outcome) {
  take_out_flat(image, scene.flat, share);
  for (auto &one : context) take_out_flat(one.image, scene.flat, share);
  fill(image, state, scene, context, settings, outcome);
  for (std::size_t k = 0; k < outcome.filled.size(); ++k) {
    if (outcome.filled[k] == 0) continue;
    const double response = flat_response(scene.flat[k], share);
    outcome.image[k] *= response;
    outcome.sigma[k] = static_cast<float>(static_cast<double>(outcome.sigma[k]) * response);
  }
  outcome.history.push_back(" Filled without the flat field of the camera, put back as " + std::to_string(std::lround(100 * share)) +
                            " % of it");
}

}  // namespace

FillOutcome fill_image(Image<double> image, const Image<std::uint8_t> &given, const FillScene &scene, std::vector<ContextImage> context,
                       const FillSettings &settings) {
  auto state = given;
  make_unusable_what_is_no_number(image, state);
  FillOutcome outcome;
  const bool learned = settings.method == FillMethod::learned;
  outcome.method = learned ? "DL" : "MEMBRANE";
  outcome.nmissing = static_cast<std::size_t>(std::count(state.begin(), state.end(), kMissing));
  check_something_measured(state, outcome.nmissing, settings.nothing_measured);
  if (outcome.nmissing == 0) {
    outcome.image = image;
    outcome.filled = Image<std::uint8_t>(image.nx(), image.ny(), 0);
    if (learned) outcome.sigma = Image<float>(image.nx(), image.ny(), 0.0F);
    outcome.history.emplace_back(" No missing pixels to fill");
    return outcome;
  }
  const double share = learned && !scene.flat.empty() ? flat_share(image, state, scene.flat) : 0;
  if (share > 0)
    fill_without_flat(image, state, scene, context, settings, share, outcome);
  else
    fill(image, state, scene, context, settings, outcome);
  return outcome;
}

void set_fill_cards(Header &header, const std::string &method, long long nfilled) {
  header.set("FILLMETH", method, " Method that filled missing pixels");
  header.set("MISSFILL", nfilled, " Number of filled pixels");
}

void add_fill_cards(Header &header, const FillOutcome &outcome) {
  set_fill_cards(header, outcome.method, static_cast<long long>(outcome.nfilled));
  for (const auto &text : outcome.history)
    for (const auto &line : card_lines(text)) header.add_history(line);
}

}  // namespace corkit
