// The network of recipe product: it corrects the first guess of a hole on a polar patch.
//
// Given     data and its mask, guide planes (network_input.hpp)
// Returned  what to add to the guess plane, and the logarithm of the expected error, both in units of the patch's scale
// Notes     1. L stages, each a U of partial convolutions: the first layer takes the data under its mask and the guides, which are known
//              everywhere. Stage l starts from the guess that stage l-1 has corrected.
//           2. The last layer begins at zero: an untrained network leaves the first guess alone, and, with context, its expected error.
//           3. Sides of patches are multiples of multiple().
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "covariance.hpp"
#include "parameters.hpp"
#include "partial_conv.hpp"

namespace corkit::inpaint {

struct NetworkShape {
  std::vector<std::string> guides;        // names of the guide planes
  std::vector<int> channels{24, 32, 48};  // of each level; one halving between two
  int stages = 1;                         // L
  double cell = 4;                        // pixels a side
  int margin = 10;                        // cells around a hole
  Covariance covariance;                  // of the kriged first guess
  Covariance alone;                       // with context: of the guess that does without
};

nlohmann::json to_json(const NetworkShape &shape);
// Error(CORKIT_ERROR_CALIBRATION_DAMAGED) naming path for a shape that is absurd.
NetworkShape shape_from_json(const nlohmann::json &json, const std::string &path);

struct NetworkBatch {
  at::Tensor data, data_mask;  // [N, 1, n, n]
  at::Tensor guides;           // [N, G, n, n]
};

struct Correction {
  at::Tensor value, log_sigma;  // [N, 1, n, n]
};

class CorrectionNet {
 public:
  CorrectionNet(const NetworkShape &shape, Random &random) : CorrectionNet(shape, &random) {}
  // For weights that will be loaded.
  explicit CorrectionNet(const NetworkShape &shape) : CorrectionNet(shape, nullptr) {}

  Correction forward(const NetworkBatch &batch) const;
  int multiple() const { return 1 << (static_cast<int>(shape_.channels.size()) - 1); }

  Parameters &parameters() { return parameters_; }
  const Parameters &parameters() const { return parameters_; }
  const NetworkShape &shape() const { return shape_; }

 private:
  struct Layer {
    at::Tensor weight, bias;
  };
  struct Level {
    Layer down, across, up;  // into the level, within it, and back into the level above
  };
  struct Stage {
    std::vector<Level> levels;
    Layer last;
  };
  CorrectionNet(const NetworkShape &shape, Random *random);
  Masked run(const Stage &stage, const NetworkBatch &batch) const;

  NetworkShape shape_;
  Parameters parameters_;
  std::vector<Stage> stages_;
};

}  // namespace corkit::inpaint
