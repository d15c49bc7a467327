// The pointing that most stars agree on.
//
// Given     what is looked at; the rolls to try; whether the Sun's place in the sky is known (an ephemeris)
// Returned  the fit with most pairs among the best candidates of the vote, and the reason to doubt it, "" for none
#pragma once

#include <string>

#include "sky/fit.hpp"
#include "sky/gates.hpp"
#include "sky/sight.hpp"

namespace corkit::sky {

struct Found {
  Fit fit;
  std::vector<SkyStar> stars;  // the fit's
  int votes = 0;
  std::optional<Brightness> brightness;  // the fit's
  Evidence evidence;
};

struct Outcome {
  std::optional<Found> found;
  std::string reason;
  bool proved() const { return found.has_value() && reason.empty(); }
};

Outcome search_sky(const Sight &sight, const std::vector<double> &rolls_deg, bool sun_known);

// The header's roll and 2 degrees on both sides, and the same turned over.
std::vector<double> rolls_around(const Sight &sight);
// All rolls.
std::vector<double> rolls_all_around(const Sight &sight);

}  // namespace corkit::sky
