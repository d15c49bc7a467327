#include "archive/absence.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tool::archive {

namespace {

constexpr const char *refused = "the image is not reduced";
constexpr const char *interim =
    "the time is not corrected, Sun centre and roll are interim values; the header says so (WARNING in place of Final Correction)";
constexpr const char *no_time = "the image is not reduced, unless with --no-time-correction";

// By what the names have in common.
constexpr std::array<std::pair<const char *, const char *>, 7> effects = {{
    {"_expfactor_", "the exposure time is taken as it is and the bias from a formula; images differ by up to a few per cent in brightness"},
    {"_adj_xyr_medv2.sav", interim},
    {"last_post_recovery_day.sav", interim},
    {"timeoffsets.sav", no_time},
    {"TIME_DIFF.DAT", no_time},
    {"cntr.dat", "the distortion is taken about a standard centre; pixels differ by up to half a per cent, more at steep edges"},
    {"occulter_center.dat", "the distortion is taken about a standard centre; pixels differ by up to half a per cent, more at steep edges"},
}};

}  // namespace

std::string effect_of_absence(const std::string &name) {
  if (name == "nominal_roll_attitude.dat")
    return "none while the pointing table reaches; later images get the roll of their header's CROTA1";
  const auto effect = std::find_if(effects.begin(), effects.end(), [&](const auto &e) { return name.find(e.first) != std::string::npos; });
  return effect == effects.end() ? refused : effect->second;
}

}  // namespace tool::archive
