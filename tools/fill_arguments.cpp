#include "fill_arguments.hpp"

#include <corkit/corkit.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "command.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"

namespace tool {

namespace {

constexpr size_t most_contexts = 64;  // that the library takes

}  // namespace

void FillArguments::add_to(CLI::App &command) {
  const char *const group = "Filling lost blocks (--fill membrane, --fill dl)";
  command
      .add_option("--context", context,
                  "an image of the same camera, filter, polariser and size taken at most two hours before or after; also a\n"
                  "pattern or @LIST, as for images of corkit reduce; may be given again")
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(group);
  command.add_option("--weights", weights, "dl: a safetensors file, or the folder of c2.safetensors and c3.safetensors")
      ->type_name("FILE")
      ->group(group);
  command
      .add_flag("--fill-mask", fill_mask,
                "write the extension FILLMASK (0 measured, 1 filled; of fuzzy, too), and FILLSIG (1-sigma error) with dl or context\n"
                "images; what the input has of them is kept without it, too")
      ->group(group);
  command.add_flag("--isotropic", isotropic, "membrane: alike in all directions, not stronger along the solar radius")->group(group);
}

void FillArguments::check(const std::string &method) const {
  const bool membrane = method == "membrane";
  const bool learned = method == "dl";
  if (gives_context() && !membrane && !learned) throw UsageError("--context is for --fill dl and --fill membrane only; leave it out");
  if (!weights.empty() && !learned) throw UsageError("--weights is for --fill dl only; leave it out");
  if (fill_mask && method == "none") throw UsageError("--fill-mask is for --fill membrane, dl and fuzzy, none fills nothing; leave it out");
  if (isotropic && !membrane) throw UsageError("--isotropic is for --fill membrane only; leave it out");
}

bool FillArguments::gives_context() const {
  return std::any_of(context.begin(), context.end(), [](const std::string &file) { return file != "-"; });
}

std::vector<std::string> FillArguments::context_files() const {
  std::vector<std::string> folders, others;
  std::error_code none;
  for (const auto &given : context) (std::filesystem::is_directory(given, none) ? folders : others).push_back(given);
  ImageInputs inputs = expand_images(others);
  if (!inputs.remarks.empty()) throw Failure(CORKIT_ERROR_INPUT, "--context " + inputs.remarks.front());
  for (const auto &name : inputs.names)
    if (const auto why = why_absent(inputs.absent, name); !why.empty())
      throw Failure(CORKIT_ERROR_FILE_NOT_FOUND, fmt::format("--context {}: {}", name, why));
  for (const auto &more : {inputs.repeated, folders}) inputs.names.insert(inputs.names.end(), more.begin(), more.end());
  if (inputs.names.size() > most_contexts)
    throw UsageError(fmt::format("--context names {} images; give at most {}, taken at most two hours before or after", inputs.names.size(),
                                 most_contexts));
  return inputs.names;
}

std::vector<const char *> c_strings(const std::vector<std::string> &texts) {
  std::vector<const char *> pointers;
  pointers.reserve(texts.size());
  for (const auto &text : texts) pointers.push_back(text.c_str());
  return pointers;
}

int fill_code(const std::string &method) {
  static const std::map<std::string, int> codes{{"", CORKIT_FILL_DEFAULT},
                                                {"fuzzy", CORKIT_FILL_FUZZY},
                                                {"membrane", CORKIT_FILL_MEMBRANE},
                                                {"dl", CORKIT_FILL_DL},
                                                {"none", CORKIT_FILL_NONE}};
  return codes.at(method);
}

}  // namespace tool
