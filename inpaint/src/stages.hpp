// The chain of L UNet-like stages of partial convolutions.
//
// Follows   spec section 1 (Enciso): stage l gets the image with mask M_(l-1), returns I_out^l and the updated mask M_l
// Notes     1. A stage has `depth` halvings (kernels 7, 5, 3, 3 ...), as many doublings (nearest neighbour) and skip connections; its mask
//              is what its own partial convolutions leave.
//           2. While learning every stage gets the truth under its mask (teacher forcing), so that none depends on the one before; when
//              filling, a stage gets what the stages before have filled.
//           3. Height and width must be multiples of 2^depth.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "parameters.hpp"
#include "partial_conv.hpp"

namespace corkit::inpaint {

struct StageShape {
  int stages = 2;     // L
  int depth = 3;      // halvings
  int channels = 32;  // of the first level; doubled at each further one, up to 8 times as many
};

// What the loss needs of one stage.
struct StageOutput {
  at::Tensor image;        // I_out^l [N, 1, H, W]
  at::Tensor mask_before;  // M_(l-1) [N, 1, H, W]
  at::Tensor mask_after;   // M_l
};

class StageChain {
 public:
  StageChain(const StageShape &shape, Random &random);

  // Teacher forced: all stages on the truth [N, 1, H, W] under mask M_0.
  std::vector<StageOutput> learn(const at::Tensor &truth, const at::Tensor &mask) const;
  // The image with its missing pixels filled by the stages in turn; what no stage reaches stays 0 and 0 in mask.
  Masked fill(const Masked &in) const;

  Parameters &parameters() { return parameters_; }
  const Parameters &parameters() const { return parameters_; }
  const StageShape &shape() const { return shape_; }

 private:
  struct Layer {
    at::Tensor weight, bias;
  };
  struct Stage {
    std::vector<Layer> down, up;
  };
  Masked run(const Stage &stage, const Masked &in) const;

  StageShape shape_;
  Parameters parameters_;
  std::vector<Stage> stages_;
};

}  // namespace corkit::inpaint
