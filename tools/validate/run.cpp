#include "validate/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>

#include "archive/parallel.hpp"
#include "core/error.hpp"
#include "handles.hpp"
#include "interrupt.hpp"
#include "progress_bar.hpp"
#include "validate/history.hpp"
#include "validate/pictures.hpp"

namespace tool::validate {

namespace {

namespace fs = std::filesystem;

Product reduced(corkit_context *ctx, const std::string &input, const std::string &folder, const corkit_level1_options &options) {
  corkit_product *product = nullptr;
  const int status = corkit_reduce_level1(ctx, input.c_str(), folder.c_str(), &options, &product);
  Product owned(product);
  check(status);
  return owned;
}

std::vector<std::string> warnings_of(const corkit_product *product) {
  std::vector<std::string> warnings;
  const size_t count = corkit_product_warning(product, 0, nullptr);
  for (size_t i = 0; i < count; ++i) {
    const char *sentence = "";
    corkit_product_warning(product, i, &sentence);
    warnings.emplace_back(sentence);
  }
  return warnings;
}

// reduce_level_1 did not turn images by the roll before November 2011.
bool is_unrolled(const corkit_header *theirs) { return circumstances_of(theirs).before_rolls() && !was_rotated(theirs); }

// Removes the file that the name leads to then.
class RemovedAtTheEnd {
 public:
  RemovedAtTheEnd(const std::string &path, bool keep) : path_(path), keep_(keep) {}
  ~RemovedAtTheEnd() {
    std::error_code ignored;
    if (!keep_ && !path_.empty()) fs::remove(path_, ignored);
  }
  RemovedAtTheEnd(const RemovedAtTheEnd &) = delete;
  RemovedAtTheEnd &operator=(const RemovedAtTheEnd &) = delete;

 private:
  const std::string &path_;
  bool keep_;
};

void check_pair(corkit_context *ctx, const Request &request, size_t i, const FindProduct &find, const Expected &expected,
                Checked &checked) {
  const RemovedAtTheEnd mine_goes(checked.mine, request.keep_mine), theirs_goes(checked.theirs, request.keep_theirs);
  checked.theirs = find(i, expected.name, expected.product);
  const Image theirs = read_image(ctx, checked.theirs);
  corkit_level1_options options = request.options;
  bool unrolled = options.no_roll_correction == 0 && is_unrolled(theirs.header.get());
  if (unrolled) options.no_roll_correction = 1;
  const Product product = reduced(ctx, checked.input, request.folder, options);
  checked.mine = corkit_product_path(product.get());
  checked.warnings = warnings_of(product.get());
  const Image mine = read_image(ctx, checked.mine);
  constexpr double least_deg = 1;  // reduce_level_1 turns by no less
  unrolled = unrolled && std::abs(number_value(mine.header.get(), "CROTA")) >= least_deg;
  compare(theirs, mine, request.tolerance, unrolled, checked);
  if (!request.pictures) return;
  try {
    checked.pictures = pictures_of(ctx, checked, theirs, mine);
  } catch (const Failure &failure) {
    checked.warnings.push_back(std::string("no pictures: ") + failure.what());
  } catch (const corkit::Error &error) {
    checked.warnings.push_back(std::string("no pictures: ") + error.what());
  }
}

}  // namespace

Expected expected_of(corkit_context *ctx, const std::string &input, const corkit_level1_options &options) {
  std::error_code error;
  if (fs::is_directory(input, error)) throw Failure(CORKIT_ERROR_NOT_FITS, "is a folder, not a FITS file; name the images in it");
  corkit_level1_options header_only = options;
  header_only.noimg = header_only.nofits = 1;
  const Product product = reduced(ctx, input, ".", header_only);
  const corkit_header *const header = corkit_product_header(product.get());
  Expected expected;
  expected.name = corkit_product_name(product.get());
  expected.detector = corkit_product_detector(product.get());
  expected.product = {expected.name,
                      text_value(header, "DATE-OBS"),
                      text_value(header, "TIME-OBS"),
                      text_value(header, "FILTER"),
                      text_value(header, "POLAR"),
                      expected.detector};
  return expected;
}

std::vector<Checked> check_all(corkit_context *ctx, const Request &request, const FindProduct &find) {
  const size_t count = request.inputs.size();
  std::vector<Checked> all(count);
  std::vector<std::optional<Expected>> expected(count);
  const auto fail = [&](size_t i, const std::string &why) {
    all[i].verdict = Verdict::not_compared;
    all[i].error = why;
  };
  const auto guard = [&](size_t i, const auto &work) {
    try {
      work();
    } catch (const Failure &failure) {
      fail(i, failure.what());
    }
  };
  struct Nothing {};
  archive::in_parallel<Nothing>(count, request.jobs, [&](size_t i, Nothing &) {
    all[i].input = request.inputs[i];
    guard(i, [&] { expected[i] = expected_of(ctx, all[i].input, request.options); });
  });
  // Which image has a name is decided by their order.
  std::map<std::string, std::string> claims;
  for (size_t i = 0; i < count; ++i) {
    if (!expected[i]) continue;
    all[i].name = expected[i]->name;
    all[i].title = fmt::format("{} {} {}", expected[i]->detector, expected[i]->product.filter, expected[i]->product.date);
    const auto [claim, first] = claims.try_emplace(expected[i]->name, all[i].input);
    if (first) continue;
    fail(i, "its product would have the same name as that of " + claim->second);
    expected[i].reset();
  }
  ProgressBar bar(count > 1 && isatty(STDERR_FILENO) != 0 ? count : 0);
  std::mutex mutex;
  size_t ndone = 0;
  std::vector<char> done(count, 0);
  archive::in_parallel<Nothing>(count, request.jobs, [&](size_t i, Nothing &) {
    if (expected[i]) guard(i, [&] { check_pair(ctx, request, i, find, *expected[i], all[i]); });
    done[i] = 1;
    const std::lock_guard lock(mutex);
    bar.draw(++ndone);
  });
  bar.clear();
  std::vector<Checked> compared;
  for (size_t i = 0; i < count; ++i)
    if (done[i] != 0) compared.push_back(std::move(all[i]));
  return compared;
}

}  // namespace tool::validate
