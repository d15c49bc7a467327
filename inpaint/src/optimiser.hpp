// Adam with the gradient's norm clipped, its state storable.
//
// Follows   Kingma and Ba 2015 as LibTorch has it (betas 0.9, 0.999, eps 1e-8)
#pragma once

#include <memory>

#include "parameters.hpp"

namespace corkit::inpaint {

class Optimiser {
 public:
  // clip: largest norm of all gradients together; 0: no clipping. The parameters must outlive this.
  Optimiser(Parameters &parameters, double learning_rate, double clip);
  ~Optimiser();
  Optimiser(const Optimiser &) = delete;
  Optimiser &operator=(const Optimiser &) = delete;

  void set_learning_rate(double learning_rate);
  void set_clip(double clip);
  // Gradients of loss, clipped, one step; returns the gradient's norm before clipping. A loss or gradient that is not finite changes
  // nothing, and the norm says so.
  double step(const at::Tensor &loss);

  void store(SafeTensors &content) const;
  void load(const SafeTensors &content, const std::string &path);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace corkit::inpaint
