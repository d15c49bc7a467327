#include "solarsoft_switches.hpp"

namespace tool {

using Options = corkit_level1_options;

void add_switches(CLI::App &command, Options &options, const std::string &group, std::initializer_list<Switch> switches) {
  for (const auto &one : switches)
    command
        .add_flag_callback(
            one.names, [&target = options.*one.target] { target = 1; }, one.help)
        ->group(group);
}

void add_solarsoft_switches(CLI::App &command, Options &options, const std::string &group) {
  add_switches(
      command, options, group,
      {{"--no-vig", &Options::no_vig, "no vignetting correction (C3 only, as /NO_VIG)"},
       {"--no-mask", &Options::no_mask, "no pylon and occulter mask (C3 only, as /NO_MASK)"},
       {"--no-warp", &Options::no_warp, "no distortion correction (/NOWARP)"},
       {"--no-stat", &Options::no_stat, "no statistics in the header (/NOSTAT)"},
       {"--no-scale", &Options::no_scale, "no scaling to int16, no statistics (/NOSCALE)"},
       {"--no-roll-correction", &Options::no_roll_correction, "no rotation to solar north; images stored upside down are still turned"},
       {"--no-time-correction", &Options::no_time_correction, "DATE-OBS stays as the camera's clock gave it"},
       {"--compat-bugs", &Options::compat_bugs, "keep those SolarSoft bugs that corkit mends (docs/differences.md)"}});
}

}  // namespace tool
