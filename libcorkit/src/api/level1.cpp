// The level-1 chain and its product.
#include <cstddef>

#include "api/handles.hpp"
#include "api/sized.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

Fill fill_of(int fill) {
  switch (fill) {
    case CORKIT_FILL_DEFAULT:
      return Fill::standard;
    case CORKIT_FILL_FUZZY:
      return Fill::fuzzy;
    case CORKIT_FILL_NONE:
      return Fill::none;
    case CORKIT_FILL_MEMBRANE:
      return Fill::membrane;
    case CORKIT_FILL_DL:
      return Fill::learned;
    default:
      throw Error(CORKIT_ERROR_ARGUMENT, "fill is " + std::to_string(fill) + ", none of corkit_fill");
  }
}

Geometry geometry_of(int geometry) {
  if (geometry == CORKIT_GEOMETRY_SOLARSOFT) return Geometry::solarsoft;
  if (geometry == CORKIT_GEOMETRY_SKY) return Geometry::sky;
  throw Error(CORKIT_ERROR_ARGUMENT, "geometry is " + std::to_string(geometry) + ", none of corkit_geometry");
}

Pointing pointing_of(int pointing) {
  if (pointing == CORKIT_POINTING_TABLES) return Pointing::tables;
  if (pointing == CORKIT_POINTING_STARS) return Pointing::stars;
  if (pointing == CORKIT_POINTING_AUTO) return Pointing::automatic;
  throw Error(CORKIT_ERROR_ARGUMENT, "pointing is " + std::to_string(pointing) + ", none of corkit_pointing");
}

struct Request {
  Level1Options options;
  OutputRequest output;
};

// The first struct, that of CORKIT_0, ended behind fill_threads.
constexpr std::size_t kSizeOfFirst = offsetof(corkit_level1_options, overwrite);

Request request_of(const corkit_level1_options *given, const char *outdir) {
  const auto o = read_options(given, Former{kSizeOfFirst, offsetof(corkit_level1_options, insist)}, "corkit_level1_options",
                              corkit_level1_options_default);
  Request r;
  r.options.fill = fill_of(o.fill);
  r.options.no_vig = o.no_vig != 0;
  r.options.no_mask = o.no_mask != 0;
  r.options.no_warp = o.no_warp != 0;
  r.options.no_stat = o.no_stat != 0;
  r.options.no_scale = o.no_scale != 0;
  r.options.no_roll_correction = o.no_roll_correction != 0;
  r.options.no_time_correction = o.no_time_correction != 0;
  r.options.noimg = o.noimg != 0;
  r.options.oracle = as_oracle(o.oracle);
  r.options.compat_bugs = o.compat_bugs != 0;
  r.options.saturate_negatives = o.saturate_negatives != 0;
  r.options.insist = o.insist != 0;
  r.options.geometry = geometry_of(o.geometry);
  r.options.pointing = pointing_of(o.pointing);
  r.options.ephemeris = o.ephemeris == nullptr ? "" : o.ephemeris;
  r.options.context = file_list(o.context, o.ncontext, "corkit_level1_options");
  r.options.fill_settings.weights = o.weights == nullptr ? "" : o.weights;
  r.options.fill_settings.isotropic = o.fill_isotropic != 0;
  r.options.fill_settings.threads = threads_of(o.fill_threads, "corkit_level1_options: fill_threads");
  r.options.fill_mask = o.fill_mask != 0;
  if (o.stage_hook != nullptr)
    r.options.stage_hook = [hook = o.stage_hook, user = o.stage_hook_user](int index, const char *name, const Image<double> &image) {
      const corkit_array array = view(image);
      hook(user, index, name, &array);
    };
  r.output.folder = outdir == nullptr ? "" : outdir;
  r.output.write = o.nofits == 0;
  r.output.skip_existing = o.skip_existing != 0;
  r.output.overwrite = o.overwrite != 0;
  r.output.pipeline_folders = o.pipeline_folders != 0;
  return r;
}

// The product is written by now: needs no memory.
void take(corkit_product *product, FileProduct file) noexcept {
  product->file = std::move(file);
  auto &level1 = product->file.product;
  product->header.cards = std::move(level1.header);
  product->image = view(level1.image);
  product->calibrated = view(level1.calibrated);
  // /NOIMG: what SolarSoft returns is the embedded image as it came.
  if (product->calibrated.data == nullptr) product->calibrated = product->image;
  product->missing = view(level1.missing);
  product->filled = view(level1.filled);
  product->fill_sigma = view(level1.fill_sigma);
}

