// Training, recipe product.
//
// Notes     1. Adam on random holes (sample_source.hpp), batches of patches of one size, the learning rate warmed up over 200 steps and
//              brought down to zero along a cosine; the weights that are kept are a running mean of those of the last steps.
//           2. The validation set is drawn once, from events that training never sees; its scores are medians over holes, by size, of the
//              smoothed relative RMSE over that of the first guess.
//           3. Same settings and seed: same weights, whether or not the training was interrupted at a checkpoint.
#pragma once

#include <string>
#include <vector>

#include "correction_net.hpp"
#include "reporter.hpp"

namespace corkit::inpaint {

struct ProductTraining {
  std::vector<std::string> folders;
  std::string camera;                          // "C2", "C3"; "" both
  std::vector<std::string> validation_events;  // days
  std::vector<std::string> excluded_events;    // days of events that are for scoring only
  std::string checkpoint;                      // file, read when it is there and written as training goes on
  std::string csv;                             // "" none
  std::string start;                           // checkpoint, weights, or "" : parameters to begin with
  bool with_context = false;
  NetworkShape shape;
  long steps = 20000;
  int batch = 4;
  double learning_rate = 1e-3;
  double clip = 1;
  double sigma_weight = 0.1;
  double noise = 1;   // Sampling::noise, of the training; validation sees images as they are
  double fronts = 0;  // Sampling::fronts, Sampling::change
  double change = 0;
  long pool = 0;           // so many groups are drawn, and seen again and again; 0: always new ones
  double average = 0.999;  // of the running mean, per step
  std::uint64_t seed = 1;
  long report_every = 100, validate_every = 1000, checkpoint_every = 500;
  int validation_groups = 40;
  int threads = 1;  // one learns, the others draw samples
};

void train_product(const ProductTraining &settings, const Reporter &reporter);

}  // namespace corkit::inpaint
