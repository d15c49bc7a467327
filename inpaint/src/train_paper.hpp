// Training, recipe paper.
//
// Follows   spec section 1: Adam, batch 4, gradient's norm clipped; pretraining with learning rate 2e-4, clip 0.005, loss weights 6, 6,
// 0.05,
//           120, 120, then fine-tuning with 5e-5, 0.0005, 0.2, 0.8, 0.2, 1.2, 1.8; L = 2; lambda_1 = lambda_2 = 0; images equalised by
//           their histogram and resized to 1024 x 1024; masks drop one random rectangle of blocks; C3
// Notes     Without VGG-19 weights the perceptual and the style term are left out, and the first progress line says so.
#pragma once

#include <string>
#include <vector>

#include "losses.hpp"
#include "reporter.hpp"
#include "stages.hpp"

namespace corkit::inpaint {

struct PaperPhase {
  long steps;
  double learning_rate, clip;
  LossWeights weights;
};

struct PaperTraining {
  std::vector<std::string> folders;
  std::string camera = "C3";
  std::vector<std::string> validation_events, excluded_events;
  std::string checkpoint, csv;
  std::string vgg;  // safetensors of torchvision's vgg19; "" none
  StageShape shape;
  int size = 1024;  // pixels a side
  int batch = 4;
  int largest = 4;  // blocks along a side of a rectangle
  PaperPhase pretraining{20000, 2e-4, 0.005, {6, 6, 0.05, 120, 120, 0, 0}};
  PaperPhase fine_tuning{5000, 5e-5, 0.0005, {0.2, 0.8, 0.2, 1.2, 1.8, 0, 0}};
  std::uint64_t seed = 1;
  long report_every = 10, checkpoint_every = 100;
  int threads = 1;
};

void train_paper(const PaperTraining &settings, const Reporter &reporter);

}  // namespace corkit::inpaint
