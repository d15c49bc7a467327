// corkit reduce: level-0.5 files in, level-1 files out.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <thread>

#include "append_file.hpp"
#include "command.hpp"
#include "complain.hpp"
#include "core/printable.hpp"
#include "core/thread_group.hpp"
#include "ephemeris_file.hpp"
#include "fill_arguments.hpp"
#include "handles.hpp"
#include "image_inputs.hpp"
#include "inputs.hpp"
#include "interrupt.hpp"
#include "reduce_job.hpp"
#include "reduce_log.hpp"
#include "reduce_record.hpp"
#include "reduce_report.hpp"
#include "shard.hpp"
#include "solarsoft_switches.hpp"
#include "source_name.hpp"

namespace tool {

namespace {

struct ReduceArguments {
  ReduceRequest request;
  std::vector<std::string> files;
  std::string fill, oracle = "idl", geometry = "solarsoft", pointing = "tables", ephemeris;
  std::string shard, report, log;
  FillArguments learned;
  int verbosity = 0;
};

struct Task {
  size_t index = 0;
  std::string product;  // its name, "" where none is written or known
  std::string rival;    // an earlier input whose product has that name
};

// Hands out the inputs in order, and claims product names in that order too: which of two inputs with one product name is refused does
// not depend on the number of threads. An image that failed gives its name back.
class TaskList {
 public:
  explicit TaskList(const ReduceRequest &request) : request_(request), writes_(!request.options.nofits && !request.options.noimg) {}

  std::optional<Task> next() {
    std::unique_lock lock(mutex_);
    if (next_ == request_.inputs.size() || stopped_ || interrupted() != 0) return std::nullopt;
    Task task{next_++, "", ""};
    if (writes_) task.product = product_key(request_.inputs[task.index], request_.options.pipeline_folders != 0);
    if (task.product.empty()) return task;
    Claim &claim = claims_[task.product];
    claim.asking.insert(task.index);
    ended_.wait(lock, [&] { return stopped_ || claim.written || (!claim.owner && *claim.asking.begin() == task.index); });
    claim.asking.erase(task.index);
    if (stopped_) return std::nullopt;
    if (claim.written)
      task.rival = request_.inputs[*claim.owner];
    else
      claim.owner = task.index;
    return task;
  }

  void end(const Task &task, bool written) {
    const std::lock_guard lock(mutex_);
    const auto claim = claims_.find(task.product);
    if (claim == claims_.end() || claim->second.owner != task.index) return;
    claim->second.written = written;
    if (!written) claim->second.owner.reset();
    ended_.notify_all();
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    ended_.notify_all();
  }

 private:
  struct Claim {
    std::optional<size_t> owner;
    bool written = false;
    std::set<size_t> asking;
  };
  const ReduceRequest &request_;
  const bool writes_;
  bool stopped_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  size_t next_ = 0;
  std::map<std::string, Claim> claims_;
};

// The sentence of what goes wrong in call, "" if nothing does.
template <class Call>
std::string failure_of(const Call &call) try {
  call();
  return "";
} catch (const std::exception &error) {
  return error.what();
}

// Where an image's outcome goes; one thread at a time.
struct Sinks {
  RecordFile records;
  AppendFile log;

