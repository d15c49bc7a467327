// Frames as they stand in a page: 16-bit steps of the logarithm of brightness, deflated, in base 64.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "frames/frame.hpp"
#include "picture/scaling.hpp"

namespace tool {

struct MovieOptions {
  int longest = 512;       // pixels of the longer side
  double precision = 0.1;  // per cent of the brightness between steps
};

// Step 0: no value; step k: first * exp((k - 1) * step), the lowest also for all below.
struct Steps {
  double first = 1, step = 0.001;
};

corkit::Image<std::uint16_t> steps_of(const corkit::Image<float> &image, const Steps &steps);
// Each row's first step as difference to the one below or above it before, the others to their left neighbour; all high bytes, then all
// low ones; zlib; base 64.
std::string packed(const corkit::Image<std::uint16_t> &steps);

// Frames of one camera, filter, polariser, level and size, in the order in which they are added.
class Series {
 public:
  Series(const Frame &first, const MovieOptions &options);
  // Failure where the frame is of another kind than the first.
  void add(const Frame &frame);
  size_t bytes() const { return bytes_; }
  size_t count() const { return frames_.size(); }
  nlohmann::json json() const;

 private:
  MovieOptions options_;
  Steps steps_;
  corkit::picture::Limits limits_;
  std::string name_, unit_, detector_;
  int nx_, ny_, width_ = 0, height_ = 0;
  size_t bytes_ = 0;
  std::vector<nlohmann::json> frames_;
};

// What frames of one series share: "C3 Clear", with polariser and level where these are not the usual ones.
std::string series_name(const Frame &frame);

// The whole page. What comes from headers cannot leave the place it is put in.
std::string page_of(const std::string &title, const nlohmann::json &movie);

}  // namespace tool
