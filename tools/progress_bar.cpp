#include "progress_bar.hpp"

#include <fmt/format.h>
#include "complain.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

namespace tool {

namespace {

constexpr size_t most_recent = 64;  // images that the rate is taken from: skipped ones at the beginning do not count for ever

std::string clock_text(double seconds) {
  const auto s = std::llround(std::min(seconds, 1e9));
  return s < 3600 ? fmt::format("{}:{:02d}", s / 60, s % 60) : fmt::format("{}:{:02d}:{:02d}", s / 3600, s / 60 % 60, s % 60);
}

}  // namespace

ProgressBar::ProgressBar(size_t total) : total_(total) { draw(0); }

void ProgressBar::clear() const {
  if (total_ == 0) return;
  complain("\r\033[K");
  std::fflush(stderr);
}

void ProgressBar::draw(size_t done) {
  if (total_ == 0) return;
  recent_.emplace_back(done, Clock::now());
  if (recent_.size() > most_recent) recent_.pop_front();
  constexpr size_t width = 30;
  const size_t full = std::min(done, total_) * width / total_;
  std::string rate;
  const double seconds = std::chrono::duration<double>(recent_.back().second - recent_.front().second).count();
  if (const auto images = static_cast<double>(done - recent_.front().first); images > 0 && seconds > 0) {
    rate = fmt::format(" {:.1f} images/s, {} left", images / seconds, clock_text(static_cast<double>(total_ - done) * seconds / images));
  }
  complain("[{}{}] {}/{}{}", std::string(full, '='), std::string(width - full, ' '), done, total_, rate);
  std::fflush(stderr);
}

}  // namespace tool
