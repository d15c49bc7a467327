// From checkpoints, or from weights made before, to the weights file that is shipped: expected errors calibrated on the validation events,
// scores on the held-out ones.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "reporter.hpp"

namespace corkit::inpaint {

struct Export {
  std::string checkpoint;  // of a training for single images; "": weights
  std::string weights;     // made before: their network for single images is taken; "": checkpoint
  std::string covariance;  // a file of corkit inpaint fit: that of changes, for weights without a network with context; "" as built in
  std::string context_checkpoint;  // of one with context; "" none
  std::string output;
  std::string camera = "C2";  // whose weights they are
  std::vector<std::string> folders;
  std::vector<std::string> validation_events;  // the expected error is calibrated on them; none: it stays as trained
  std::vector<std::string> events;             // held out; scores on them go into the file; none: no scores
  int holes = 200;
  std::uint64_t seed = 1;
};

void export_model(const Export &settings, const Reporter &reporter);

}  // namespace corkit::inpaint
