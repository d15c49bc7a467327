#include "level1_file.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "context_images.hpp"
#include "core/error.hpp"
#include "existing_product.hpp"
#include "filled_before.hpp"
#include "fits/atomic_file.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "stages/input_kind.hpp"
#include "stages/output_name.hpp"

namespace corkit {
namespace {

namespace fs = std::filesystem;

// Path of a product that is known before the image is reduced: not with /PIPELINE, where the corrected date names the folder.
fs::path path_of(const OutputRequest &output, const Level1Product &product) {
  return (output.pipeline_folders ? output.folder / product.folder : output.folder) / product.name;
}

// A mask that the input had is kept without being asked for.
std::vector<ImageExtension> fill_extensions(const Level1Product &product, const Level1Options &options, bool had_mask) {
  std::vector<ImageExtension> extensions;
  if (!product.filled.empty() && (options.fill_mask || had_mask))
    extensions.push_back({"FILLMASK", product.filled, "", "0 measured, 1 filled"});
  if (!product.fill_sigma.empty() && options.fill_mask)
    extensions.push_back({"FILLSIG", product.fill_sigma, "MSB", "Expected 1-sigma error of filled pixels, 0 elsewhere"});
  return extensions;
}

void write(const OutputRequest &output, FileProduct &result, const Header &input, const Level1Options &options, bool had_mask) {
  if (!output.write || options.noimg) return;
  const fs::path path = path_of(output, result.product);
  if (existing_product(path, input, output.overwrite) == Existing::whole && output.skip_existing) {
    remove_left_temporaries(path);
    result.skipped = true;
    result.path = path;
    return;
  }
  // What needs memory comes first: once the product is written, nothing may fail.
  auto &stages = result.product.stages;
  stages.reserve(stages.size() + 1);
  result.path = path;
  const auto start = std::chrono::steady_clock::now();
  write_fits(path, result.product.image, result.product.header, fill_extensions(result.product, options, had_mask));
  stages.push_back({"write", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
}

// Name of a file without folder and without the endings of compression.
std::string base_name(const fs::path &input) {
  std::string name = input.filename().string();
  for (const char *ending : {".fz", ".gz"})
    if (name.ends_with(ending)) name.resize(name.size() - 3);
  return name;
}

// Monthly and daily models are named after the file, not after FILENAME. Returns warnings.
std::vector<std::string> settle_name(Header &header, const fs::path &input, bool insist) {
  const auto name = base_name(input);
  const auto h = lasco_fitshdr2struct(header);
  auto warnings = refuse_unless(insist, name_objections(name, h));
  if (const auto warning = name_warning(name, h)) warnings.push_back(*warning);
  const bool model = name.size() > 2 && (name[1] == 'm' || name[1] == 'd') && name[0] >= '1' && name[0] <= '3';
  if (model) header.set("FILENAME", HeaderValue{name});
  return warnings;
}

// A renamed level-1 product keeps FILENAME: what it would be reduced to could have the name it has itself.
void require_other_file(const fs::path &input, const fs::path &output) {
  std::error_code ignored;
  if (fs::equivalent(input, output, ignored))
    throw Error(CORKIT_ERROR_IO, "the product would be written over the image itself: name another folder for the products");
}

// Context images that are other files than the image.
Level1Options with_other_contexts(const Level1Options &options, const fs::path &image, std::vector<std::string> &warnings) {
  Level1Options own = options;
  if (options.fill == Fill::membrane || options.fill == Fill::learned) own.context = other_contexts(image, options.context, warnings);
  return own;
}

}  // namespace

FileProduct reduce_and_write(const Level1Context &context, AnyImage image, const Header &header, const OutputRequest &output,
                             const Level1Options &options, std::vector<std::string> warnings) {
  FileProduct result;
  const auto own = with_other_contexts(options, {}, warnings);
  result.product = reduce_level1(context, std::move(image), header, own);
  std::transform(warnings.begin(), warnings.end(), std::inserter(result.product.warnings, result.product.warnings.begin()), escaped);
  write(output, result, header, options, false);
  return result;
}

namespace {

FileProduct reduce_file(const Level1Context &context, const fs::path &input, const OutputRequest &output, const Level1Options &options) {
  if (output.skip_existing && output.write && !output.pipeline_folders) {
    auto header = read_fits_header(input);
    settle_name(header, input, options.insist);
    const auto h = lasco_fitshdr2struct(header);
    refuse_unless(options.insist, input_objections(h, header));
    const auto name = output_name(h.filename).name;
    if (existing_product(output.folder / name, header, output.overwrite) == Existing::whole) {
      remove_left_temporaries(output.folder / name);
      FileProduct result;
      result.product.name = name;
      result.product.detector = header.get_string("DETECTOR").value_or("");
      result.product.header = std::move(header);
      result.path = output.folder / name;
      result.skipped = true;
      return result;
    }
  }
  const auto start = std::chrono::steady_clock::now();
  auto fits = read_fits(input);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  auto warnings = settle_name(fits.header, input, options.insist);
  const auto own = with_other_contexts(options, input, warnings);
  FileProduct result;
  const auto before = options.noimg ? FilledBefore{} : read_filled_before(input, fits);
  result.product = reduce_level1(context, std::move(fits.pixels), fits.header, own, options.noimg ? nullptr : &before);
  auto &all = result.product.warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  all.insert(all.end(), before.warnings.begin(), before.warnings.end());
  all.insert(all.begin(), fits.warnings.begin(), fits.warnings.end());
  for (auto &warning : all) warning = escaped(warning);
  result.product.stages.insert(result.product.stages.begin(), {"read", seconds});
  if (output.write && !options.noimg) require_other_file(input, path_of(output, result.product));
  write(output, result, fits.header, options, !before.mask.empty());
  return result;
}

}  // namespace

FileProduct reduce_level1_file(const Level1Context &context, const fs::path &input, const OutputRequest &output,
                               const Level1Options &options) {
  try {
    return reduce_file(context, input, output, options);
  } catch (const Error &e) {
    // A stage knows the keyword, only this function knows the file.
    const std::string sentence = e.what();
    if (sentence.find(escaped(input.string())) != std::string::npos) throw;
    throw Error(e.status(), input.string() + ": " + sentence);
  }
}

}  // namespace corkit
