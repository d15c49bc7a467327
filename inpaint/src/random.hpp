// A random source whose numbers are the same with every standard library: training and scoring are repeated by seed.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace corkit::inpaint {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 ... n-1, n > 0.
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  // low ... high.
  int between(int low, int high) { return low + below(high - low + 1); }
  // [0, 1).
  double uniform() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
  // Normal deviate of mean 0, variance 1 (Box and Muller, one of the pair).
  double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(6.283185307179586 * uniform()); }
  std::uint64_t bits() { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace corkit::inpaint
