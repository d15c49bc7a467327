// The state of a training on disk: parameters, their running mean, the optimiser's moments, the step, and the settings it began with.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "optimiser.hpp"

namespace corkit::inpaint {

struct CheckpointParts {
  Parameters &parameters;
  Parameters *averaged;  // may be null
  Optimiser &optimiser;
};

void save_checkpoint(const std::string &path, const CheckpointParts &parts, const nlohmann::json &state);
// The state saved. Error(CORKIT_ERROR_CALIBRATION_DAMAGED) for a file that is not a checkpoint of this network.
nlohmann::json load_checkpoint(const std::string &path, const CheckpointParts &parts);
// The state alone, to rebuild the network before its parameters are loaded.
nlohmann::json checkpoint_state(const std::string &path, const SafeTensors &content);

}  // namespace corkit::inpaint
