// Fits the covariance of the kriged first guess (covariance.hpp) to images in which holes are cut.
//
// Notes     1. Minimised is the mean over holes of log(mean square of estimate - truth over the hole's cells), the three sizes of hole
//              weighted alike: by the simplex method of Nelder and Mead (GSL), over the logarithms of all numbers that are positive. The
//              constant, which stands for a mean that is not known, stays.
//           2. With context images a second covariance is fitted, of the ratio to the reference, where a camera has pairs of images.
//           3. The file is written with every report, so that a fit that was ended goes on from it (start).
//           4. Same images, settings and seed: same numbers, at any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "covariance.hpp"
#include "reporter.hpp"

namespace corkit::inpaint {

struct CovarianceFit {
  std::vector<std::string> folders;
  std::string camera = "C2";
  std::vector<std::string> validation_events;  // days; scored, never fitted to
  std::vector<std::string> excluded_events;    // days; never read
  std::string start;                           // file of an earlier fit to begin with; "" : built-in numbers
  std::string output;                          // JSON
  int holes = 300, validation_holes = 150;
  long steps = 600;  // evaluations, at most, of each covariance
  long report_every = 20;
  std::uint64_t seed = 1;
  int threads = 1;
};

// What a file of a fit holds.
struct Covariances {
  Covariance single;
  std::optional<Covariance> context;
};

void fit_covariance(const CovarianceFit &settings, const Reporter &reporter);
Covariances read_covariances(const std::string &path);

}  // namespace corkit::inpaint
