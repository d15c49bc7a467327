// Filling lost blocks of images in memory.
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>

#include "api/handles.hpp"
#include "api/sized.hpp"
#include "fill/membrane.hpp"
#include "fill/pixel_state.hpp"
#include "fill_file.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

constexpr int kMostContexts = 64;

double or_middle(double given, int side) { return std::isnan(given) ? (side - 1) / 2.0 : given; }

MembraneOptions membrane_options(const corkit_fill_options &o, const corkit_array &image) {
  MembraneOptions options;
  options.anisotropy = o.isotropic != 0 ? 1 : o.anisotropy;
  options.normalise = o.no_profile == 0;
  options.sun_x = or_middle(o.sun_x, image.nx);
  options.sun_y = or_middle(o.sun_y, image.ny);
  if (o.ncontext < 0 || o.ncontext > kMostContexts || (o.ncontext > 0 && o.context == nullptr))
    throw Error(CORKIT_ERROR_ARGUMENT,
                "corkit_fill_options: " + std::to_string(o.ncontext) + " context images: give 0 to 64, and where they are");
  for (int i = 0; i < o.ncontext; ++i)
    options.context.push_back({convert<double>(as_image(o.context[i], "a context image")),
                               o.context_weight == nullptr ? 1 : o.context_weight[i],
                               o.context_hours == nullptr ? std::nan("") : o.context_hours[i]});
  return options;
}

void require_something_measured(const Image<double> &image, const Image<std::uint8_t> &state) {
  for (std::size_t k = 0; k < image.size(); ++k)
    if (state[k] == kMeasured && std::isfinite(image[k])) return;
  throw Error(CORKIT_ERROR_INPUT, "corkit_fill_membrane: every pixel is lost or no number: there is nothing to fill the image from");
}

// The image with the filled pixels put in: what was measured keeps its bits.
template <class T>
Image<T> patched(Image<T> image, const MembraneResult &result) {
  for (std::size_t k = 0; k < image.size(); ++k)
    if (result.filled[k] != 0) image[k] = static_cast<T>(result.image[k]);
  return image;
}

}  // namespace

void corkit_fill_options_default(corkit_fill_options *options) {
  if (options == nullptr) return;
  *options = corkit_fill_options{};
  options->size = sizeof(corkit_fill_options);
  options->anisotropy = kRadialAnisotropy;
  options->sun_x = options->sun_y = std::nan("");
}

int corkit_fill_membrane(corkit_context *ctx, const corkit_array *image, const corkit_array *missing, const corkit_fill_options *options,
                         corkit_array **out, corkit_array **filled) {
  if (out != nullptr) *out = nullptr;
  if (filled != nullptr) *filled = nullptr;
  return guarded([&] {
    (void)ctx;
    require_all("corkit_fill_membrane", static_cast<const void *>(image), static_cast<const void *>(missing),
                static_cast<const void *>(out));
    constexpr Former oldest{offsetof(corkit_fill_options, context_hours), offsetof(corkit_fill_options, ncontext) + sizeof(int)};
    const auto o = read_options(options, oldest, "corkit_fill_options", corkit_fill_options_default);
    const auto pixels = as_image(image);
    const auto state = as_image(missing, "missing");
    if (!std::holds_alternative<Image<std::uint8_t>>(state))
      throw Error(CORKIT_ERROR_ARGUMENT, "corkit_fill_membrane: missing must be an array of CORKIT_UINT8, 1 for a lost pixel");
    const auto values = convert<double>(pixels);
    const auto &states = std::get<Image<std::uint8_t>>(state);
    const auto result = membrane_fill(values, states, membrane_options(o, *image));
    if (result.nfilled == 0 && result.nunfilled > 0) require_something_measured(values, states);
    corkit_array *made = nullptr;
    if (const auto *doubles = std::get_if<Image<double>>(&pixels))
      made = release(view(patched(*doubles, result)));
    else
      made = release(view(patched(convert<float>(pixels), result)));
    *out = made;
    if (filled != nullptr) *filled = release(view(result.filled));
  });
}

void corkit_fill_file_options_default(corkit_fill_file_options *options) {
  if (options == nullptr) return;
  *options = corkit_fill_file_options{};
  options->size = sizeof(corkit_fill_file_options);
  options->method = CORKIT_FILL_MEMBRANE;
}

int corkit_fill_file(corkit_context *ctx, const char *in, const char *out, const corkit_fill_file_options *options,
                     corkit_fill_report *report) {
  return guarded([&] {
    require_all("corkit_fill_file", static_cast<const void *>(ctx), static_cast<const void *>(in), static_cast<const void *>(out));
    const auto o = read_options(options, "corkit_fill_file_options", corkit_fill_file_options_default);
    const bool old_report = report != nullptr && report->size == offsetof(corkit_fill_report, warnings);
    if (report != nullptr && !old_report && report->size != sizeof(corkit_fill_report))
      throw Error(CORKIT_ERROR_ARGUMENT, "corkit_fill_report has an unknown size: set its size to sizeof(corkit_fill_report)");
    FillFileOptions file;
    switch (o.method) {
      case CORKIT_FILL_FUZZY:
        file.method = FillFileMethod::fuzzy;
        break;
      case CORKIT_FILL_MEMBRANE:
        file.method = FillFileMethod::membrane;
        break;
      case CORKIT_FILL_DL:
        file.method = FillFileMethod::learned;
        break;
      default:
        throw Error(CORKIT_ERROR_ARGUMENT, "corkit_fill_file: the method is " + std::to_string(o.method) +
                                               ": give CORKIT_FILL_FUZZY, CORKIT_FILL_MEMBRANE or CORKIT_FILL_DL");
    }
    file.context = file_list(o.context, o.ncontext, "corkit_fill_file_options");
    file.settings.isotropic = o.isotropic != 0;
    file.settings.weights = o.weights == nullptr ? "" : o.weights;
    file.settings.threads = threads_of(o.threads, "corkit_fill_file_options: threads");
    file.mask = o.mask == nullptr ? "" : o.mask;
    file.fill_mask = o.fill_mask != 0;
    file.insist = o.insist != 0;
    file.oracle = as_oracle(o.oracle);
    const auto done = fill_file(ctx->level1, in, out, file);
    if (report == nullptr) return;
    copy_text(done.detector, report->detector, sizeof report->detector);
    copy_text(done.method, report->method, sizeof report->method);
    report->level1 = done.level1 ? 1 : 0;
    report->nmissing = static_cast<long long>(done.nmissing);
    report->nfilled = static_cast<long long>(done.nfilled);
    if (old_report) return;
    std::string warnings;
    for (const auto &warning : done.warnings) warnings += warning + "\n";
    copy_text(warnings, report->warnings, sizeof report->warnings);
  });
}
