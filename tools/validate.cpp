// corkit validate: level-1 products of SolarSoft beside corkit's.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "command.hpp"
#include "complain.hpp"
#include "core/printable.hpp"
#include "finite_number.hpp"
#include "fits/atomic_file.hpp"
#include "frames/failures.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"
#include "interrupt.hpp"
#include "solarsoft_switches.hpp"
#include "temporary_folder.hpp"
#include "validate/archive_pairs.hpp"
#include "validate/products.hpp"
#include "validate/run.hpp"
#include "validate/solarsoft.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;
using namespace validate;

struct ValidateArguments {
  std::vector<std::string> files;
  std::string calibration, tree, interpreter, oracle, products, page, folder;
  bool archive = false, json = false;
  ArchiveRequest wanted;
  corkit_level1_options options{};
  Tolerance tolerance;
  int patience_s = 600;
  unsigned jobs = 1;
};

void check_usage(const ValidateArguments &a) {
  const int ways = (a.tree.empty() ? 0 : 1) + (a.products.empty() ? 0 : 1) + (a.archive ? 1 : 0);
  if (ways != 1) throw UsageError("validate: give one of --ssw DIR, --products DIR, --archive");
  if (a.tree.empty() != a.interpreter.empty()) throw UsageError("validate: --ssw and --idl belong together: --ssw DIR --idl gdl");
  if (a.archive && !a.files.empty()) throw UsageError("validate: --archive fetches its own images; name no files");
  if (a.archive && (a.wanted.camera.empty() || a.wanted.date.empty()))
    throw UsageError("validate: --archive wants --camera c2 or c3, and --date");
  if (!a.archive && a.files.empty()) throw UsageError("validate: no files named");
  if (!a.archive && (!a.wanted.camera.empty() || !a.wanted.date.empty() || !a.wanted.mirrors.empty()))
    throw UsageError("validate: --camera, --date and --mirror belong to --archive");
}

ImageInputs images_named(const ValidateArguments &arguments) {
  ImageInputs images = expand_images(arguments.files);
  say_remarks(images);
  if (images.names.empty() && !images.empty_folders()) throw Failure(CORKIT_ERROR_INPUT, "validate: there is no image to compare");
  return images;
}

// SolarSoft's products of those images that corkit does not refuse; the others' reasons come again when they are compared.
FindProduct under_solarsoft(corkit_context *ctx, const ValidateArguments &arguments, const fs::path &work,
                            const std::vector<std::string> &inputs, std::vector<std::string> &logs) {
  // The child runs in a folder of its own.
  const bool is_path = arguments.interpreter.find('/') != std::string::npos;
  const std::string interpreter = is_path ? std::filesystem::absolute(arguments.interpreter).string() : arguments.interpreter;
  SolarSoftRequest request{arguments.tree, interpreter, unless_dash(arguments.calibration), work, arguments.options, arguments.patience_s};
  std::vector<std::string> sound;
  std::vector<size_t> numbers;
  for (size_t i = 0; i < inputs.size(); ++i) {
    try {
      expected_of(ctx, inputs[i], arguments.options);
      sound.push_back(inputs[i]);
      numbers.push_back(i);
    } catch (const Failure &) {
      continue;
    }
  }
  const auto made = run_solarsoft(ctx, request, sound);
  std::vector<SolarSoftProduct> products(inputs.size());
  logs.resize(inputs.size());
  for (size_t k = 0; k < made.size(); ++k) {
    products[numbers[k]] = made[k];
    logs[numbers[k]] = made[k].log;
  }
  return [products](size_t i, const std::string &, const SourceNames &) {
    if (products[i].path.empty()) throw Failure(CORKIT_ERROR_INPUT, products[i].error);
    return products[i].path;
  };
}

void write_page(const std::string &path, const Summary &summary) {
  const std::string page = page_of(summary);
  corkit::AtomicFile file(path);
  file.write(page.data(), page.size());
  file.commit();
}

