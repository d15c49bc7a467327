// SolarSoft's keywords that change the numbers of a product, and --compat-bugs, as options of a command.
#pragma once

#include <corkit/corkit.h>
#include <CLI/CLI.hpp>

#include <string>

namespace tool {

// A switch that sets target to 1.
void add_switch(CLI::App &command, const std::string &names, int &target, const std::string &help, const std::string &group);

void add_solarsoft_switches(CLI::App &command, corkit_level1_options &options, const std::string &group);

}  // namespace tool
