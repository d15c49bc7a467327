// SolarSoft's keywords that change the numbers of a product, and --compat-bugs, as options of a command.
#pragma once

#include <corkit/corkit.h>
#include <CLI/CLI.hpp>

#include <initializer_list>
#include <string>

namespace tool {

struct Switch {
  const char *names;
  int corkit_level1_options::*target;  // that it sets to 1
  const char *help;
};

void add_switches(CLI::App &command, corkit_level1_options &options, const std::string &group, std::initializer_list<Switch> switches);

void add_solarsoft_switches(CLI::App &command, corkit_level1_options &options, const std::string &group);

}  // namespace tool
