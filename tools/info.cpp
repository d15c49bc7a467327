// corkit info: what an image is, which of its blocks are missing, which calibration files it would be reduced with.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "calibration_list.hpp"
#include "command.hpp"
#include "core/printable.hpp"
#include "frames/failures.hpp"
#include "handles.hpp"
#include "image_info.hpp"
#include "image_inputs.hpp"

namespace tool {

namespace {

using nlohmann::ordered_json;

struct InfoArguments {
  std::vector<std::string> files;
  std::string calibration;
  bool json = false;
};

ordered_json as_json(const ImageInfo &info, const std::vector<NeededFile> &files, const std::string &source) {
  const auto or_null = [](const std::string &text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); };
  ordered_json out;
  out["file"] = info.file;
  for (const auto &[name, value] : {std::pair{"filename", &info.filename},
                                    {"detector", &info.detector},
                                    {"filter", &info.filter},
                                    {"polar", &info.polar},
                                    {"date_obs", &info.date},
                                    {"time_obs", &info.time},
                                    {"readport", &info.port}}) {
    out[name] = or_null(*value);
  }
  out["exptime"] = std::isfinite(info.exposure_s) ? ordered_json(info.exposure_s) : ordered_json(nullptr);
  out["size"] = {info.nx, info.ny};
  out["field"] = {info.r1col, info.r1row, info.r2col, info.r2row};
  out["full_field"] = info.field_known ? ordered_json(info.full_field) : ordered_json(nullptr);
  out["chip_summing"] = {info.sumcol, info.sumrow};
  out["leb_summing"] = {info.lebxsum, info.lebysum};
  out["level"] = info.level;
  out["synthetic"] = info.synthetic;
  out["nmissing"] = info.blocks.known ? ordered_json(info.blocks.missing) : ordered_json(nullptr);
  out["nmissing_outside"] = info.blocks.known && info.blocks.outside >= 0 ? ordered_json(info.blocks.outside) : ordered_json(nullptr);
  out["misslist"] = info.blocks.known ? or_null(info.blocks.list) : ordered_json(nullptr);
  out["blocks"] = info.blocks.rows;
  out["refused"] = or_null(info.refused);
  out["warnings"] = info.warnings;
  out["calibration"]["source"] = source;
  auto &list = out["calibration"]["files"] = ordered_json::array();
  for (const NeededFile &file : files) {
    list.push_back({{"name", file.name}, {"use", file.use}, {"state", file.state}, {"path", or_null(file.path)}});
  }
  return out;
}

std::string known(const std::string &text) { return text.empty() ? "not given" : text; }

std::string of_them_outside(int count) {
  if (count < 0) return ", unknown how many of them outside the field";
  return count == 0 ? "" : fmt::format(", {} of them outside the field", count);
}

std::string field_note(const ImageInfo &info) {
  if (!info.field_known) return " (of the frame; perhaps a part of it was read out)";
  if (info.level == "1" && info.blocks.known && info.blocks.outside > 0) return " (of the frame; a part of it was read out)";
  return info.full_field ? " (full)" : " (part)";
}

std::string list_text(const BlockMap &blocks) {
  if (!blocks.list.empty()) return blocks.list;
  return blocks.missing > 0 ? "not given" : "None";
}

void print_text(const ImageInfo &info, const std::vector<NeededFile> &files, const std::string &source) {
  const auto line = [](const char *what, const std::string &value) { fmt::print("{:<14}{}\n", what, corkit::escaped(value)); };
  line("file", info.file + (info.synthetic ? "  (synthetic demonstration data)" : ""));
  line("name", known(info.filename));
  line("level", info.level);
  line("camera", fmt::format("{}, port {}", known(info.detector), known(info.port)));
  line("filter", known(info.filter));
  line("polariser", known(info.polar));
  line("date", fmt::format("{} {}{}", known(info.date), info.time, info.level == "1" ? "" : " (camera's clock)"));
  line("exposure", std::isfinite(info.exposure_s) ? fmt::format("{:g} s", info.exposure_s) : "not given");
  line("size", fmt::format("{} x {}", info.nx, info.ny));
  line("field", fmt::format("columns {} to {}, rows {} to {}{}", info.r1col, info.r2col, info.r1row, info.r2row, field_note(info)));
  line("summing",
       fmt::format("chip {} x {}, on board {} x {}", std::max(info.sumcol, 1), std::max(info.sumrow, 1), info.lebxsum, info.lebysum));
  if (info.blocks.known) {
    line("NMISSING", fmt::format("{}{}", info.blocks.missing, of_them_outside(info.blocks.outside)));
    line("MISSLIST", list_text(info.blocks));
    if (info.blocks.of_header) line("blocks", "those of the level-0.5 image, by this header");
    if (!info.blocks.rows.empty())
      fmt::print("blocks        . read out, X missing, # not sent by the camera{}; row {} first\n",
                 info.blocks.outside > 0 ? ", - outside the field" : "", info.blocks.rows.size() - 1);
    for (const std::string &row : info.blocks.rows) fmt::print("    {}\n", row);
  } else {
    line("blocks", "unknown: " + info.blocks.reason);
  }
  if (!info.refused.empty()) line("refused", info.refused);
  for (const std::string &warning : info.warnings) line("warning", warning);
  if (info.level == "1") return;
  fmt::print("calibration   {}\n", source);
  for (const NeededFile &file : files) {
    fmt::print("    {:<42} {:<10} {}\n", file.name, file.state, file.path.empty() ? file.use : file.path);
  }
}

int info(const InfoArguments &arguments) {
  const ImageInputs inputs = expand_images(arguments.files, Products::taken);
  say_remarks(inputs);
  if (inputs.empty_folders()) return exit_failed;
  if (inputs.names.empty()) throw UsageError("info: no files to look at");
  const Context context = open_context(arguments.calibration);
  const std::string source = corkit_calibration_source(context.get());
  Failures failures;
  bool first = true;
  for (const std::string &file : inputs.names) {
    failures.guard(file, [&] {
      require_listed(inputs.absent, file);
      const ImageInfo image = describe_image(context.get(), file);
      const std::vector<NeededFile> files = needed_files(context.get(), image);
      if (arguments.json) {
        fmt::print("{}\n", as_json(image, files, source).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
      } else {
        if (!first) fmt::print("\n");
        print_text(image, files, source);
      }
      first = false;
      std::fflush(stdout);
    });
  }
  return failures.any() ? exit_failed : exit_ok;
}

}  // namespace

void add_info(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<InfoArguments>();
  CLI::App &command = *app.add_subcommand("info", "header summary, map of missing blocks, calibration files that would be used");
  command.footer(
      "Works without calibration files too, and says which are missing.\n"
      "Exit status: 0 all could be read, 1 some image could not (one line each on stderr; the others are shown), 2 wrong usage.");
  command
      .add_option("FILE", arguments->files,
                  "level-0.5 or level-1 images: .fts .fits, also .gz and .fz; folders; patterns; @LIST: names from a file")
      ->required()
      ->type_name("...");
  command.add_option("--calib", arguments->calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command.add_flag("--json", arguments->json, "one JSON object a line on stdout instead of text");
  command.callback([arguments, &chosen] { chosen = [arguments] { return info(*arguments); }; });
}

}  // namespace tool
