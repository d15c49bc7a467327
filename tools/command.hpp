// What the subcommands share: how they register with the parser, and what the exit status says.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <stdexcept>
#include <string>

namespace tool {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  // an image failed, files differ, calibration data are incomplete
inline constexpr int exit_usage = 2;

// A command line that cannot be carried out as it stands: one line on stderr, exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Action = std::function<int()>;

// Each adds its options to the parser; when the user names it, chosen becomes what is to be done.
void add_reduce(CLI::App &app, Action &chosen);
void add_fill(CLI::App &app, Action &chosen);
void add_compare(CLI::App &app, Action &chosen);
void add_info(CLI::App &app, Action &chosen);
void add_data(CLI::App &app, Action &chosen);
void add_quicklook(CLI::App &app, Action &chosen);
void add_stars(CLI::App &app, Action &chosen);
void add_background(CLI::App &app, Action &chosen);
void add_browse(CLI::App &app, Action &chosen);
void add_validate(CLI::App &app, Action &chosen);
void add_inpaint(CLI::App &app, Action &chosen);

}  // namespace tool
