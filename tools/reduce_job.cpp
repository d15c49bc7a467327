#include "reduce_job.hpp"

#include <fmt/format.h>

#include <cctype>
#include <chrono>
#include <exception>
#include <filesystem>
#include <new>

#include "fits/atomic_file.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"
#include "reduce_log.hpp"
#include "source_name.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;

Product reduce_file(corkit_context *ctx, const std::string &input, const std::string &outdir, const corkit_level1_options &options) {
  corkit_product *product = nullptr;
  const int status = corkit_reduce_level1(ctx, input.c_str(), outdir.c_str(), &options, &product);
  Product owned(product);
  check(status);
  return owned;
}

// --dump-stages: writes each stage's image as the library reports it.
class StageDump {
 public:
  StageDump(corkit_context *ctx, const ReduceRequest &request, const std::string &input) : ctx_(ctx) {
    // The folder is named after the product, whose name a run without pixels gives.
    corkit_level1_options name_only = request.options;
    name_only.noimg = 1;
    name_only.skip_existing = 0;
    const Product product = reduce_file(ctx, input, request.outdir, name_only);
    folder_ = fs::path(request.dump_folder) / fs::path(corkit_product_name(product.get())).stem();
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw Failure(CORKIT_ERROR_IO, fmt::format("--dump-stages: {} cannot be made: {}", folder_.string(), error.message()));
    corkit::remove_left_temporaries_in(folder_);  // a product that is skipped writes none of them
  }

  static void write(void *user, int index, const char *name, const corkit_array *image) {
    static_cast<StageDump *>(user)->write_stage(index, name, image);
  }

  void throw_if_failed() const {
    if (!failure_.empty()) throw Failure(CORKIT_ERROR_IO, "--dump-stages: " + failure_);
  }

 private:
  void write_stage(int index, std::string name, const corkit_array *image) noexcept try {
    for (char &c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    const Header header(corkit_header_create());
    corkit_header_set_string(header.get(), "STAGE", name.c_str(), " level-1 image after this stage, double precision");
    const fs::path path = folder_ / fmt::format("{:02d}_{}.fts", index, name);
    if (corkit_writefits(ctx_, path.c_str(), image, header.get()) != CORKIT_OK && failure_.empty()) failure_ = corkit_last_error(ctx_);
  } catch (const std::exception &error) {
    if (failure_.empty()) failure_ = error.what();
  }

  corkit_context *ctx_;
  fs::path folder_;
  std::string failure_;
};

// The product is written by now: where there is no memory to say more of it, less is said.
void describe(const corkit_product *product, Outcome &outcome, ReduceLog &log) try {
  // A product that was left alone has the input's header, in which day and time may be apart.
  const corkit_header *header = corkit_product_header(product);
  const std::string time = text_value(header, "TIME-OBS");
  outcome.date = text_value(header, "DATE-OBS") + (time.empty() ? "" : ' ' + time);
  log.note(header);
  outcome.output = corkit_product_path(product);
  outcome.detector = corkit_product_detector(product);
  outcome.nmissing = corkit_product_nmissing(product);
  outcome.skipped = corkit_product_skipped(product) != 0;
  if (corkit_product_filled(product) != nullptr) outcome.filled = corkit_product_nfilled(product);
  const size_t stages = corkit_product_stage(product, 0, nullptr, nullptr);
  for (size_t i = 0; i < stages; ++i) {
    const char *name = "";
    double seconds = 0;
    corkit_product_stage(product, i, &name, &seconds);
    outcome.stages.emplace_back(name, seconds);
  }
  const size_t warnings = corkit_product_warning(product, 0, nullptr);
  for (size_t i = 0; i < warnings; ++i) {
    const char *sentence = "";
    corkit_product_warning(product, i, &sentence);
    outcome.warnings.emplace_back(sentence);
  }
} catch (const std::bad_alloc &) {
}

void reduce_into(corkit_context *ctx, const ReduceRequest &request, const std::string &input, const std::string &rival, Outcome &outcome,
                 ReduceLog &log) {
  require_listed(request.absent, input);
  std::error_code error;
  if (fs::is_directory(input, error)) throw Failure(CORKIT_ERROR_NOT_FITS, "is a folder, not a FITS file; name the images in it");
  if (!rival.empty()) {
    throw Failure(CORKIT_ERROR_IO, "its product would have the same name as that of " + rival + "; reduce it into another folder");
  }
  if (request.dump_folder.empty()) {
    describe(reduce_file(ctx, input, request.outdir, request.options).get(), outcome, log);
    return;
  }
  StageDump dump(ctx, request, input);
  corkit_level1_options options = request.options;
  options.stage_hook = StageDump::write;
  options.stage_hook_user = &dump;
  describe(reduce_file(ctx, input, request.outdir, options).get(), outcome, log);
  dump.throw_if_failed();
}

}  // namespace

Outcome reduce_one(corkit_context *ctx, const ReduceRequest &request, const std::string &input, const std::string &rival) {
  using clock = std::chrono::steady_clock;
  Outcome outcome;
  outcome.input = input;
  const auto start = clock::now();
  ReduceLog log(request.logged, input);
  try {
    reduce_into(ctx, request, input, rival, outcome, log);
  } catch (const std::exception &error) {
    outcome.failed = true;
    outcome.error = error.what();
    if (outcome.detector.empty()) outcome.detector = source_names(input).detector;
  }
  outcome.seconds = std::chrono::duration<double>(clock::now() - start).count();
  outcome.log = log.text(outcome);
  return outcome;
}

}  // namespace tool