  void add(const Outcome &outcome) {
    records.add(outcome);
    if (log.is_open() && !outcome.log.empty()) log.append(outcome.log);
  }
};

int reduce_all(const ReduceRequest &request, Sinks &sinks) {
  const Context context = open_context(request.calibration);
  if (request.verbose) complain("corkit: calibration data: {}\n", corkit_calibration_source(context.get()));
  catch_interrupts();
  TaskList tasks(request);
  ReduceReport report(request);
  std::string broken;  // why a record cannot be written
  std::mutex report_mutex;
  std::atomic<bool> no_memory = false;
  const auto reduce_some = [&] {
    while (const auto task = tasks.next()) {
      auto slot = ReduceReport::slot(task->index);
      slot.mapped() = reduce_one(context.get(), request, request.inputs[task->index], task->rival);
      tasks.end(*task, !slot.mapped().failed || !slot.mapped().output.empty());
      const std::lock_guard lock(report_mutex);
      if (broken.empty()) broken = failure_of([&] { sinks.add(slot.mapped()); });
      report.add(std::move(slot));
      if (report.cut_off() || !broken.empty()) tasks.stop();
    }
  };
  // Nothing may leave a thread.
  const auto work = [&] {
    try {
      reduce_some();
    } catch (const std::bad_alloc &) {
      no_memory = true;
      tasks.stop();
    }
  };
  {
    corkit::ThreadGroup helpers;
    const size_t threads = std::min<size_t>(request.jobs, request.inputs.size());
    for (size_t i = 1; i < threads && helpers.start_if_possible(work);) ++i;
    work();
  }
  report.finish();
  if (no_memory) throw std::bad_alloc();
  if (const int number = interrupted(); number != 0) {
    complain("corkit: stopped; {} of {} images done\n", report.done(), request.inputs.size());
    return 128 + number;
  }
  if (report.cut_off() || !broken.empty())
    throw Failure(CORKIT_ERROR_IO, fmt::format("{}, stopped; {} of {} images done", broken.empty() ? "stdout cannot be written" : broken,
                                               report.done(), request.inputs.size()));
  if (!request.quiet && (request.inputs.size() > 1 || request.verbose)) report.print_summary();
  return report.failed() == 0 ? exit_ok : exit_failed;
}

int reduce(ReduceArguments &arguments) {
  ReduceRequest &request = arguments.request;
  request.options.fill = fill_code(arguments.fill);
  arguments.learned.check(arguments.fill);
  if (request.quiet && arguments.verbosity > 0) throw UsageError("-q and -v exclude each other");
  const auto contexts = arguments.learned.context_files();
  const auto context = c_strings(contexts);
  request.options.context = context.data();
  request.options.ncontext = static_cast<int>(context.size());
  request.options.weights = arguments.learned.weights.empty() ? nullptr : arguments.learned.weights.c_str();
  request.options.fill_mask = arguments.learned.fill_mask ? 1 : 0;
  request.options.fill_isotropic = arguments.learned.isotropic ? 1 : 0;
  request.options.fill_threads = 1;  // -j gives the images their threads
  request.options.oracle = arguments.oracle == "gdl" ? CORKIT_ORACLE_GDL : CORKIT_ORACLE_IDL;
  request.options.geometry = arguments.geometry == "sky" ? CORKIT_GEOMETRY_SKY : CORKIT_GEOMETRY_SOLARSOFT;
  request.options.pointing = arguments.pointing == "stars"  ? CORKIT_POINTING_STARS
                             : arguments.pointing == "auto" ? CORKIT_POINTING_AUTO
                                                            : CORKIT_POINTING_TABLES;
  if (!arguments.ephemeris.empty() && arguments.pointing == "tables")
    throw UsageError("--ephemeris goes with --pointing stars or --pointing auto");
  request.options.ephemeris = arguments.ephemeris.empty() ? nullptr : arguments.ephemeris.c_str();
  request.outdir = unless_dash(request.outdir).empty() ? "." : request.outdir;
  require_no_file("-o", request.outdir);
  request.dump_folder = unless_dash(request.dump_folder);
  require_no_file("--dump-stages", request.dump_folder);
  request.verbose = arguments.verbosity > 0;
  if (request.jobs == 0) request.jobs = std::max(1U, std::thread::hardware_concurrency());
  const Shard shard = arguments.shard.empty() ? Shard{} : parse_shard(arguments.shard);
  ImageInputs images = expand_images(arguments.files);
  say_remarks(images);
  const bool empty_folders = images.empty_folders();
  if (images.names.size() == 1) remark_folder_name(request.outdir);
  request.inputs = std::move(images.names);
  request.absent = std::move(images.absent);
  auto read = lists_of(arguments.files);
  read.insert(read.end(), request.inputs.begin(), request.inputs.end());
  read.insert(read.end(), contexts.begin(), contexts.end());
  read.insert(read.end(), {arguments.ephemeris, arguments.learned.weights});
  require_own_output(arguments.report, read, true, "--report");
  require_own_output(arguments.log, read, true, "--log");
  require_ephemeris(arguments.ephemeris);
  Sinks sinks{RecordFile(unless_dash(arguments.report)), AppendFile("--log", unless_dash(arguments.log))};
  begin_log(sinks.log);
  request.logged = sinks.log.is_open();
  std::erase_if(request.inputs, [&](const std::string &input) { return !shard.has(input); });
  if (request.inputs.empty()) {
    if (!request.quiet && !empty_folders)
      complain("corkit: no images {}, nothing done\n", arguments.shard.empty() ? "named" : "in this part");
    return empty_folders ? exit_failed : exit_ok;
  }
  return reduce_all(request, sinks);
}

void add_all_switches(CLI::App &command, corkit_level1_options &options) {
  using Options = corkit_level1_options;
  constexpr const char *kGroup = "SolarSoft's keywords";
  add_solarsoft_switches(command, options, kGroup);
  add_switches(
      command, options, kGroup,
      {{"--noimg,--no-img", &Options::noimg, "header only, nothing is written (/NOIMG)"},
       {"--nofits,--no-fits", &Options::nofits, "everything but the file (/NOFITS)"},
       {"--pipeline", &Options::pipeline_folders, "write into OUTPUT/yymmdd/c2 or c3 (/PIPELINE)"},
       {"--saturate-negatives", &Options::saturate_negatives, "C3 int16: negative pixels become the darkest value, not the brightest"},
       {"--insist", &Options::insist, "reduce what is no level-0.5 image of the corona, too: level 1, dark, lamp, a model's name"}});
}

}  // namespace

void add_reduce(CLI::App &app, Action &chosen) {
  const auto arguments = std::make_shared<ReduceArguments>();
  ReduceRequest &request = arguments->request;
  corkit_level1_options_default(&request.options);

  CLI::App &command = *app.add_subcommand("reduce", "make level-1 images of level-0.5 images");
  command.footer(
      "A product is named as SolarSoft names it (32180003.fts -> 35180003.fts) and appears only when it is whole. Failures go to stderr, "
      "one\n"
      "line each, and so do warnings, unless --json has them. --json prints one object a line: input, output, status, error, detector,\n"
      "nmissing, seconds, stages, and where there are some, warnings.");
  command
      .add_option("FILE", arguments->files,
                  "images: .fts .fits, also .gz and .fz; folders, with what is below; patterns; @LIST: names from a file; -: none")
      ->required()
      ->type_name("");
  command.add_option("-o,--output", request.outdir, "folder for the products, made if missing")->type_name("DIR")->capture_default_str();
  command.add_option("--calib", request.calibration, "calibration files (see corkit --help); demo: the synthetic set")->type_name("DIR");
  command
      .add_option("--fill", arguments->fill,
                  "lost blocks: fuzzy (SolarSoft's, C3 Clear), membrane, dl (learned), none; without it: fuzzy for C3, none for C2")
      ->check(CLI::IsMember({"fuzzy", "membrane", "dl", "none"}));
  arguments->learned.add_to(command);
  command.add_option("--oracle", arguments->oracle, "whose built-in routines are followed: idl or gdl")
      ->check(CLI::IsMember({"idl", "gdl"}))
      ->capture_default_str();
  command
      .add_option("--geometry", arguments->geometry,
                  "distortion, scale and its centre: solarsoft, or sky: as stars show them (C3: 56.1 arcsec a pixel)")
      ->check(CLI::IsMember({"solarsoft", "sky"}))
      ->capture_default_str();
  command
      .add_option("--pointing", arguments->pointing,
                  "roll and Sun centre: tables (SolarSoft's), stars in the image, or auto: tables where they reach, else stars")
      ->check(CLI::IsMember({"tables", "stars", "auto"}))
      ->capture_default_str();
  command
      .add_option("--ephemeris", arguments->ephemeris,
                  "where SOHO was, a table of JPL Horizons: with it stars give the Sun centre, too, without it the roll only")
      ->type_name("FILE");
  add_all_switches(command, request.options);
  command.add_flag_callback(
      "--skip-existing", [&request] { request.options.skip_existing = 1; },
      "leave products of these observations alone that are there, and whole");
  command.add_flag_callback(
      "--overwrite", [&request] { request.options.overwrite = 1; },
      "replace products of other observations, and files that are no products");
  command.add_option("--shard", arguments->shard, "part I of N of the images, I from 0 to N-1: for N processes or machines")
      ->type_name("I/N");
  command.add_option("--report", arguments->report, "add a record an image to this table or file of JSON lines: .csv or .jsonl")
      ->type_name("FILE");
  command.add_option("--log", arguments->log, "add to a log file as SolarSoft writes it")->type_name("FILE");
  command.add_option("-j,--jobs", request.jobs, "images at a time; 0: as many as there are cores")
      ->type_name("N")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_flag("--json", request.json, "one JSON object a line on stdout instead of text");
  command.add_option("--dump-stages", request.dump_folder, "write the image after each stage to DIR/<product>/NN_stage.fts")
      ->type_name("DIR");
  command.add_flag("-q,--quiet", request.quiet, "say nothing but failures");
  command.add_flag("-v,--verbose", arguments->verbosity, "say more: calibration folder, time of each stage");
  command.callback([arguments, &chosen] { chosen = [arguments] { return reduce(*arguments); }; });
}

}  // namespace tool