const corkit_array *non_empty(const corkit_array &array) { return array.data == nullptr ? nullptr : &array; }

}  // namespace

void corkit_level1_options_default(corkit_level1_options *options) {
  if (options == nullptr) return;
  *options = corkit_level1_options{};
  options->size = sizeof(corkit_level1_options);
}

int corkit_reduce_level1(corkit_context *ctx, const char *in, const char *outdir, const corkit_level1_options *options,
                         corkit_product **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_reduce_level1", static_cast<const void *>(ctx), static_cast<const void *>(in));
    const auto request = request_of(options, outdir);
    auto product = std::make_unique<corkit_product>();
    take(product.get(), reduce_level1_file(ctx->level1, in, request.output, request.options));
    if (out != nullptr) *out = product.release();
  });
}

int corkit_reduce_level1_array(corkit_context *ctx, const corkit_array *image, const corkit_header *header, const char *outdir,
                               const corkit_level1_options *options, corkit_product **out) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    require_all("corkit_reduce_level1_array (it needs ctx, image and header)", static_cast<const void *>(ctx),
                static_cast<const void *>(image), static_cast<const void *>(header));
    auto request = request_of(options, outdir);
    if (outdir == nullptr) request.output.write = false;
    auto product = std::make_unique<corkit_product>();
    std::vector<std::string> warnings;
    auto pixels = request.options.noimg ? as_image(image) : counts(as_image(image), header->cards, warnings);
    take(product.get(), reduce_and_write(ctx->level1, std::move(pixels), header->cards, request.output, request.options, warnings));
    if (out != nullptr) *out = product.release();
  });
}

corkit_product *corkit_product_free(corkit_product *product) {
  const std::unique_ptr<corkit_product> owned(product);
  return nullptr;
}

const corkit_header *corkit_product_header(const corkit_product *p) { return p == nullptr ? nullptr : &p->header; }
const corkit_array *corkit_product_image(const corkit_product *p) { return p == nullptr ? nullptr : non_empty(p->image); }
const corkit_array *corkit_product_calibrated(const corkit_product *p) { return p == nullptr ? nullptr : non_empty(p->calibrated); }
const corkit_array *corkit_product_missing(const corkit_product *p) { return p == nullptr ? nullptr : non_empty(p->missing); }
const corkit_array *corkit_product_filled(const corkit_product *p) { return p == nullptr ? nullptr : non_empty(p->filled); }
const corkit_array *corkit_product_fill_sigma(const corkit_product *p) { return p == nullptr ? nullptr : non_empty(p->fill_sigma); }
long long corkit_product_nfilled(const corkit_product *p) { return p == nullptr ? 0 : static_cast<long long>(p->file.product.nfilled); }
const char *corkit_product_path(const corkit_product *p) { return p == nullptr ? "" : p->file.path.c_str(); }
const char *corkit_product_name(const corkit_product *p) { return p == nullptr ? "" : p->file.product.name.c_str(); }
const char *corkit_product_detector(const corkit_product *p) { return p == nullptr ? "" : p->file.product.detector.c_str(); }
int corkit_product_nmissing(const corkit_product *p) { return p == nullptr ? 0 : p->file.product.nmissing; }
int corkit_product_skipped(const corkit_product *p) { return p != nullptr && p->file.skipped ? 1 : 0; }

size_t corkit_product_stage(const corkit_product *p, size_t i, const char **name, double *seconds) {
  if (p == nullptr) return 0;
  const auto &stages = p->file.product.stages;
  if (i < stages.size()) {
    if (name != nullptr) *name = stages[i].name;
    if (seconds != nullptr) *seconds = stages[i].seconds;
  }
  return stages.size();
}

size_t corkit_product_warning(const corkit_product *p, size_t i, const char **sentence) {
  if (p == nullptr) return 0;
  const auto &warnings = p->file.product.warnings;
  if (i < warnings.size() && sentence != nullptr) *sentence = warnings[i].c_str();
  return warnings.size();
}
