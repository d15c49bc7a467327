// The learned fill: libcorkit's side of the plug-in libcorkit-inpaint.
//
// Notes     1. The plug-in is opened at the first call and stays open. Looked for: CORKIT_INPAINT_LIB (a file), the folder of this library,
//              the library folder of the prefix that it is installed in, the system's paths.
//           2. Weights: what is given (a file, or a folder with c2.safetensors and c3.safetensors), CORKIT_WEIGHTS, share/corkit/weights
//              of the prefix that this library or the plug-in is in, inpaint/weights of a build tree.
#pragma once

#include <string>

#include "core/image.hpp"
#include "fill/inpaint_abi.h"

namespace corkit {

// Error(CORKIT_ERROR_UNSUPPORTED) that says what to install where there is no plug-in, or one of another version.
const corkit_inpaint_plugin_v2 &inpaint_plugin();

// Error(CORKIT_ERROR_FILE_NOT_FOUND) naming the places that were looked at.
std::string find_weights(const std::string &given, const std::string &detector);

// Plug-in and weights are there and go together: what is missing is known before an image is worked on. Returns the weights' path.
std::string require_learned_fill(const std::string &given_weights, const std::string &detector);

// What the weights know of the camera's flat field (fill/flat_field.hpp), of its full frame; empty: nothing.
Image<float> learned_flat(const std::string &given_weights, const std::string &detector);

}  // namespace corkit
