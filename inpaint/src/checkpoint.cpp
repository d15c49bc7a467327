#include "checkpoint.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace corkit::inpaint {
namespace {

constexpr const char *kFormat = "corkit-inpaint-checkpoint-1";

}  // namespace

void save_checkpoint(const std::string &path, const CheckpointParts &parts, const nlohmann::json &state) {
  SafeTensors content;
  content.metadata["format"] = kFormat;
  content.metadata["state"] = state.dump();
  parts.parameters.store(content, "net.");
  if (parts.averaged != nullptr) parts.averaged->store(content, "mean.");
  parts.optimiser.store(content);
  write_safetensors(path, content);
}

nlohmann::json checkpoint_state(const std::string &path, const SafeTensors &content) {
  const auto format = content.metadata.find("format"), state = content.metadata.find("state");
  const auto refuse = [&] {
    return Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                 path + ": is not a checkpoint of corkit inpaint train; give the file that training wrote, or start anew");
  };
  if (format == content.metadata.end() || format->second != kFormat || state == content.metadata.end()) throw refuse();
  nlohmann::json json = nlohmann::json::parse(state->second, nullptr, false);
  if (!json.is_object()) throw refuse();
  return json;
}

nlohmann::json load_checkpoint(const std::string &path, const CheckpointParts &parts) {
  const SafeTensors content = read_safetensors(path);
  nlohmann::json state = checkpoint_state(path, content);
  parts.parameters.load(content, path, "net.");
  if (parts.averaged != nullptr) parts.averaged->load(content, path, "mean.");
  parts.optimiser.load(content, path);
  return state;
}

}  // namespace corkit::inpaint
