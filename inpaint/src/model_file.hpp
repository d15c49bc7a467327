// Weights as they are shipped: one safetensors file a camera, with the network for a single image and, where there is one, the network
// that also looks at context images.
//
// Notes     Metadata (text): format, recipe, detector, architecture and context_architecture (JSON), normalisation, sigma_factor and
//           context_sigma_factor (numbers by which expected errors are multiplied, from calibration on images held out), training and
//           scores (JSON). Where the camera's flat field is known: the array "flat" (I8, 1024 x 1024) in steps of flat_step, and
//           flat_events, the days of the images that it was learned from.
#pragma once

#include <memory>
#include <string>

#include "correction_net.hpp"
#include "learn_flat.hpp"

namespace corkit::inpaint {

inline constexpr const char *kModelFormat = "corkit-inpaint-1";
inline constexpr const char *kNormalisation =
    "polar patch of image / radial mean profile, shifted and scaled by mean and deviation of its measured cells";

struct Model {
  std::string detector;
  std::string recipe;
  std::string name;    // for HISTORY
  std::string sha256;  // of the file
  std::unique_ptr<CorrectionNet> single, context;
  Covariance change = kChangeCovariance;  // of the ratio to a context image
  double sigma_factor = 1, context_sigma_factor = 1;
  LearnedFlat flat;  // of the camera's full frame
};

// detector: "C2", "C3" must be the file's, "" takes any. Error(CORKIT_ERROR_CALIBRATION_MISSING) when there is no file,
// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) for a damaged or foreign one, each naming path.
std::shared_ptr<const Model> load_model(const std::string &path, const std::string &detector);

// The flat field in a weights file: the array and its metadata; nothing where it is not known.
void store_flat(const LearnedFlat &flat, SafeTensors &content);
LearnedFlat stored_flat(const SafeTensors &content, const std::string &path);

}  // namespace corkit::inpaint
