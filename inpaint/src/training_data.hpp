// The images of a training or a scoring: read, split by event, and told apart from others by a checksum.
#pragma once

#include <string>
#include <vector>

#include "events.hpp"

namespace corkit::inpaint {

struct TrainingData {
  std::vector<SourceImage> images;
  Split split;
  std::string sha256;  // of the training images, one after the other in order of their paths
};

// camera: "C2", "C3" or "" for both. held_out: days of events kept for validation; excluded: days of events left out altogether.
// 1024 x 1024 images only; files of other telescopes are an error.
TrainingData read_training_data(corkit_context *ctx, const std::vector<std::string> &folders, const std::string &camera,
                                const std::vector<std::string> &held_out, const std::vector<std::string> &excluded);

// SHA-256, 64 hexadecimal digits, of files one after the other.
std::string sha256_of_files(const std::vector<std::string> &paths);

ContextHandle open_context();

}  // namespace corkit::inpaint