int validate_images(ValidateArguments &arguments) {
  check_usage(arguments);
  require_no_file("-o", arguments.folder);
  std::error_code error;
  if (fs::is_directory(arguments.page, error))
    throw UsageError("--html " + arguments.page + " is a folder; give the name of a page, such as report.html");
  std::optional<TemporaryFolder> temporary;
  if (arguments.archive && arguments.folder.empty()) arguments.folder = "corkit_validate";
  if (arguments.folder.empty()) temporary.emplace(Temporary::validate);
  const fs::path work = fs::absolute(temporary ? temporary->path() : fs::path(arguments.folder));

  Request request;
  request.options = arguments.options;
  request.options.overwrite = 1;
  request.options.oracle =
      arguments.oracle == "gdl" || (arguments.oracle.empty() && is_gdl(arguments.interpreter)) ? CORKIT_ORACLE_GDL : CORKIT_ORACLE_IDL;
  request.tolerance = arguments.tolerance;
  request.pictures = !arguments.page.empty();
  request.folder = (work / "corkit").string();
  request.keep_mine = !temporary;
  request.keep_theirs = !temporary || arguments.tree.empty();
  request.jobs = arguments.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : arguments.jobs;
  Summary summary;
  summary.tolerance = arguments.tolerance;
  FindProduct find;
  std::vector<std::string> logs;
  std::map<std::string, std::string> absent;
  if (!arguments.archive) {
    auto images = images_named(arguments);
    if (images.empty_folders()) return exit_failed;
    request.inputs = std::move(images.names);
    absent = std::move(images.absent);
    if (!arguments.page.empty()) require_own_output(arguments.page, request.inputs, false, "--html");
  }
  std::optional<ProductFolder> products;
  if (!arguments.products.empty()) products.emplace(arguments.products);
  // The second of two quick ones would leave the temporary folder.
  catch_interrupts(temporary ? 2 : 1);
  remove_left_temporary_folders();
  if (arguments.archive) {
    arguments.wanted.folder = arguments.folder;
    arguments.wanted.calibration = unless_dash(arguments.calibration);
    const auto pairs = fetch_pairs(arguments.wanted);
    for (const ArchivePair &pair : pairs) request.inputs.push_back(pair.level05);
    find = [pairs](size_t i, const std::string &, const SourceNames &) {
      std::error_code ignored;
      if (!fs::is_regular_file(pairs[i].level1, ignored)) throw Failure(CORKIT_ERROR_INPUT, pairs[i].level1 + " did not come");
      return pairs[i].level1;
    };
    summary.with = fmt::format("products of {} of {} in the archive", arguments.wanted.camera, arguments.wanted.date);
  }
  const Context context = open_context(arguments.calibration);
  summary.calibration = corkit_calibration_source(context.get());
  if (products) {
    find = [&products](size_t, const std::string &name, const SourceNames &product) { return products->find(name, product); };
    summary.with = "products in " + arguments.products;
  } else if (!arguments.tree.empty()) {
    find = under_solarsoft(context.get(), arguments, work, request.inputs, logs);
    summary.with = fmt::format("{} under {}", arguments.tree, arguments.interpreter);
  }
  summary.images = check_all(context.get(), request, find);
  for (size_t i = 0; i < summary.images.size(); ++i) {
    Checked &image = summary.images[i];
    if (i < logs.size()) image.log = logs[i];
    if (temporary) image.mine.clear();  // it is gone soon
    if (temporary && !arguments.tree.empty()) image.theirs.clear();
    if (image.verdict != Verdict::not_compared) continue;
    if (const std::string why = why_absent(absent, image.input); !why.empty()) image.error = why;
    complain("{}\n", failure_line(image.input, image.error));
  }
  const int number = interrupted();
  if (number == 0 || !summary.images.empty()) arguments.json ? print_json(summary) : print_text(summary);
  if (number != 0) {
    complain("corkit: stopped; {} of {} images compared\n", summary.images.size(), request.inputs.size());
    return 128 + number;
  }
  Failures failures;
  if (!arguments.page.empty()) failures.guard(arguments.page, [&] { write_page(arguments.page, summary); });
  return summary.agrees() && !failures.any() ? exit_ok : exit_failed;
}

