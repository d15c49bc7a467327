// Differences of cards whose reason is known: what made SolarSoft's product, and when, explains them.
#pragma once

#include <optional>
#include <string>

#include "handles.hpp"

namespace tool::validate {

// What decides about reasons, of SolarSoft's product and of the comparison of pixels.
struct Circumstances {
  std::string observed;        // DATE-OBS, "1997-05-21..."
  std::string made;            // DATE, "2010-03-12..."
  std::string detector;        // "C3"
  bool pixels_agree = false;   // within the tolerance
  bool pixels_differ = false;  // not all are identical
  bool core_is_zero = false;   // pixels were left out for that reason

  // Those of 1996 and 1997 were made on another system.
  bool of_the_other_system() const { return !observed.empty() && observed < "1998"; }
  // Before reduce_level_1 turned images by the roll, and the sign of CROTA.
  bool before_rolls() const { return !made.empty() && made < "2011-11"; }
};

Circumstances circumstances_of(const corkit_header *theirs);

// Why a card may differ, "" for no known reason. Whole cards; none: the product has no such card.
std::string reason_of(const Circumstances &circumstances, const std::optional<std::string> &theirs, const std::optional<std::string> &mine);

inline constexpr const char *reason_core = "products of 1996 and 1997 were made on another system: the core of C3 images is zero";
inline constexpr const char *reason_unrolled =
    "made before November 2011, when reduce_level_1 did not turn images by the roll: compared without that";

}  // namespace tool::validate
