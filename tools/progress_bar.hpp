// How far a run is: a line on a terminal with the rate of the last images and the time left.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace tool {

class ProgressBar {
 public:
  // total 0: no bar. Draws it on stderr.
  explicit ProgressBar(size_t total);

  // Takes the bar away, for other lines, and draws it again; done images are counted.
  void clear() const;
  void draw(size_t done);
  // No bar from here on.
  void stop() { total_ = 0; }

 private:
  using Clock = std::chrono::steady_clock;

  size_t total_;
  std::deque<std::pair<size_t, Clock::time_point>> recent_;  // images done, and when
};

}  // namespace tool