// What a signal cuts short is no failure.
int validate_or_stop(ValidateArguments &arguments) try { return validate_images(arguments); } catch (const Failure &failure) {
  if (interrupted() == 0) throw;
  complain("corkit: {}\n", failure.what());
  return 128 + interrupted();
}

}  // namespace

void add_validate(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<ValidateArguments>();
  corkit_level1_options_default(&arguments->options);
  CLI::App &command = *app.add_subcommand("validate", "compare corkit's level-1 images with SolarSoft's");
  command.footer(
      "Three ways: --ssw runs SolarSoft on the same images and calibration files, --products takes what it made before, --archive fetches\n"
      "images, SolarSoft's products of them and calibration files from the public archive. Only --archive uses the network.\n"
      "Exit status: 0 all images agree, or differ for known reasons only; 1 one differs or could not be compared; 2 wrong usage;\n"
      "129, 130, 143 stopped by SIGHUP, SIGINT (Ctrl-C) or SIGTERM: what was compared until then is printed.");
  command.add_option("FILE", arguments->files, "level-0.5 images, folders, patterns; @LIST: names from a file")->type_name("");
  command.add_option("--ssw", arguments->tree, "SolarSoft's folder, $SSW, with reduce_level_1.pro below")->type_name("DIR");
  command.add_option("--idl", arguments->interpreter, "what runs it: gdl, idl, or the path of either")->type_name("PROGRAM");
  command.add_option("--products", arguments->products, "folder with SolarSoft's level-1 products, there or below")->type_name("DIR");
  command.add_flag("--archive", arguments->archive, "fetch images of a day, of both levels");
  command.add_option("--camera", arguments->wanted.camera, "c2 or c3, with --archive")
      ->transform(CLI::IsMember({"c2", "c3"}, CLI::ignore_case));
  command.add_option("--date", arguments->wanted.date, "the day, 2010-06-15, with --archive")->type_name("DATE");
  command.add_option("--number", arguments->wanted.number, "images of that day, with --archive")
      ->type_name("N")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command.add_option("--mirror", arguments->wanted.mirrors, "an address in place of the public ones, with --archive; may be given again")
      ->type_name("URL")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command
      .add_option("--oracle", arguments->oracle,
                  "whose built-in routines made SolarSoft's products; without it: gdl with --idl gdl, else idl")
      ->check(CLI::IsMember({"idl", "gdl"}));
  add_solarsoft_switches(command, arguments->options, "SolarSoft's keywords, for both sides");
  command.add_option("--rtol", arguments->tolerance.relative, "tolerance of a pixel, relative to its brightness and the median together")
      ->type_name("X")
      ->check(finite_number(0, 1))
      ->capture_default_str();
  command.add_option("--pixels", arguments->tolerance.share_percent, "per cent of the pixels that must be within it")
      ->type_name("PERCENT")
      ->check(finite_number(0, 100))
      ->capture_default_str();
  command.add_option("--timeout", arguments->patience_s, "seconds SolarSoft has for one image")
      ->type_name("S")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command.add_option("-j,--jobs", arguments->jobs, "images that corkit reduces and compares at a time; 0: as many as there are cores")
      ->type_name("N")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command
      .add_option("-o,--output", arguments->folder,
                  "keep the products of both sides here; --archive: ./corkit_validate without it, else a temporary folder")
      ->type_name("DIR");
  command.add_option("--html", arguments->page, "a page with the report and pictures of the differences")->type_name("PAGE");
  command.add_flag("--json", arguments->json, "one JSON object on stdout instead of text");
  command.callback([arguments, &chosen] { chosen = [arguments] { return validate_or_stop(*arguments); }; });
}

}  // namespace tool
