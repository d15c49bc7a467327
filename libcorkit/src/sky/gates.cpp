#include "sky/gates.hpp"

#include <gsl/gsl_cdf.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace corkit::sky {

namespace {

struct Gates {
  int pairs;
  double share;         // of the seeable stars
  double times_chance;  // pairs / chance
  double chance;
  double rms_px;
};
constexpr Gates kC3{30, 0, 5, 1e9, 1};
constexpr Gates kC2{5, 0.4, 0, 0.2, 0.4};
constexpr double kFalseAlarms = 1e-3;
constexpr double kLeastChance = 0.02;  // what 24 tries cannot tell from nothing

std::string number(double value, const char *format) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

double poisson_tail(int k, double expected) {
  if (k <= 0) return 1;
  if (!(expected > 0)) return 0;
  return gsl_cdf_poisson_Q(static_cast<unsigned>(k - 1), expected);
}

std::optional<std::string> doubt(Detector detector, const Evidence &e) {
  const Gates &gates = detector == Detector::C2 ? kC2 : kC3;
  const std::string found = std::to_string(e.pairs) + (e.pairs == 1 ? " star matches" : " stars match");
  if (e.pairs < gates.pairs) return found + ", " + std::to_string(gates.pairs) + " are needed";
  if (e.pairs < gates.share * e.seeable)
    return found + " of " + std::to_string(e.seeable) + " that should be seen, " + number(100 * gates.share, "%.0f") +
           " per cent are needed";
  if (e.pairs < gates.times_chance * e.chance || e.chance > gates.chance) return found + ", chance alone makes " + number(e.chance, "%.1f");
  if (e.rms_px > gates.rms_px) return found + ", but their scatter is " + number(e.rms_px, "%.2f") + " pixel an axis";
  if (poisson_tail(e.pairs, std::max(e.chance, kLeastChance)) * e.trials > kFalseAlarms)
    return found + ", which chance may have made among all the rolls and shifts tried";
  return std::nullopt;
}

}  // namespace corkit::sky
