#include "validate/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <map>

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

void check_pair(corkit_context *ctx, const Request &request, size_t i, const FindProduct &find, std::map<std::string, std::string> &claims,
                Checked &checked) {
  const Expected expected = expected_of(ctx, checked.input, request.options);
  checked.name = expected.name;
  checked.title = fmt::format("{} {} {}", expected.detector, expected.product.filter, expected.product.date);
  const auto [claim, first] = claims.try_emplace(expected.name, checked.input);
  if (!first) throw Failure(CORKIT_ERROR_INPUT, "its product would have the same name as that of " + claim->second);
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
  expected.product = {expected.name, text_value(header, "DATE-OBS"), text_value(header, "TIME-OBS"), text_value(header, "FILTER"),
                      text_value(header, "POLAR")};
  return expected;
}

std::vector<Checked> check_all(corkit_context *ctx, const Request &request, const FindProduct &find) {
  std::vector<Checked> all;
  std::map<std::string, std::string> claims;
  ProgressBar bar(request.inputs.size() > 1 && isatty(STDERR_FILENO) != 0 ? request.inputs.size() : 0);
  for (size_t i = 0; i < request.inputs.size() && interrupted() == 0; ++i) {
    Checked checked;
    checked.input = request.inputs[i];
    try {
      check_pair(ctx, request, i, find, claims, checked);
    } catch (const Failure &failure) {
      checked.verdict = Verdict::not_compared;
      checked.error = failure.what();
    }
    all.push_back(std::move(checked));
    bar.draw(all.size());
  }
  bar.clear();
  return all;
}

}  // namespace tool::validate
