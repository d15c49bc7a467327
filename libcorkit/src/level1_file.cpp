#include "level1_file.hpp"

#include <algorithm>
#include <chrono>

#include "core/error.hpp"
#include "fits/reader.hpp"
#include "fits/writer.hpp"
#include "stages/output_name.hpp"

namespace corkit {
namespace {

namespace fs = std::filesystem;

// Path of a product that is known before the image is reduced: not with /PIPELINE, where the corrected date names the folder.
fs::path path_of(const OutputRequest &output, const Level1Product &product) {
  return (output.pipeline_folders ? output.folder / product.folder : output.folder) / product.name;
}

std::vector<ImageExtension> fill_extensions(const Level1Product &product) {
  std::vector<ImageExtension> extensions;
  if (!product.filled.empty()) extensions.push_back({"FILLMASK", product.filled, "", "0 measured, 1 filled"});
  if (!product.fill_sigma.empty())
    extensions.push_back({"FILLSIG", product.fill_sigma, "MSB", "Expected 1-sigma error of filled pixels, 0 elsewhere"});
  return extensions;
}

void write(const OutputRequest &output, FileProduct &result, const Level1Options &options) {
  if (!output.write || options.noimg) return;
  const fs::path path = path_of(output, result.product);
  std::error_code ignored;
  if (output.skip_existing && fs::exists(path, ignored)) {
    result.skipped = true;
    result.path = path;
    return;
  }
  const auto start = std::chrono::steady_clock::now();
  write_fits(path, result.product.image, result.product.header,
             options.fill_mask ? fill_extensions(result.product) : std::vector<ImageExtension>{});
  result.product.stages.push_back({"write", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
  result.path = path;
}

// Monthly and daily models are named after the file, not after FILENAME.
void name_model_after_file(Header &header, const fs::path &input) {
  std::string name = input.filename().string();
  for (const char *ending : {".fz", ".gz"})
    if (name.ends_with(ending)) name.resize(name.size() - 3);
  const bool model = name.size() > 2 && (name[1] == 'm' || name[1] == 'd') && name[0] >= '1' && name[0] <= '3';
  if (model) header.set("FILENAME", HeaderValue{name});
}

}  // namespace

FileProduct reduce_and_write(const Level1Context &context, AnyImage image, const Header &header, const OutputRequest &output,
                             const Level1Options &options) {
  FileProduct result;
  result.product = reduce_level1(context, std::move(image), header, options);
  write(output, result, options);
  return result;
}

namespace {

FileProduct reduce_file(const Level1Context &context, const fs::path &input, const OutputRequest &output, const Level1Options &options) {
  if (output.skip_existing && output.write && !output.pipeline_folders) {
    auto header = read_fits_header(input);
    name_model_after_file(header, input);
    const auto name = output_name(lasco_fitshdr2struct(header).filename).name;
    std::error_code ignored;
    if (fs::exists(output.folder / name, ignored)) {
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
  name_model_after_file(fits.header, input);
  auto result = reduce_and_write(context, std::move(fits.pixels), fits.header, output, options);
  result.product.warnings.insert(result.product.warnings.begin(), fits.warnings.begin(), fits.warnings.end());
  result.product.stages.insert(result.product.stages.begin(), {"read", seconds});
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
    if (sentence.find(input.string()) != std::string::npos) throw;
    throw Error(e.status(), input.string() + ": " + sentence);
  }
}

}  // namespace corkit
