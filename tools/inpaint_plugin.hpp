// The plug-in libcorkit-inpaint, opened when training or scoring is asked for; the command itself does not know Torch.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>

namespace tool {

using JsonLine = std::function<void(const nlohmann::ordered_json &)>;

// Carries out a request (inpaint/include/corkit_inpaint_command.h); each line goes to the listener. A first Ctrl-C saves the state and
// ends the work. Failure with the plug-in's sentence, or with what to install when there is none.
void run_inpaint(const nlohmann::json &request, const JsonLine &listener);

}  // namespace tool
