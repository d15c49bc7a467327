// The corkit command: parses, calls one subcommand, turns what went wrong into one line and an exit status.
#include <corkit/corkit.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include "command.hpp"
#include "complain.hpp"
#include "handles.hpp"
#include "want_of_memory.hpp"

namespace {

constexpr const char *description =
    "corkit turns SOHO/LASCO C2 and C3 level-0.5 images (raw counts) into level-1 images (mean solar brightness, Sun centred and upright\n"
    "header), as SolarSoft's reduce_level_1 does: same pixels, same header, no IDL.";

constexpr const char *footer = R"(Three examples
  corkit data demo /tmp/demo                    write synthetic calibration files and three synthetic images to try things with
  corkit reduce /tmp/demo/l05/*.fts --calib /tmp/demo -o /tmp/level1
                                                make level-1 images of them
  corkit reduce /archive/c3/*.fts -o /out -j 16 --skip-existing --json > done.jsonl
                                                an archive on 16 cores; can be stopped and started again

Where calibration files come from
  corkit reads SolarSoft's own files (vignetting, masks, exposure factors, clock and attitude tables) and looks for them in
    1. --calib DIR     DIR holds lasco_data/ nrl_lib/ ancil/, or is $SSW/soho/lasco, or has all files in one folder
    2. $CORKIT_DATA    a folder of the same kind
    3. $LASCO_DATA, $NRL_LIB, $ANCIL_DATA, as SolarSoft sets them
    4. the user's data folder ($XDG_DATA_HOME/corkit or ~/.local/share/corkit)
  "corkit data fetch" downloads them to the last of these, "corkit data list" shows what was found where. --calib demo is the synthetic
  set in $CORKIT_DEMO_DIR, else in demo/ of the user's data folder, else in ./demo; it is used only when asked for, and the products say
  so.

Exit status: 0 all done, 1 some image failed (one line each on stderr; the others are done), 2 wrong usage.
"corkit COMMAND --help" explains each command.)";

int usage(const std::string &sentence) {
  tool::complain("corkit: {}\n", sentence.substr(0, sentence.find('\n')));
  return tool::exit_usage;
}

std::vector<const CLI::App *> commands_of(const CLI::App &app) {
  return app.get_subcommands([](const CLI::App *) { return true; });
}

// The parser's sentence, or a better one for a command that does not exist.
std::string explain(const CLI::App &app, const CLI::ParseError &error, const std::vector<std::string> &words) {
  const CLI::App *command = &app;
  std::string path = "corkit";
  for (const std::string &word : words) {
    const auto commands = commands_of(*command);
    if (commands.empty() || word.starts_with('-')) break;
    const auto named =
        std::find_if(commands.begin(), commands.end(), [&](const CLI::App *candidate) { return candidate->get_name() == word; });
    if (named == commands.end()) {
      std::string names;
      for (const CLI::App *candidate : commands) names += (names.empty() ? "" : ", ") + candidate->get_name();
      return fmt::format("{} has no command {}, only {}", path, word, names);
    }
    command = *named;
    path += ' ' + word;
  }
  return fmt::format("{} (\"{} --help\" explains)", error.what(), path);
}

// An empty value is what a script gives whose variable is not set: never what was meant.
void refuse_empty_values(const CLI::App &command) {
  for (const CLI::Option *option : command.get_options()) {
    const auto &values = option->results();
    if (std::find(values.begin(), values.end(), std::string()) != values.end())
      throw tool::UsageError(fmt::format("{} is empty: give it a value, or leave it out", option->get_name()));
  }
  for (const CLI::App *inner : command.get_subcommands()) refuse_empty_values(*inner);
}

// What a value of that name was meant for: "-o --json" makes no folder --json.
void refuse_options_as_values(const CLI::App &command) {
  for (const CLI::Option *option : command.get_options()) {
    for (const std::string &value : option->get_positional() ? std::vector<std::string>() : option->results()) {
      if (!value.starts_with('-') || value == "-") continue;
      if (!command.get_options([&](const CLI::Option *other) { return other->check_name(value); }).empty())
        throw tool::UsageError(
            fmt::format("{0} is followed by {1}: give it a value (./{1} for a file of that name)", option->get_name(), value));
    }
  }
  for (const CLI::App *inner : command.get_subcommands()) refuse_options_as_values(*inner);
}

bool loads_torch(const CLI::App &app) {
  const auto commands = app.get_subcommands();
  return std::any_of(commands.begin(), commands.end(), [](const CLI::App *command) {
    // get_option_no_throw would end the program where there is no memory.
    const auto fill = command->get_options([](const CLI::Option *option) { return option->check_lname("fill"); });
    return !fill.empty() && fill.front()->count() > 0 && fill.front()->results().front() == "dl";
  });
}

// What printing throws where stdout cannot be written is said in the end.
int carry_out(const tool::Action &chosen) try { return chosen ? chosen() : tool::exit_usage; } catch (const std::system_error &) {
  if (std::ferror(stdout) == 0) throw;
  return tool::exit_ok;
}

// What was printed may still wait in a buffer: only now it shows whether it can be written.
int finished(int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  tool::complain("corkit: stdout cannot be written\n");
  return std::max(status, tool::exit_failed);
}

// LibTorch takes as long to forget its operators as it takes to fill an image: nobody waits for that.
[[noreturn]] void leave(int status) {
  std::fflush(nullptr);
  std::_Exit(status);
}

int run(int argc, char **argv) {
  CLI::App app(description, "corkit");
  app.footer(footer);
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("corkit {}, follows {}", corkit_version(), corkit_solarsoft_version()));

  tool::Action chosen;
  tool::add_reduce(app, chosen);
  tool::add_fill(app, chosen);
  tool::add_compare(app, chosen);
  tool::add_info(app, chosen);
  tool::add_data(app, chosen);
  tool::add_quicklook(app, chosen);
  tool::add_stars(app, chosen);
  tool::add_background(app, chosen);
  tool::add_browse(app, chosen);
  tool::add_validate(app, chosen);
  tool::add_inpaint(app, chosen);

  if (argc == 1) {
    tool::complain(
        "corkit: say what to do: reduce, fill, compare, validate, info, quicklook, stars, background, browse, data or inpaint; "
        "\"corkit --help\" explains\n");
    return tool::exit_usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return finished(app.exit(error));
    return usage(explain(app, error, {argv + 1, argv + argc}));
  }
  refuse_empty_values(app);
  refuse_options_as_values(app);
  const bool leaves = loads_torch(app);  // asked before: once a product is written nothing may need memory
  const int status = finished(carry_out(chosen));
  if (leaves) leave(status);
  return status;
}

}  // namespace

int main(int argc, char **argv) {
  tool::answer_aborts_for_want_of_memory();
  try {
    return run(argc, argv);
  } catch (const tool::UsageError &error) {
    return usage(error.what());
  } catch (const std::bad_alloc &) {
    std::fwrite(tool::want_of_memory.data(), 1, tool::want_of_memory.size(), stderr);
    return tool::exit_failed;
  } catch (const std::exception &error) {
    tool::complain("corkit: {}\n", error.what());
    return tool::exit_failed;
  }
}
