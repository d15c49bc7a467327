// corkit inpaint: trains and scores the learned fill. All of it happens in the plug-in; here are its options and what is printed.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "command.hpp"
#include "complain.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"
#include "inpaint_plugin.hpp"
#include "interrupt.hpp"

namespace tool {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

struct InpaintArguments {
  json request;
  std::vector<std::string> folders, events, validation_events;
  std::string value;
  bool json_lines = false, quiet = false;
};

std::string duration(double seconds) {
  const auto s = static_cast<long>(seconds);
  return s >= 3600 ? fmt::format("{} h {:02} min", s / 3600, s / 60 % 60)
         : s >= 60 ? fmt::format("{} min {:02} s", s / 60, s % 60)
                   : fmt::format("{} s", s);
}

double number(const ordered_json &line, const char *key) {
  return line.contains(key) && line[key].is_number() ? line[key].get<double>() : 0;
}

std::string cell(const ordered_json &row, const char *key, int digits) {
  return row.contains(key) && row[key].is_number() ? fmt::format("{:.{}f}", row[key].get<double>(), digits) : "-";
}

// What a person reads; the lines themselves are for --json.
class Printer {
 public:
  explicit Printer(const InpaintArguments &arguments)
      : json_(arguments.json_lines), quiet_(arguments.quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

  void operator()(const ordered_json &line) {
    const std::string event = line.value("event", "");
    if (json_) {
      if (event != "progress" || line.contains("loss")) {
        fmt::print("{}\n", line.dump());
        std::fflush(stdout);
      }
    } else if (event == "table") {
      print_row(line);
    }
    if (quiet_) return;
    if (event == "begin") {
      complain("corkit: recipe {}, {} images to train on, {} held out, {} parameters, step {} of {}\n", line.value("recipe", ""),
               number(line, "images"), number(line, "validation_images"), number(line, "parameters"), number(line, "step"),
               number(line, "steps"));
      if (line.contains("note")) complain("corkit: {}\n", line.value("note", ""));
    } else if (event == "progress") {
      progress(line);
    } else if (event == "fitted") {
      if (terminal_) complain("\r\x1b[K");
      complain("corkit: covariance {}: {} evaluations, {}, loss {} (before {}), held out {} (before {})\n", line.value("covariance", ""),
               number(line, "evaluations"), line.value("converged", false) ? "converged" : "not converged", cell(line, "loss", 4),
               cell(line, "loss_before", 4), cell(line, "validation_loss", 4), cell(line, "validation_loss_before", 4));
    } else if (event == "calibrated") {
      complain("corkit: expected errors multiplied by {:.3f} (one image), {:.3f} (with context)\n", number(line, "sigma_factor"),
               number(line, "context_sigma_factor"));
    } else if (event == "end" && !json_) {
      if (terminal_) complain("\n");
      if (line.contains("output")) fmt::print("{}  sha256 {}\n", line.value("output", ""), line.value("sha256", ""));
      if (line.contains("checkpoint"))
        complain("corkit: step {} of {}; {}\n", number(line, "step"), number(line, "steps"), line.value("checkpoint", ""));
    }
  }

 private:
  void progress(const ordered_json &line) const {
    std::string text;
    if (line.contains("holes")) {
      if (!terminal_) return;
      text = fmt::format("{}: {} of {} holes", line.value("size", ""), number(line, "holes"), number(line, "of"));
    } else {
      text = fmt::format("step {} of {}  loss {}", number(line, "step"), number(line, "steps"), cell(line, "loss", 4));
      if (line.contains("psnr"))
        text += fmt::format("  PSNR {} dB  {} left", cell(line, "psnr", 2), duration(number(line, "seconds_left")));
      if (line.contains("relative_1") && line["relative_1"].is_number())
        text += fmt::format("  held out, relative to the first guess: {} {} {}", cell(line, "relative_1", 3), cell(line, "relative_2x2", 3),
                            cell(line, "relative_more", 3));
    }
    complain("{}{}{}", terminal_ ? "\r\x1b[K" : "", text, terminal_ ? "" : "\n");
    std::fflush(stderr);
  }

  void print_row(const ordered_json &row) {
    if (!headed_) {
      if (terminal_) complain("\r\x1b[K");
      if (const std::string day = row.value("day", ""); day != day_) {
        day_ = day;
        fmt::print("{}\n", day.empty() ? "all events" : day);
      }
      fmt::print("{:<10} {:<20} {:<8} {:>5} {:>10} {:>8} {:>8} {:>8} {:>8} {:>10} {:>7} {:>7} {:>8}\n", "hole", "method", "context",
                 "holes", "smoothed %", "90th", "relative", "raw %", "90th", "mean err %", "PSNR", "SSIM", "covered");
      headed_ = true;
    }
    if (const std::string day = row.value("day", ""); day != day_) {
      day_ = day;
      fmt::print("{}\n", day.empty() ? "all events" : day);
    }
    fmt::print("{:<10} {:<20} {:<8} {:>5} {:>10} {:>8} {:>8} {:>8} {:>8} {:>10} {:>7} {:>7} {:>8}\n", row.value("size", ""),
               row.value("method", ""), row.value("context", false) ? "yes" : "no", number(row, "holes"), cell(row, "smoothed_median", 3),
               cell(row, "smoothed_p90", 3), cell(row, "relative", 3), cell(row, "raw_median", 2), cell(row, "raw_p90", 2),
               cell(row, "mean_error_median", 3), cell(row, "psnr_median", 1), cell(row, "ssim_median", 3), cell(row, "covered", 3));
    std::fflush(stdout);
  }

  bool json_, quiet_, terminal_, headed_ = false;
  std::string day_;
};

int carry_out(InpaintArguments &arguments, const char *command) {
  json request = arguments.request;
  request["command"] = command;
  const ImageInputs folders = expand_lists(arguments.folders);
  for (const std::string &name : folders.names)
    if (const std::string why = why_absent(folders.absent, name); !why.empty())
      throw Failure(CORKIT_ERROR_FILE_NOT_FOUND, fmt::format("{}: {}", name, why));
  request["folders"] = folders.names;
  request["events"] = arguments.events;
  request["validation_events"] = arguments.validation_events;
  Printer printer(arguments);
  run_inpaint(request, [&printer](const ordered_json &line) { printer(line); });
  return interrupted() == 0 ? exit_ok : 128 + interrupted();
}

// Options that go into the request as they are.
template <class T>
CLI::Option *setting(CLI::App &command, const std::shared_ptr<InpaintArguments> &arguments, const std::string &option, const char *key,
                     const std::string &help, const char *type) {
  return command
      .add_option_function<T>(
          option, [arguments, key](const T &value) { arguments->request[key] = value; }, help)
      ->type_name(type);
}

void add_common(CLI::App &command, const std::shared_ptr<InpaintArguments> &arguments, const char *folders, bool required) {
  auto *option = command.add_option("FOLDER", arguments->folders, folders)->type_name("");
  if (required) option->required();
  setting<std::string>(command, arguments, "--camera", "camera", "C2 or C3", "CAMERA")
      ->transform(CLI::IsMember({"C2", "C3"}, CLI::ignore_case));
  setting<std::uint64_t>(command, arguments, "--seed", "seed", "of everything drawn at random", "N");
  command.add_flag("--json", arguments->json_lines, "one JSON object a line on stdout instead of text");
  command.add_flag("-q,--quiet", arguments->quiet, "no progress");
}

void finish(CLI::App &command, const std::shared_ptr<InpaintArguments> &arguments, const char *name, Action &chosen) {
  command.callback([arguments, name, &chosen] { chosen = [arguments, name] { return carry_out(*arguments, name); }; });
}

// Days that are kept from what is learned.
void add_held_out(CLI::App &command, const std::shared_ptr<InpaintArguments> &arguments, const char *validation) {
  command.add_option("--validation-events", arguments->validation_events, validation)->delimiter(',')->type_name("DAY");
  command.add_option("--events", arguments->events, "days held out for scoring and never read, yyyy-mm-dd")
      ->delimiter(',')
      ->type_name("DAY");
}

void add_fit(CLI::App &inpaint, Action &chosen) {
  const auto arguments = std::make_shared<InpaintArguments>();
  CLI::App &command = *inpaint.add_subcommand("fit", "fit the covariance of the first guess to a folder of level-0.5 images");
  command.footer(
      "Comes before train, which takes the file with --covariance. Where images have another one less than two hours apart, a second\n"
      "covariance is fitted for the fill with context. The best so far is in its file: --start goes on from there.");
  add_common(command, arguments, "folders of level-0.5 images, or images; @LIST: names from a file", true);
  add_held_out(command, arguments, "days held out and scored, yyyy-mm-dd");
  setting<std::string>(command, arguments, "-o,--output", "output", "the covariance (JSON)", "FILE")->required();
  setting<std::string>(command, arguments, "--start", "start", "file of an earlier fit to begin with", "FILE");
  setting<int>(command, arguments, "--holes", "holes", "cut into the images, default 300", "N")->check(CLI::Range(3, 100000));
  setting<long>(command, arguments, "--steps", "steps", "evaluations at most, default 600", "N")->check(CLI::Range(1L, 1000000L));
  setting<int>(command, arguments, "--threads", "threads", "of the fit", "N")->check(CLI::Range(1, 256));
  finish(command, arguments, "fit", chosen);
}

void add_train(CLI::App &inpaint, Action &chosen) {
  const auto arguments = std::make_shared<InpaintArguments>();
  CLI::App &command = *inpaint.add_subcommand("train", "train the network on a folder of level-0.5 images");
  command.footer(
      "Images of one event (a day) are never split: those of --validation-events are only looked at, those of --events not at all, so "
      "that\n"
      "they can score what was learned. A training that finds its checkpoint goes on from there; Ctrl-C writes it first.");
  add_common(command, arguments, "folders of level-0.5 images, or images; @LIST: names from a file", true);
  setting<std::string>(command, arguments, "--recipe", "recipe", "product: corrects the membrane (default); paper: the published method",
                       "RECIPE")
      ->check(CLI::IsMember({"product", "paper"}));
  add_held_out(command, arguments, "days held out and watched, yyyy-mm-dd");
  setting<std::string>(command, arguments, "--checkpoint", "checkpoint", "file to resume from and to write to", "FILE")->required();
  setting<std::string>(command, arguments, "--csv", "csv", "learning curve", "FILE");
  setting<long>(command, arguments, "--steps", "steps", "of the training (recipe paper: of the pretraining)", "N")
      ->check(CLI::Range(1L, 100000000L));
  setting<int>(command, arguments, "--batch", "batch", "patches, or images, a step", "N")->check(CLI::Range(1, 256));
  setting<int>(command, arguments, "--threads", "threads", "product: one learns, the others draw samples; paper: of LibTorch", "N")
      ->check(CLI::Range(1, 256));
  setting<long>(command, arguments, "--report-every", "report_every", "steps between two lines of progress", "N");
  setting<long>(command, arguments, "--checkpoint-every", "checkpoint_every", "steps between two checkpoints", "N");
  const auto product = [](CLI::Option *option) { option->group("recipe product"); };
  product(command.add_flag_callback(
      "--with-context", [arguments] { arguments->request["with_context"] = true; },
      "train the network that also looks at a context image"));
  product(setting<std::string>(command, arguments, "--covariance", "covariance",
                               "of the first guess, a file of corkit inpaint fit; default: the numbers that fit begins with", "FILE"));
  product(setting<std::string>(command, arguments, "--start", "start", "checkpoint or weights to begin with", "FILE"));
  product(setting<double>(command, arguments, "--fronts", "fronts",
                          "with context: part of the images with holes where most has changed, default 0", "X"));
  product(setting<double>(command, arguments, "--change", "change",
                          "with context: in every other image what has changed is scaled, by 0 to this; default 0: as it is", "X"));
  product(setting<long>(command, arguments, "--pool", "pool",
                        "images with holes drawn, and then seen again and again; default 0: always new ones", "N"));
  product(setting<double>(command, arguments, "--noise", "noise",
                          "photon noise added to every other image, up to so many times its own variance; default 1", "X"));
  product(setting<double>(command, arguments, "--learning-rate", "learning_rate", "largest learning rate", "X"));
  product(
      setting<std::vector<int>>(command, arguments, "--channels", "channels", "of each level, e.g. 24,48,64,64", "N,N...")->delimiter(','));
  product(setting<double>(command, arguments, "--cell", "cell", "side of a cell of the polar grid, pixels", "X"));
  product(setting<int>(command, arguments, "--margin", "margin", "cells around a hole that are looked at", "N"));
  product(setting<long>(command, arguments, "--validate-every", "validate_every", "steps between two validations", "N"));
  product(setting<int>(command, arguments, "--validation-groups", "validation_groups", "images drawn for the validation", "N"));
  setting<int>(command, arguments, "--stages", "stages", "stages of the network (L)", "N")->check(CLI::Range(1, 16));
  const auto paper = [](CLI::Option *option) { option->group("recipe paper"); };
  paper(setting<std::string>(command, arguments, "--vgg", "vgg",
                             "VGG-19 weights (torchvision's state dict as safetensors); without them the two feature terms are left out",
                             "FILE"));
  paper(setting<int>(command, arguments, "--size", "size", "images are resized to this side, default 1024", "N"));
  paper(setting<int>(command, arguments, "--depth", "depth", "halvings of a stage", "N"));
  paper(setting<int>(command, arguments, "--base-channels", "base_channels", "channels of the first level", "N"));
  paper(setting<int>(command, arguments, "--largest", "largest", "longest side of a hole, blocks", "N"));
  paper(setting<long>(command, arguments, "--fine-tuning-steps", "fine_tuning_steps", "steps after the pretraining", "N"));
  finish(command, arguments, "train", chosen);
}

// A number, a class of holes, or one of each.
void take_holes(const std::vector<std::string> &words, json &request) {
  for (const std::string &word : words) {
    int number = 0;
    if (word == "random" || word == "front" || word == "quiet")
      request["hole_class"] = word;
    else if (CLI::detail::lexical_cast(word, number) && number >= 1 && number <= 100000)
      request["holes"] = number;
    else
      throw CLI::ValidationError("--holes", "'" + word + "' is neither random, front nor quiet, nor a number from 1 to 100000");
  }
}

void add_evaluate(CLI::App &inpaint, Action &chosen) {
  const auto arguments = std::make_shared<InpaintArguments>();
  CLI::App &command = *inpaint.add_subcommand("evaluate", "score the fill methods on holes cut into images that no training saw");
  command.footer(
      "Holes of 1, 2x2 and 3x2 ... 4x4 blocks, isolated, in the corona; the same holes for every method. They lie at random, or, by what\n"
      "changed in them since the image nearest in time, where a front crosses or where it is quiet. Numbers are medians (and 90th\n"
      "percentiles) over holes, errors relative to the mean in the hole; smoothed: of the residual averaged over 5x5 pixels; relative: to "
      "the\n"
      "isotropic membrane; covered: fraction of pixels within the expected error.");
  add_common(command, arguments, "folders of level-0.5 images, or images; @LIST: names from a file", true);
  command.add_option("--events", arguments->events, "days to score on, yyyy-mm-dd; default: every image")->delimiter(',')->type_name("DAY");
  setting<std::string>(command, arguments, "--weights", "weights", "weights of the learned fill; without: only the other methods", "FILE");
  command
      .add_option_function<std::vector<std::string>>(
          "--holes", [arguments](const std::vector<std::string> &words) { take_holes(words, arguments->request); },
          "of each size, default 200; random (default), front or quiet; or both: front,100")
      ->delimiter(',')
      ->expected(1, 2)
      ->type_name("N|CLASS");
  command.add_flag_callback(
      "--by-event", [arguments] { arguments->request["by_event"] = true; }, "rows of each event besides those of all");
  command.add_flag_callback(
      "--anywhere", [arguments] { arguments->request["aligned"] = false; },
      "holes at any pixel, not on the block grid (without the fuzzy fill)");
  setting<std::string>(command, arguments, "--csv", "csv", "the scores of every hole", "FILE");
  setting<std::string>(command, arguments, "--gallery", "gallery",
                       "pictures (PNG): truth, lost, fuzzy, membrane, learned, error side by side", "DIR");
  setting<int>(command, arguments, "--hardest", "hardest",
               "the gallery is of the N holes with the largest errors, without and with context", "N")
      ->check(CLI::Range(1, 1000));
  finish(command, arguments, "evaluate", chosen);
}

void add_export(CLI::App &inpaint, Action &chosen) {
  const auto arguments = std::make_shared<InpaintArguments>();
  CLI::App &command = *inpaint.add_subcommand("export", "make a weights file (safetensors) of checkpoints");
  command.footer(
      "With folders and --validation-events the expected errors are calibrated on them, and the camera's flat field is learned from every "
      "image but those of --events; with --events the scores on those go into the file.");
  add_common(command, arguments, "folders of level-0.5 images to calibrate and score on", false);
  setting<std::string>(command, arguments, "--checkpoint", "checkpoint", "of a training for single images", "FILE");
  setting<std::string>(command, arguments, "--weights", "weights", "instead: weights made before, whose network for single images is kept",
                       "FILE");
  setting<std::string>(command, arguments, "--covariance", "covariance",
                       "that of changes from a file of corkit inpaint fit, for weights without a network with context", "FILE");
  setting<std::string>(command, arguments, "--context-checkpoint", "context_checkpoint", "of a training --with-context", "FILE");
  setting<std::string>(command, arguments, "-o,--output", "output", "weights file", "FILE")->required();
  command.add_option("--validation-events", arguments->validation_events, "days to calibrate expected errors on")
      ->delimiter(',')
      ->type_name("DAY");
  command.add_option("--events", arguments->events, "days to score on")->delimiter(',')->type_name("DAY");
  setting<int>(command, arguments, "--holes", "holes", "of each class and size, default 200", "N")->check(CLI::Range(1, 100000));
  finish(command, arguments, "export", chosen);
}

}  // namespace

void add_inpaint(CLI::App &app, Action &chosen) {
  CLI::App &command = *app.add_subcommand("inpaint", "train, score and export the learned fill of lost blocks");
  command.require_subcommand(1);
  add_fit(command, chosen);
  add_train(command, chosen);
  add_evaluate(command, chosen);
  add_export(command, chosen);
}

}  // namespace tool
