#include "solarsoft_switches.hpp"

namespace tool {

void add_switch(CLI::App &command, const std::string &names, int &target, const std::string &help, const std::string &group) {
  command
      .add_flag_callback(
          names, [&target] { target = 1; }, help)
      ->group(group);
}

void add_solarsoft_switches(CLI::App &command, corkit_level1_options &options, const std::string &group) {
  const auto add = [&](const char *name, int &target, const char *help) { add_switch(command, name, target, help, group); };
  add("--no-vig", options.no_vig, "no vignetting correction (C3 only, as /NO_VIG)");
  add("--no-mask", options.no_mask, "no pylon and occulter mask (C3 only, as /NO_MASK)");
  add("--no-warp", options.no_warp, "no distortion correction (/NOWARP)");
  add("--no-stat", options.no_stat, "no statistics in the header (/NOSTAT)");
  add("--no-scale", options.no_scale, "no scaling to int16, no statistics (/NOSCALE)");
  add("--no-roll-correction", options.no_roll_correction, "no rotation to solar north; images stored upside down are still turned");
  add("--no-time-correction", options.no_time_correction, "DATE-OBS stays as the camera's clock gave it");
  add("--compat-bugs", options.compat_bugs, "keep those SolarSoft bugs that corkit mends (docs/differences.md)");
}

}  // namespace tool
